import { DockerfileParser } from 'dockerfile-ast'
import { type Result, succeed } from '../../common/result.ts'
import { lineOf, type Source, sourceOf, type TextRange } from '../../shell/source.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { jsonWords, splitWords } from './arguments.ts'

import { logicalLine } from './logical-line.ts'
import { type DockerfileProblem, failAt } from './problem.ts'

/** A parsed Dockerfile: ARGs before the first FROM, and stages. */
export interface Dockerfile {
  readonly text: string
  readonly escapeCharacter: string
  /** The ARGs before the first FROM, which apply to FROM instructions. */
  readonly globalArgs: readonly Instruction[]
  readonly stages: readonly Stage[]
}

export interface Stage {
  readonly index: number
  /** In lower case, because names of stages are not case-sensitive. */
  readonly name?: string
  /** The operand of FROM as written, with unexpanded variables: an image or an earlier stage. */
  readonly base: Word
  readonly from: Instruction
  /** The instructions after its FROM. */
  readonly instructions: readonly Instruction[]
}

export interface Instruction extends TextRange {
  /** In upper case. */
  readonly keyword: string
  /** Counted from 1. */
  readonly line: number
  readonly flags: readonly Flag[]
  /** The text after keyword and flags, with continued lines joined, without the bodies of heredocs. */
  readonly rest: Source
  /** The arguments, split at blanks; empty if a quote is not closed, which can be valid in a shell. */
  readonly words: readonly Word[]
  /** The arguments, if they are a JSON list. */
  readonly exec?: readonly Word[]
  readonly heredocs: readonly Heredoc[]
}

/** `--name` or `--name=value`. */
export interface Flag {
  readonly name: string
  readonly value?: string
  readonly valueRange?: TextRange
}

export interface Heredoc {
  readonly name: string
  readonly body: TextRange
}

const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)
const withHeredocs = new Set(['ADD', 'COPY', 'RUN'])

/** The instructions and stages of a Dockerfile. Never throws. */
export function parseDockerfile(text: string): Result<Dockerfile, DockerfileProblem> {
  const stray = /\r(?!\n)/.exec(text) ?? /\0/.exec(text)
  if (stray !== null)
    return problemAt(text, stray.index, 'has a control character, which is not allowed in a Dockerfile')
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const parsed = DockerfileParser.parse(text)
  const escapeCharacter = parsed.getEscapeCharacter()
  const offset = ({ line, character }: { line: number; character: number }) => (starts[line] ?? 0) + character
  const globalArgs: Instruction[] = []
  const stages: { stage: Omit<Stage, 'instructions'>; instructions: Instruction[] }[] = []
  for (const found of parsed.getInstructions()) {
    const range = { start: offset(found.getRange().start), end: offset(found.getRange().end) }
    const keyword = found.getKeyword()
    if (!keywords.has(keyword)) return problemAt(text, range.start, `\`${keyword}\` is not an instruction`)
    const read = readInstruction(
      text,
      keyword,
      range,
      offset(found.getInstructionRange().end),
      escapeCharacter,
    )
    if (!read.ok) return read
    const open = stages.at(-1)
    if (keyword === 'FROM') {
      const stage = readFrom(read.value, stages.length)
      if (stage === undefined)
        return problemAt(text, range.start, 'FROM needs an image, and optionally AS with a name')
      stages.push({ stage, instructions: [] })
    } else if (open !== undefined) open.instructions.push(read.value)
    else if (keyword === 'ARG') globalArgs.push(read.value)
    else return problemAt(text, range.start, `${keyword} is before the first FROM`)
  }
  if (stages.length === 0) return { ok: false, problem: { message: 'it has no FROM' } }
  return succeed({
    text,
    escapeCharacter,
    globalArgs,
    stages: stages.map(({ stage, instructions }) => ({ ...stage, instructions })),
  })
}

function readInstruction(
  text: string,
  keyword: string,
  range: TextRange,
  afterKeyword: number,
  escapeCharacter: string,
): Result<Instruction, DockerfileProblem> {
  const { line: whole, next } = logicalLine(text, { start: afterKeyword, end: range.end }, escapeCharacter)
  const heredocs: Heredoc[] = []
  let end = next
  for (const { name, tabs } of withHeredocs.has(keyword) ? heredocNames(whole, escapeCharacter) : []) {
    const body = heredocBody(text, end, name, tabs)
    if (body === undefined) return problemAt(text, range.start, `the heredoc ${name} is not closed`)
    heredocs.push({ name, body: { start: end, end: body.end } })
    end = body.next
  }
  // if the library and this parser disagree about the end of an instruction, the rest is uncertain
  if (text.slice(Math.min(end, range.end), Math.max(end, range.end)).trim() !== '') {
    return problemAt(text, range.start, `the end of ${keyword} is unclear`)
  }
  const { flags, rest } = readFlags(whole)
  const exec = jsonWords(rest)
  return succeed({
    keyword,
    ...range,
    line: lineOf(text, range.start),
    flags,
    rest,
    words: splitWords(rest, escapeCharacter) ?? [],
    ...(exec === undefined ? {} : { exec }),
    heredocs,
  })
}

function readFlags(whole: Source): { readonly flags: readonly Flag[]; readonly rest: Source } {
  const flags: Flag[] = []
  let from = whole.text.length - whole.text.trimStart().length
  while (whole.text.startsWith('--', from)) {
    const length = whole.text.slice(from).search(/\s|$/)
    const found = /^--([^=]*)(?:=(.*))?$/.exec(whole.text.slice(from, from + length))
    const start = whole.at[from + length - (found?.[2]?.length ?? 0)]
    const end = whole.end[from + length - 1]
    const value = found?.[2]
    flags.push({
      name: found?.[1] ?? '',
      ...(value === undefined ? {} : { value }),
      ...(value === undefined || value === '' || start === undefined || end === undefined
        ? {}
        : { valueRange: { start, end } }),
    })
    from += length
    from += whole.text.slice(from).length - whole.text.slice(from).trimStart().length
  }
  return {
    flags,
    rest: { text: whole.text.slice(from), at: whole.at.slice(from), end: whole.end.slice(from) },
  }
}

function heredocNames(line: Source, escapeCharacter: string): readonly { name: string; tabs: boolean }[] {
  const words = splitWords(line, escapeCharacter) ?? []
  return words.flatMap((word) => {
    const found = /^\d*<<(-?)([^<]+)$/.exec(textOf(word))
    if (found?.[2] === undefined || !word.quoting.startsWith('nn')) return []
    return [{ name: found[2], tabs: found[1] === '-' }]
  })
}

function heredocBody(text: string, from: number, name: string, tabs: boolean) {
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const next = newline < 0 ? text.length : newline + 1
    const line = text.slice(at, next).replace(/\r?\n$/, '')
    if ((tabs ? line.replace(/^\t+/, '') : line) === name) return { end: at, next }
    at = next
  }
  return undefined
}

function readFrom(from: Instruction, index: number): Omit<Stage, 'instructions'> | undefined {
  const [base, as, name, ...more] = from.words
  if (base === undefined || more.length > 0) return undefined
  if (as === undefined) return { index, base, from }
  if (textOf(as).toUpperCase() !== 'AS' || name === undefined) return undefined
  return { index, name: textOf(name).toLowerCase(), base, from }
}

function problemAt(text: string, offset: number, what: string) {
  return failAt(lineOf(text, offset), what)
}

/** The options of a `--mount` (`type=cache,target=/x`), names in lower case. */
export function mountOptions(flag: Flag): ReadonlyMap<string, string> {
  const options = (flag.value ?? '').split(',').map((option): readonly [string, string] => {
    const at = option.indexOf('=')
    return at < 0 ? [option.toLowerCase(), ''] : [option.slice(0, at).toLowerCase(), option.slice(at + 1)]
  })
  return new Map(options)
}

/** The body of a heredoc as a part of the file. */
export function heredocSource(dockerfile: Dockerfile, heredoc: Heredoc): Source {
  return sourceOf(dockerfile.text, heredoc.body)
}
