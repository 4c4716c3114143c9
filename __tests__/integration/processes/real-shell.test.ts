/** The reader of shell text against the shells of this machine. Nothing of a text is run but `set` and `printf`. */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readShell, type ShellCommand } from '../../../src/shell/commands.ts'
import { sourceOfText } from '../../../src/shell/source.ts'
import { textOf, type Word } from '../../../src/shell/words.ts'
import {
  bashTexts,
  brokenTexts,
  dockerfileTexts,
  hardTexts,
  recipeTexts,
  scriptTexts,
  workflowTexts,
} from '../../shell/corpus.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
let made = 0

/** Which texts a shell takes as whole, by `-n`: it reads them and runs nothing. */
function accepted(shell: 'bash' | 'sh', texts: readonly string[]): readonly boolean[] {
  const folder = join(directory, `${++made}`)
  mkdirSync(folder)
  const names = texts.map((text, index) => {
    writeFileSync(join(folder, `${index}`), text)
    return `${index}`
  })
  const loop = 'for f; do if "$SHELL" -n "$f" 2>/dev/null; then echo 1; else echo 0; fi; done'
  const env = { SHELL: `/bin/${shell}`, PATH: '/nonexistent' }
  const said = execFileSync(`/bin/${shell}`, ['-c', loop, '_', ...names], {
    cwd: folder,
    env,
    encoding: 'utf8',
    // with a socket there bash would read a user's settings
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return said
    .trim()
    .split('\n')
    .map((line) => line === '1')
}

const isWhole = (text: string) => readShell(sourceOfText(text)).faultAt === undefined

/** The text to look into first of those that are wrong. */
function shortest(texts: readonly string[]): string | undefined {
  return [...texts].sort((one, other) => one.length - other.length)[0]
}

/** Whether a shell passes the word on as it is written but for its quotes. */
function isLiteral(word: Word): boolean {
  const text = textOf(word)
  return !Array.from(text).some((character, index) => {
    const how = word.quoting[index]
    if (how === 'n') return /[$`~{}<>]/.test(character)
    return how === 'd' && /[$`]/.test(character)
  })
}

/** The words that a shell sees in texts of plain words. */
function wordsOf(shell: 'bash' | 'sh', texts: readonly string[]): readonly (readonly string[])[] {
  const script = texts.map((text) => `set -- ${text}\nprintf '%s\\0' "$#" "$@"\n`).join('')
  const { stdout, stderr } = spawnSync(`/bin/${shell}`, ['-c', `set -f\n${script}`], {
    cwd: directory,
    env: { PATH: '/nonexistent' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(stderr).toBe('')
  const found: string[][] = []
  const given = stdout.split('\0')
  for (let at = 0; at < given.length - 1; ) {
    const count = Number(given[at])
    found.push(given.slice(at + 1, at + 1 + count))
    at += 1 + count
  }
  return found
}

/** A command as it is written, and its words as they were read. */
function literalCommands(
  text: string,
): readonly { readonly written: string; readonly words: readonly string[] }[] {
  const known = (command: ShellCommand) =>
    command.kind === 'simple' &&
    command.words.length > 0 &&
    command.redirections.length === 0 &&
    command.words.every(isLiteral)
  return readShell(sourceOfText(text))
    .commands.filter(known)
    .map(({ words }) => ({
      written: text.slice(words[0]?.range.start, words.at(-1)?.range.end),
      words: words.map(textOf),
    }))
}

describe('texts are complete if a shell accepts them', () => {
  test.each([
    ['hard ones', hardTexts, 35],
    ['of Dockerfiles', dockerfileTexts(), 150],
    ['of workflows', workflowTexts(), 5],
    ['of Makefiles', recipeTexts(), 1],
    ['of scripts', scriptTexts(), 1],
  ])('%s', (_, texts, atLeast) => {
    expect(texts.length).toBeGreaterThanOrEqual(atLeast)
    const bash = accepted('bash', texts)
    const sh = accepted('sh', texts)
    const wrong = texts.filter(
      (text, index) => isWhole(text) !== (bash[index] === true || sh[index] === true),
    )
    expect(wrong).toEqual([])
  })

  test('only of bash', () => {
    expect(accepted('bash', bashTexts)).toEqual(bashTexts.map(() => true))
    expect(bashTexts.filter((text) => !isWhole(text))).toEqual([])
  })

  test('broken ones are not', () => {
    expect(accepted('bash', brokenTexts)).toEqual(brokenTexts.map(() => false))
    expect(brokenTexts.filter(isWhole)).toEqual([])
  })
})

test('words are those that the shells pass', () => {
  const all = [
    ...hardTexts,
    ...dockerfileTexts(),
    ...workflowTexts(),
    ...recipeTexts(),
    ...scriptTexts(),
  ].flatMap(literalCommands)
  expect(all.length).toBeGreaterThan(250)
  for (const shell of ['bash', 'sh'] as const) {
    expect(
      wordsOf(
        shell,
        all.map(({ written }) => written),
      ),
    ).toEqual(all.map(({ words }) => words))
  }
  const own = bashTexts.flatMap(literalCommands).filter(({ written }) => !written.includes('=('))
  expect(
    wordsOf(
      'bash',
      own.map(({ written }) => written),
    ),
  ).toEqual(own.map(({ words }) => words))
})

const letters = fc
  .string({ unit: fc.constantFrom(...'abc019_./:=@%+-,^#!'), minLength: 1, maxLength: 4 })
  .map((text) => text.replace(/^#/, '_'))
const odd = fc.string({ unit: fc.constantFrom(...'ab $`\\\'"#;&|()<>{}*?~!\n\t'), maxLength: 5 })
const piece = fc.oneof(
  { weight: 3, arbitrary: letters },
  odd.map((text) => `'${text.replaceAll("'", '')}'`),
  odd.map((text) => `"${text.replaceAll(/["$`\\]/g, '\\$&')}"`),
  fc.constantFrom(...' $`\'"#;&|()<>{}*?~!ab').map((character) => `\\${character}`),
  fc.constantFrom("''", '""', '"\\a\\\nb"', "'\\'"),
)
const word = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
const blank = fc.constantFrom(' ', '\t', '  ', ' \\\n ', '\\\n ')
const lineOfWords = fc.array(fc.tuple(word, blank), { minLength: 1, maxLength: 5 })

test('generated words are those that the shells pass', () => {
  const samples = fc.sample(lineOfWords, 1000).map((parts) => `a ${parts.flat().join('')} z`)
  const own = samples.map((text) => {
    const { commands, faultAt } = readShell(sourceOfText(text))
    expect([text, commands.length, faultAt]).toEqual([text, 1, undefined])
    return commands[0]?.words.map(textOf)
  })
  expect(wordsOf('sh', samples)).toEqual(own)
  expect(wordsOf('bash', samples)).toEqual(own)
})

describe('generated scripts', () => {
  const { script } = fc.letrec<{ script: string; command: string }>((tie) => {
    const script = tie('script')
    const end = fc.constantFrom(';', '\n', ' &\n', ' # c\n')
    const body = fc.tuple(script, end).map((parts) => parts.join(''))
    return {
      script: fc
        .tuple(
          tie('command'),
          fc.array(fc.tuple(fc.constantFrom(' && ', ' | ', '||\n', '; ', '\n', ' & '), tie('command')), {
            maxLength: 2,
            size: '-1',
          }),
        )
        .map(([first, more]) => first + more.flat().join('')),
      command: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'command' },
        fc
          .tuple(
            fc.constantFrom('', 'A=1 ', '>x '),
            word.map((text) => `a ${text}`),
          )
          .map((parts) => parts.join('')),
        fc.constantFrom('a >b', 'a <<E\nx $( \' "\nE\n:', 'a $(b; c)', 'a "$(b "c")"', 'A=1'),
        script.map((text) => `( ${text}\n)`),
        script.map((text) => `a $( ${text}\n) b`),
        body.map((text) => `{ ${text} }`),
        fc.tuple(body, body, body).map(([a, b, c]) => `if ${a} then ${b} else ${c} fi`),
        fc.tuple(body, body).map(([a, b]) => `while ${a} do ${b} done`),
        body.map((text) => `for x in a b; do ${text} done`),
        fc.tuple(script, script).map(([a, b]) => `case x in y) ${a}\n;; (z|*) ${b}\n;; esac`),
        body.map((text) => `f() { ${text} }`),
      ),
    }
  })

  test('are whole', () => {
    const samples = fc.sample(script, 400)
    const bash = accepted('bash', samples)
    expect(shortest(samples.filter((_, index) => bash[index] !== true))).toBeUndefined()
    expect(shortest(samples.filter((text) => !isWhole(text)))).toBeUndefined()
  })

  test('with a piece removed are complete only if a shell accepts them', () => {
    const torn = fc.tuple(script, fc.nat(), fc.nat({ max: 6 })).map(([text, from, length]) => {
      const at = from % text.length
      return text.slice(0, at) + text.slice(at + 1 + length)
    })
    const samples = fc.sample(torn, 1500)
    const whole = samples.filter(isWhole)
    const [bash, sh] = [accepted('bash', whole), accepted('sh', whole)]
    const wrong = whole.filter((_, index) => bash[index] !== true && sh[index] !== true)
    expect(whole.length).toBeGreaterThan(100)
    expect(shortest(wrong)).toBeUndefined()
  })
})
