/** Which instruction of a Dockerfile a builder shows. */
import {
  type Dockerfile,
  type Instruction,
  parseDockerfile,
  type Stage,
} from '../../../../dockerfile/read/parse.ts'

/** Undefined where the text cannot be read: a builder refuses it then. */
export function dockerfileOf(text: string): Dockerfile | undefined {
  const parsed = parseDockerfile(text)
  return parsed.ok ? parsed.value : undefined
}

/** All of them in the order of the text. */
export function inOrder({ globalArgs, stages }: Dockerfile): readonly Instruction[] {
  return [...globalArgs, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])]
}

/**
 * The line of an instruction that is shown on one line; undefined where none, or more than one, looks like it.
 *
 * @param stage its name, or its number from 0, where the builder tells
 */
export function lineOfShown(text: string, shown: string, stage?: string): number | undefined {
  const { stages = [] } = dockerfileOf(text) ?? {}
  const named = stages.filter((one) => isNamed(one, stage))
  const among = named.length > 0 ? named : stages
  const alike = among
    .flatMap(({ instructions }) => instructions)
    .filter((one) => looksLike(text.slice(one.start, one.end), shown))
  const [found, ...more] = alike
  return more.length > 0 ? undefined : found?.line
}

function isNamed({ name, index }: Stage, wanted: string | undefined): boolean {
  return wanted !== undefined && (name === wanted.toLowerCase() || String(index) === wanted)
}

function looksLike(written: string, shown: string): boolean {
  const [a, b] = [onOneLine(written), onOneLine(shown)]
  // of a heredoc the builder shows a part of the script
  return a === b || (a.includes('<<') && b.startsWith((written.split('\n')[0] ?? '').trim()))
}

function onOneLine(text: string): string {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/[\\`]?\r?\n/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
