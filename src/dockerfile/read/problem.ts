import type { Failure, Problem } from '../../common/result.ts'

/** What is wrong with a Dockerfile, and where. */
export interface DockerfileProblem extends Problem {
  /** Counted from 1; absent where it is the file as a whole. */
  readonly line?: number
}

export function failAt(line: number, message: string): Failure<DockerfileProblem> {
  return { ok: false, problem: { message, line } }
}

/** Where the text of a Dockerfile stands: in a file of its own, or inside of another file. */
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
