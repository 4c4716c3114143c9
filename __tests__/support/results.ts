/** Access to results in tests. */
import type { Problem, Result } from '../../src/common/result.ts'

/** The value of a success. Throws the problem of a failure. */
export function expectValue<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** The message of a failure; `no problem` for a success. */
export function problemOf(result: Result<unknown>): string {
  return result.ok ? 'no problem' : result.problem.message
}

/** The messages of a failure; empty for a success. */
export function messagesOf(result: Result<unknown, Problem | readonly Problem[]>): readonly string[] {
  return result.ok ? [] : [result.problem].flat().map(({ message }) => message)
}
