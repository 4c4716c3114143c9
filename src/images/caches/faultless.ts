import { CancelledError, messageOf } from '../../common/errors.ts'
import type { Result } from '../../common/result.ts'

/** Converts an error of the file system, such as a full disk, to a problem of the cache. Rejects only with CancelledError. */
export async function faultless<T, P>(
  work: () => Promise<Result<T, P>>,
  problemOf: (message: string) => P,
): Promise<Result<T, P>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CancelledError) throw error
    return { ok: false, problem: problemOf(messageOf(error)) }
  }
}
