import { CancelledError, messageOf } from '../../common/errors.ts'
import type { World } from '../../effects/world.ts'

interface Extra {
  readonly path: string
  /** Begins the notice if it cannot be written, such as `The HTML report`. */
  readonly name: string
  text(): Promise<string> | string
}

/** Writes a file that is not worth a check; its path, if it could be written. Rejects with nothing but CancelledError. */
export async function writeExtra(
  { files, log }: Pick<World, 'files' | 'log'>,
  { path, name, text }: Extra,
): Promise<string | undefined> {
  try {
    await files.write(path, await text())
    return path
  } catch (error) {
    if (error instanceof CancelledError) throw error
    log.notice(`${name} was not written: ${messageOf(error)}`)
    return undefined
  }
}
