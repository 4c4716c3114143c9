import type { Result } from '../../src/common/result.ts'

/** The value of a success. Throws the message of a failure. */
export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}

/** The message of a failure; `no problem` of a success, which no message is. */
export function problemOf(result: Result<unknown>): string {
  return result.ok ? 'no problem' : result.problem.message
}
