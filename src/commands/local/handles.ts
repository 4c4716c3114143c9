import type { InternalError } from '../../common/errors.ts'
import type { Terminal } from '../../effects/terminal.ts'
import type { World } from '../../effects/world.ts'
import type { OptionValues } from './options.ts'

/** Everything that a local command needs. */
export interface LocalHandles {
  readonly terminal: Terminal
  readonly world: World
  /** The absolute path for a path on the command line. */
  readonly resolve: (path: string) => string
  /** Directory of the probe's source. */
  readonly probeSource: string
}

export interface WorldChoices {
  /** Whether the log only shows warnings and errors. */
  readonly isQuiet: boolean
}

/** What the process provides before the command is known. */
export interface LocalProcess extends Omit<LocalHandles, 'world'> {
  /** The arguments after the name of the program. */
  readonly args: readonly string[]
  /** Handles signals from then on. */
  openWorld(options: WorldChoices): World
  /** The uncaught error that stopped the run, if any; the caller reports it. */
  uncaught(): InternalError | undefined
}

/**
 * Runs a verb; returns its exit code.
 *
 * @param subject the operand, such as a file; empty if the verb has none
 * @param other the optional operand
 */
export type LocalCommand = (
  values: OptionValues,
  handles: LocalHandles,
  subject: string,
  other: string | undefined,
) => Promise<number>
