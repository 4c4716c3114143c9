import type { Failure, Problem } from '../../common/result.ts'

/** A problem of a Dockerfile and its line. */
export interface DockerfileProblem extends Problem {
  /** Counted from 1; absent if it concerns the whole file. */
  readonly line?: number
}

export function failAt(line: number, message: string): Failure<DockerfileProblem> {
  return { ok: false, problem: { message, line } }
}

/** The file with the text of a Dockerfile: its own file, or another file that contains it inline. */
export interface DockerfilePlace {
  readonly dockerfile: string
  readonly inline?: string
}

/** A problem with its place: `deploy/Dockerfile:3: …`. */
export function withPlace(
  { dockerfile, inline }: DockerfilePlace,
  { line, message }: DockerfileProblem,
): string {
  if (line === undefined) return `${dockerfile}: ${message}`
  return inline === undefined
    ? `${dockerfile}:${line}: ${message}`
    : `${dockerfile}, line ${line} of the Dockerfile in it: ${message}`
}
