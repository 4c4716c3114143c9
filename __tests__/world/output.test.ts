import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { harmless, harmlessInColor, harmlessJson } from '../../src/common/harmless.ts'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { code, fence, printable, sentence } from '../../src/report/text.ts'
import { actionsLog, realClock } from '../../src/world/log.ts'
import { guardOutput, guardProcess, type OutputStreams } from '../../src/world/output.ts'
import { actionsStep } from '../../src/world/step.ts'
import { plainLog } from '../../src/world/terminal-log.ts'
import { commandsIn } from '../support/workflows/runner-commands.ts'

const esc = String.fromCharCode(27)
const pieces = [
  '::',
  ':',
  '::stop-commands::x',
  '::error file=a,line=1::y',
  '##[',
  '##[stop-commands]x',
  '#',
  '[',
  ']',
  '##vso[task.complete]',
  'stop-commands',
  '\n',
  '\r',
  '\r\n',
  '\v',
  '\f',
  '\u{85}',
  '\u{2028}',
  '\u{2029}',
  '\u{a0}',
  '\u{3000}',
  '\u{feff}',
  '\u{ad}',
  '\u{200b}',
  '\u{fe0f}',
  '\0',
  '\b',
  '\t',
  ' ',
  `${esc}[31m`,
  `${esc}[2K`,
  `${esc}]0;title\u{7}`,
  `${esc}]8;;https://example.com${esc}\\`,
  `${esc}`,
  '\u{9b}31m',
  '\u{9d}0;x\u{9c}',
  '%0A',
  '%25',
  'é',
  '🚀',
  '\u{d800}',
  'a',
]
const text = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string()), { maxLength: 14 })
  .map((all) => all.join(''))
/** Characters that terminals do not show, or do not treat as text. */
const control = /(?!\n)\p{Cc}|\p{Zl}|\p{Zp}/u

const own = new RegExp(`${esc}\\[(?:[0-2]|3[1-6])(?:;(?:[0-2]|3[1-6]))*m`, 'g')

interface Written {
  readonly streams: OutputStreams
  printed(): string
}

function memoryStreams(): Written {
  let printed = ''
  const stream = () => ({
    write(chunk: string) {
      printed += chunk
      return true
    },
  })
  const streams = { stdout: stream(), stderr: stream() } as unknown as OutputStreams
  return { streams, printed: () => printed }
}

describe('the model of the runner', () => {
  test.each([
    ['::stop-commands::x', 'stop-commands', 'x'],
    [' \u{3000}::error file=a%3Ab,line=1::y%0Az', 'error', 'y\nz'],
    ['text ##[group]x', 'group', 'x'],
    ['a\r::add-mask::b', 'add-mask', 'b'],
  ])('executes %j', (printed, name, data) => {
    expect(commandsIn(printed)).toMatchObject([{ name, data }])
  })

  test.each(['a ::error::b', '::error', '##[error', '## [error]', '\u{feff}a'])(
    'takes %j for text',
    (printed) => {
      expect(commandsIn(printed)).toEqual([])
    },
  )
})

test('no output contains a command or a control sequence, in whatever parts it is written', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.boolean(), fc.nat(), (parts, asBytes, cut) => {
      const { streams, printed } = memoryStreams()
      const output = guardOutput(streams)
      for (const part of parts) {
        const bytes = Buffer.from(part)
        const at = bytes.length === 0 ? 0 : cut % bytes.length
        if (asBytes)
          for (const some of [bytes.subarray(0, at), bytes.subarray(at)]) streams.stdout.write(some)
        else streams.stdout.write(part)
      }
      output.end()
      expect(commandsIn(printed())).toEqual([])
      expect(printed()).not.toMatch(control)
      expect(printed()).not.toMatch(/##\w*\[/)
    }),
  )
})

test("a log contains linkgate's own commands with their values, and no others", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (message, heading) => {
      const { streams, printed } = memoryStreams()
      const real = process.stdout.write
      process.stdout.write = ((chunk: string) => streams.stdout.write(chunk)) as typeof real
      try {
        const output = guardOutput(streams)
        const log = actionsLog(realClock, new AbortController().signal, output)
        log.info(message)
        log.error(message, { title: heading, file: heading, line: 7 })
        await log.step(heading, async () => log.info(message))
        actionsStep(output).maskSecret('hunter2')
        output.end()
      } finally {
        process.stdout.write = real
      }
      const [error, group, ...rest] = commandsIn(printed())
      expect(error).toMatchObject({ name: 'error', data: harmless(message) })
      expect(error?.properties['line']).toBe('7')
      expect(group).toMatchObject({ name: 'group', data: harmless(heading).replaceAll('\n', ' ') })
      expect(rest.map(({ name }) => name)).toEqual(['endgroup', 'add-mask'])
      expect(printed()).not.toMatch(control)
    }),
  )
})

test("a terminal gets only text and linkgate's own colors", () => {
  fc.assert(
    fc.property(text, (given) => {
      let shown = ''
      plainLog(realClock, new AbortController().signal, (line) => {
        shown += harmless(line)
      }).warning(given)
      expect(shown).not.toMatch(control)
      const colored = harmlessInColor(`${esc}[1;32m${given}${esc}[0m`)
      expect(colored.replaceAll(own, '')).not.toMatch(control)
    }),
  )
})

test('harmlessJson keeps the value and contains no command', () => {
  fc.assert(
    fc.property(text, text, (key, value) => {
      const given = { [key]: [value, { value: `##[${value}` }] }
      const json = harmlessJson(given)
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(given)))
      expect(commandsIn(json)).toEqual([])
      expect(json).not.toMatch(control)
      expect(harmless(json)).toBe(json)
    }),
  )
})

test('Markdown in an output is not a command', () => {
  fc.assert(
    fc.property(text, (given) => {
      const body = [printable(given), code(given), sentence(given), fence([given])]
      for (const one of body) expect(commandsIn(one)).toEqual([])
    }),
  )
})

test.each([0, 65_530, 131_065])(
  'a secret is masked in a line of more than %i characters, however it is written',
  (before) => {
    const secret = 'correct-horse-battery'
    for (const written of [secret, Buffer.from(secret).toString('base64')]) {
      for (let at = 1; at < written.length; at++) {
        const { streams, printed } = memoryStreams()
        const given = { ...streams, on() {}, listenerCount: () => 0 } as unknown as NodeJS.Process
        const secrets = openSecrets()
        secrets.learnToken(secret)
        const output = guardProcess(given, secrets)
        streams.stdout.write('.'.repeat(before))
        for (const part of [written.slice(0, at), written.slice(at)]) streams.stdout.write(part)
        streams.stdout.write('.'.repeat(before))
        output.end()
        const shown = printed().replaceAll('\n', '')
        expect(shown).toBe(`${'.'.repeat(before)}***${'.'.repeat(before)}`)
      }
    }
  },
)

test('text that is not a command is unchanged', () => {
  const plain = 'see a::b, std::string, a [x] ## title\n  ✓ 🚀 ⚠️ done: 5 %\n'
  expect(harmless(plain)).toBe(plain)
})
