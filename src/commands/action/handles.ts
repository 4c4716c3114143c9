import type { InternalError } from '../../common/errors.ts'
import type { InputValues } from '../../config/inputs.ts'
import type { Env } from '../../effects/exec.ts'
import type { Log } from '../../effects/log.ts'
import type { Step } from '../../effects/step.ts'
import type { World } from '../../effects/world.ts'
import type { GitHubContext } from '../../repository/event.ts'

/** What the process of a step provides before its inputs are read. */
export interface StepProcess {
  readonly step: Step
  readonly log: Log
  /** The environment, without secrets. */
  readonly env: Env
  /** The runner's temporary directory, which it empties after the job. */
  readonly temporaryRoot: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** The event that started the run, parsed; undefined if there is none, or if it is not JSON. */
  readEvent(): Promise<unknown>
  /** The absolute path for a path in an input. */
  resolve(path: string): string
  /** A short hexadecimal digest. */
  digest(text: string): string
  openWorld(options: StepWorldOptions): World
  /** The uncaught error that stopped the run, if any; the caller reports it. */
  uncaught(): InternalError | undefined
}

export interface StepWorldOptions {
  /** Whether directories are kept between runs. */
  readonly cache: boolean
  /** Absent if the phase needs no access to GitHub. */
  readonly github?: GitHubAccess | undefined
}

export type GitHubAccess = Pick<GitHubContext, 'apiUrl' | 'owner' | 'repo'> & { readonly token: string }

/** Everything that a phase needs. */
export interface StepHandles
  extends Pick<StepProcess, 'step' | 'temporaryRoot' | 'probeSource' | 'resolve' | 'digest'> {
  readonly world: World
  readonly values: InputValues
  /** Undefined outside of a workflow. */
  readonly context: GitHubContext | undefined
}

/** Runs a phase; returns its exit code. */
export type PhaseCommand = (handles: StepHandles) => Promise<number>
