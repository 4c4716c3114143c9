/** Finds the instruction of a Dockerfile that a builder shows. */
import {
  type Dockerfile,
  type Instruction,
  parseDockerfile,
  type Stage,
} from '../../../../dockerfile/read/parse.ts'

/** undefined if the text cannot be parsed. Builders reject it as well. */
export function dockerfileOf(text: string): Dockerfile | undefined {
  const parsed = parseDockerfile(text)
  return parsed.ok ? parsed.value : undefined
}

/** All instructions in the order of the text. */
export function inOrder({ globalArgs, stages }: Dockerfile): readonly Instruction[] {
  return [...globalArgs, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])]
}

/**
 * The line of an instruction that the builder shows on one line; undefined unless exactly one looks like it.
 *
 * @param stage its name, or its number from 0, if the builder shows it
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

/** Instructions that BuildKit counts as steps of a stage. */
const counted = /^(?:FROM|RUN|COPY|ADD|WORKDIR)$/

/** The line of a step by its number. BuildKit's names are `[build 2/3] RUN …`, `[stage-1 2/3] …`, or `[2/3] …` for a single stage. */
export function lineOfStep(text: string, name: string): number | undefined {
  const [, stage, place, count, shown = ''] = /^\[(?:(\S+) +)?(\d+)\/(\d+)\] (.*)/.exec(name) ?? []
  const wanted = stage?.replace(/^stage-(?=\d+$)/, '')
  const { stages = [] } = dockerfileOf(text) ?? {}
  const [only, ...more] = stages.filter((one) => stages.length === 1 || isNamed(one, wanted))
  const steps = only === undefined ? [] : [only.from, ...only.instructions].filter(isCounted)
  const found = steps[Number(place) - 1]
  // if a stage is built on another one, the count includes the steps of both
  if (found === undefined || more.length > 0 || steps.length !== Number(count))
    return lineOfShown(text, shown, wanted)
  return shown.startsWith(found.keyword) ? found.line : undefined
}

const isCounted = ({ keyword }: Instruction) => counted.test(keyword)

function isNamed({ name, index }: Stage, wanted: string | undefined): boolean {
  return wanted !== undefined && (name === wanted.toLowerCase() || String(index) === wanted)
}

function looksLike(written: string, shown: string): boolean {
  const [a, b] = [onOneLine(written), onOneLine(shown)]
  // builders show only a part of a heredoc
  return a === b || (a.includes('<<') && b.startsWith((written.split('\n')[0] ?? '').trim()))
}

function onOneLine(text: string): string {
  return text
    .replaceAll(/^[ \t]*#.*\n/gm, '')
    .replaceAll(/[\\`]?\r?\n/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
