import { CancelledError, messageOf } from '../../common/errors.ts'
import type { Log } from '../../effects/log.ts'

interface Extra {
  /** Begins the notice if it cannot be written, such as `The HTML report`. */
  readonly name: string
  readonly path: string
  write(path: string): Promise<void>
}

/** Writes a file without which a check still counts; its path, if it could be written. Rejects with nothing but CancelledError. */
export async function writeExtra(
  { log }: { readonly log: Log },
  { name, path, write }: Extra,
): Promise<string | undefined> {
  try {
    await write(path)
    return path
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.notice(`${name} was not written: ${messageOf(error)}`)
    return undefined
  }
}
