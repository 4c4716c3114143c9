import { CancelledError, InputError, messageOf } from '../../../common/errors.ts'
import { fail, type Result } from '../../../common/result.ts'
import type { Session } from '../../../effects/exec.ts'

/** Converts errors to problems of one container: an image may contain what this machine does not support, such as a long name. */
export async function unlessRefused<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CancelledError || error instanceof InputError) throw error
    return fail(messageOf(error))
  }
}

/** The session of a container that cannot be started. */
export function endedSession(why: string): Session {
  return { send: () => {}, next: async () => undefined, errors: () => [why], close: async () => {} }
}
