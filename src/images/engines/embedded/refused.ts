import { CancelledError, InputError, messageOf } from '../../../common/errors.ts'
import { fail, type Result } from '../../../common/result.ts'
import type { Session } from '../../../effects/exec.ts'

/** An image may have what this machine cannot have, such as a name that is too long: that is a problem of its container alone. */
export async function unlessRefused<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CancelledError || error instanceof InputError) throw error
    return fail(messageOf(error))
  }
}

/** Of a container that cannot be started. */
export function endedSession(why: string): Session {
  return { send: () => {}, next: async () => undefined, errors: () => [why], close: async () => {} }
}
