import { describe, expect, test } from 'vitest'
import { heredocSource, parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import { withPlace } from '../../../src/dockerfile/read/problem.ts'
import { settingsOf, substitute } from '../../../src/dockerfile/read/variables.ts'
import { readShell } from '../../../src/shell/commands.ts'
import { textOf } from '../../../src/shell/words.ts'
import { parsed } from '../parsed.ts'

function instructionsOf(text: string) {
  return parsed(text).stages.flatMap(({ instructions }) => instructions)
}

describe('stages', () => {
  test('have a name, a base as written and instructions', () => {
    const { stages, globalArgs } = parsed(
      [
        '# syntax=docker/dockerfile:1',
        'ARG GO=1.24',
        'FROM --platform=$BUILDPLATFORM golang:${GO}-alpine AS Build',
        'WORKDIR /src',
        'from scratch',
        'COPY --from=build /src/app /app',
      ].join('\n'),
    )
    expect(globalArgs.map(({ keyword, line }) => [keyword, line])).toEqual([['ARG', 2]])
    expect(
      stages.map(({ name, base, instructions }) => [
        name,
        textOf(base),
        instructions.map(({ keyword }) => keyword),
      ]),
    ).toEqual([
      ['build', 'golang:${GO}-alpine', ['WORKDIR']],
      [undefined, 'scratch', ['COPY']],
    ])
    expect(stages[0]?.from.flags).toMatchObject([{ name: 'platform', value: '$BUILDPLATFORM' }])
  })

  test.each([
    ['nothing', '# only a comment\n', 'F: it has no FROM'],
    ['no FROM first', 'RUN true\n', 'F:1: RUN is before the first FROM'],
    ['an unknown word', 'FROM a\nINCLUDE b\n', 'F:2: `INCLUDE` is not an instruction'],
    ['a FROM of too much', 'FROM a b\n', 'F:1: FROM needs an image, and optionally AS with a name'],
    ['an open heredoc', 'FROM a\nRUN <<END\ntrue\n', 'F:2: the heredoc END is not closed'],
    [
      'a lone carriage return',
      'FROM a\rRUN b',
      'F:1: has a control character, which is not allowed in a Dockerfile',
    ],
  ])('%s is a problem', (_, text, problem) => {
    const found = parseDockerfile(text)
    expect(found.ok ? undefined : withPlace({ dockerfile: 'F' }, found.problem)).toBe(problem)
  })
})

test('a problem of an inline Dockerfile has its line in the Dockerfile, not in the file that contains it', () => {
  const place = { dockerfile: 'compose.yml', inline: 'FROM $A' }
  expect(withPlace(place, { line: 1, message: 'odd' })).toBe(
    'compose.yml, line 1 of the Dockerfile in it: odd',
  )
  expect(withPlace(place, { message: 'odd' })).toBe('compose.yml: odd')
})

describe('instructions', () => {
  test('continue over comments and empty lines, and keep their offsets in the file', () => {
    const text = 'FROM a\nRUN one \\\n  # why\n\n  CGO_ENABLED=0 \\  \n  two\nCMD x\n'
    const [run] = instructionsOf(text)
    expect(run?.rest.text).toBe('one   CGO_ENABLED=0   two')
    const at = run?.rest.at[run.rest.text.indexOf('CGO')] ?? 0
    expect(text.slice(at, at + 13)).toBe('CGO_ENABLED=0')
    expect(text.slice(run?.start, run?.end)).toBe(text.slice(7, text.indexOf('\nCMD')))
  })

  test('are parsed with the escape directive and with Windows line ends', () => {
    const [env] = instructionsOf('# escape=`\r\nFROM a\r\nENV A=c:\\x `\r\n  B=2\r\n')
    expect(settingsOf(env ?? fail(), '`')?.map(({ name, value }) => [name, value && textOf(value)])).toEqual([
      ['A', 'c:\\x'],
      ['B', '2'],
    ])
  })

  test('have flags, and heredocs whose words are unquoted', () => {
    const text = [
      'FROM a',
      'RUN --mount=type=cache,target=/c --network=none <<-END bash',
      '\tgo env -w CGO_ENABLED=0',
      '\tEND',
      'RUN echo "1 << 3" && cat <<\'X\' > /f && echo $((1<<3)) <<<abc',
      'FROM b',
      'X',
      'CMD ["/a", "it\\u0027s"]',
    ].join('\n')
    const dockerfile = parsed(text)
    const [first, second, cmd] = dockerfile.stages[0]?.instructions ?? []
    expect(first?.flags.map(({ name, value }) => [name, value])).toEqual([
      ['mount', 'type=cache,target=/c'],
      ['network', 'none'],
    ])
    expect(first?.heredocs.map((each) => heredocSource(dockerfile, each).text)).toEqual([
      '\tgo env -w CGO_ENABLED=0\n',
    ])
    expect(second?.heredocs.map((each) => heredocSource(dockerfile, each).text)).toEqual(['FROM b\n'])
    expect(cmd?.exec?.map(textOf)).toEqual(['/a', "it's"])
  })

  test.each([
    ['ENV A=1 B="x y" C=a\\ b', { A: '1', B: 'x y', C: 'a b' }],
    ['ENV A the rest  of "it"', { A: 'the rest  of it' }],
    ['ENV A=', { A: '' }],
    ['ARG A B=2', { A: undefined, B: '2' }],
  ])('%s sets', (line, expected) => {
    const [instruction] = instructionsOf(`FROM a\n${line}\n`)
    const settings = settingsOf(instruction ?? fail(), '\\') ?? []
    expect(Object.fromEntries(settings.map(({ name, value }) => [name, value && textOf(value)]))).toEqual(
      expected,
    )
  })
})

describe('variables of a RUN', () => {
  const known: Readonly<Record<string, string>> = { V: '1.24', EMPTY: '', DIR: 'cmd/api', NAME: 'cmd-api' }
  const variables = {
    get: (name: string) => known[name],
    has: (name: string) => name in known || name === 'MADE',
    isEmpty: () => false,
  }
  test.each([
    ['$V-x', '1.24-x'],
    ['${V}x', '1.24x'],
    ['${NONE:-d}', 'd'],
    ['${NONE:=d}', 'd'],
    ['${NONE-${V}}', '1.24'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${V:+set}', 'set'],
    ['${NONE:+set}', ''],
    ["'$V'", '$V'],
    ['"$V"', '1.24'],
    ['"$V"s', '1.24s'],
    ['\\$V', '$V'],
    ['${DIR##*/}-${V%.*}', 'api-1'],
    ['./${DIR/api/web}', './cmd/web'],
    ['./${NAME/-/\\/}', './cmd/api'],
    // an unset variable may come from the image; one set to an unknown value has no other value
    ['$NONE', undefined],
    ['${MADE:-d}', undefined],
    ['${MADE-d}', undefined],
    ['${MADE+set}', 'set'],
    // shells have patterns and substitutions that BuildKit lacks
    ['${V#[0-9].}', undefined],
    ['${V:0:2}', undefined],
    ['$(date)', undefined],
    ['`date`', undefined],
  ])('%s', (text, expected) => {
    const [run] = instructionsOf(`FROM a\nRUN ${text}\n`)
    const word = readShell(run?.rest ?? fail()).commands[0]?.words[0]
    expect(substitute(word ?? fail(), variables)).toBe(expected)
  })
})

function fail(): never {
  throw new Error('nothing was parsed')
}
