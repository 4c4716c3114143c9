import type { Terminal } from '../../effects/terminal.ts'
import type { World } from '../../effects/world.ts'
import type { ArgumentReader, OptionValues } from './arguments.ts'

/** What a local command works with. */
export interface LocalHandles {
  readonly terminal: Terminal
  readonly world: World
  /** The absolute path of one that was given on the command line. */
  readonly resolve: (path: string) => string
  /** Directory of the probe's source. */
  readonly probeSource: string
}

/** What the process provides before it is known which command it is for. */
export interface LocalProcess extends Omit<LocalHandles, 'world'> {
  readonly readArguments: ArgumentReader
  /** Listens for requests to stop from then on. */
  openWorld(): World
}

/**
 * One verb; its exit code.
 *
 * @param subject what follows the verb, such as a file
 */
export type LocalCommand = (
  values: OptionValues,
  handles: LocalHandles,
  subject: string | undefined,
) => Promise<number>
