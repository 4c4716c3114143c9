import { CancelledError, messageOf } from '../../common/errors.ts'
import type { Result } from '../../common/result.ts'

/** What goes wrong with files, such as a full disk, is a fault of the cache like any other. */
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
