import type { Failure, Problem } from '../../common/result.ts'

/** What is wrong with a Dockerfile, and where. */
export interface DockerfileProblem extends Problem {
  /** Counted from 1; absent where it is the file as a whole. */
  readonly line?: number
}

export function failAt(line: number, message: string): Failure<DockerfileProblem> {
  return { ok: false, problem: { message, line } }
}

/** A problem with its place: `deploy/Dockerfile:3: …`. */
export function withPlace(path: string, { line, message }: DockerfileProblem): string {
  return line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`
}
