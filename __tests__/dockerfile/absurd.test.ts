/** What no person writes is read in a time that follows from its length. */
import { expect, test } from 'vitest'
import { deriveDockerfile } from '../../src/dockerfile/derive/derive.ts'
import { describeDockerfile } from '../../src/dockerfile/facts/describe.ts'
import { usesGit } from '../../src/repository/dockerfiles/git-use.ts'
import { lineOf } from '../../src/shell/source.ts'

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const withRun = (text: string) =>
  `FROM golang:1.26\nWORKDIR /src\nCOPY . .\n${text}\nRUN go build -o /app .\nCMD ["/app"]\n`

/** A reader that takes the square of the time does not end before the test is given up. */
test.each<[string, string]>([
  ['spaces', withRun(`RUN a${' '.repeat(90_000)}b`)],
  ['empty lines', withRun('\n'.repeat(4_900))],
  ['arguments', withRun(lines(1_000, (index) => `ARG A${index}=x`))],
  ['programs', withRun(lines(1_000, (index) => `RUN go build -o /app${index} .`))],
  ['programs of one instruction', withRun(`RUN ${'go build . && '.repeat(3_000)} true`)],
  ['launchers', withRun(`RUN ${'env '.repeat(20_000)} true`)],
  ['variables of a shell', withRun(`RUN ${lines(4_000, (i) => `export A${i}=x; \\`)}\n true`)],
  ['defaults in defaults', withRun(`RUN true\nENV A=${'${A:-'.repeat(20_000)}`)],
  ['variables that double each other', withRun(`ENV A=x\n${'ENV A=$A$A\n'.repeat(100)}`)],
])('%s', (_, text) => {
  expect(describeDockerfile(text, { buildArgs: {} }).compilesGo).toEqual(['.'])
  expect(deriveDockerfile(text, 'static')).toMatchObject({ ok: true })
  expect(usesGit(text)).toBe(false)
})

test('finds the line of each offset', () => {
  const file = 'a\n\nbc\nd'
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((offset) => lineOf(file, offset))).toEqual([1, 1, 2, 3, 3, 3, 4, 4])
})
