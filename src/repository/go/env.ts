import type { Env } from '../../effects/exec.ts'

/** The directories that determine the environment of Go commands. */
export interface GoPlace {
  /** Root of the user's own checkout. */
  readonly root: string
  /** Root of the revision in which the commands run. */
  readonly checkout: string
}

/**
 * The environment for Go in a revision. A GOWORK in the user's checkout is replaced with that of the revision, because Go would
 * otherwise build the user's files.
 */
export function goEnv(env: Env, { root, checkout }: GoPlace): Env {
  const work = env['GOWORK']
  if (work === undefined || !work.startsWith(`${root}/`)) return env
  return { ...env, GOWORK: `${checkout}${work.slice(root.length)}` }
}
