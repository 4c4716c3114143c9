import { CancelledError, messageOf } from '../../common/errors.ts'
import type { Log } from '../../effects/log.ts'

interface Extra {
  /** Subject of the notice if writing fails, such as `The HTML report`. */
  readonly name: string
  readonly path: string
  write(path: string): Promise<void>
}

/** Writes a file that is not essential for a check; returns its path if it could be written. Rejects only with CancelledError. */
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
