/** The result of a function that can fail in a way its caller must handle. */
export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }

/** Why something cannot be done: a sentence for the user, and how to fix it. */
export interface Problem {
  readonly message: string
  readonly fix?: string
}

/** The result of a check that does not stop at the first problem; a failure has at least one. */
export type Checked<T> = Result<T, readonly Problem[]>

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export type Failure<P = Problem> = { readonly ok: false; readonly problem: P }

export function fail(message: string, fix?: string): Failure {
  return { ok: false, problem: fix === undefined ? { message } : { message, fix } }
}

/** Applies `use` to the value of a success and passes a failure on. */
export function mapResult<T, U, P>(result: Result<T, P>, use: (value: T) => U): Result<U, P> {
  return result.ok ? succeed(use(result.value)) : result
}

/** The values of the successes, in their order. */
export function successesOf<T>(results: readonly Result<T, unknown>[]): readonly T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []))
}
