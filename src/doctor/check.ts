/** The result of one check of the doctor. */
import { stringify } from 'yaml'

export const checkStates = ['ok', 'hint', 'problem'] as const
/** `hint`: linkgate works, but not as well as it could. `problem`: it does not work. */
export type CheckState = (typeof checkStates)[number]

/** Subject of a check; programs may rely on these names. */
export type CheckId =
  | 'build'
  | 'cache'
  | 'checkout'
  | 'compiler'
  | 'concurrency'
  | 'config'
  | 'config-name'
  | 'disk'
  | 'engine'
  | 'event'
  | 'fetch'
  | 'filter'
  | 'fork'
  | 'git'
  | 'go'
  | 'image'
  | 'input'
  | 'main'
  | 'merge-group'
  | 'noise'
  | 'permissions'
  | 'pin'
  | 'publish'
  | 'submodule'
  | 'token'
  | 'workflow'

export interface Check {
  readonly id: CheckId
  readonly state: CheckState
  /** One or two sentences. */
  readonly message: string
  /** The file to change: see `Addition`. */
  readonly file?: string
  readonly yaml?: string
}

/**
 * YAML for a file of the repository. It starts at the root of that file, so that its place is clear. `on` and `permissions` are
 * complete and replace existing ones; all other keys are added or replaced individually. A step replaces the step that uses the
 * same action, or goes before the step of linkgate.
 */
export interface Addition {
  readonly file: string
  readonly yaml: string
}

export function addition(file: string, content: object): Addition {
  return { file, yaml: stringify(content, { nullStr: '', lineWidth: 0 }).trimEnd() }
}

/** Steps that a job needs. */
export function stepsAddition(file: string, job: string, steps: readonly object[]): Addition {
  return addition(file, { jobs: { [job]: { steps } } })
}
