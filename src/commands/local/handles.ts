import type { InternalError } from '../../common/errors.ts'
import type { Terminal } from '../../effects/terminal.ts'
import type { World } from '../../effects/world.ts'
import type { OptionValues } from './options.ts'

/** What a local command works with. */
export interface LocalHandles {
  readonly terminal: Terminal
  readonly world: World
  /** The absolute path of one that was given on the command line. */
  readonly resolve: (path: string) => string
  /** Directory of the probe's source. */
  readonly probeSource: string
}

export interface WorldChoices {
  /** Whether the log shows warnings and errors alone. */
  readonly isQuiet: boolean
}

/** What the process provides before it is known which command it is for. */
export interface LocalProcess extends Omit<LocalHandles, 'world'> {
  /** What was typed after the name of the program. */
  readonly args: readonly string[]
  /** Listens for requests to stop from then on. */
  openWorld(options: WorldChoices): World
  /** The error that was not caught and stopped the run, if any; the caller reports it. */
  uncaught(): InternalError | undefined
}

/**
 * One verb; its exit code.
 *
 * @param subject what the verb works on, such as a file; empty if it takes no operand
 * @param other the optional operand
 */
export type LocalCommand = (
  values: OptionValues,
  handles: LocalHandles,
  subject: string,
  other: string | undefined,
) => Promise<number>
