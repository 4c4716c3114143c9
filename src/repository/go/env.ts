import type { Env } from '../../effects/exec.ts'

/** The directories that decide the environment of Go commands. */
export interface GoPlace {
  /** Root of the user's own checkout. */
  readonly root: string
  /** Root of the revision in which they run. */
  readonly checkout: string
}

/**
 * The environment for Go in a revision. A GOWORK in the user's checkout is replaced by that of the revision: otherwise,
 * Go would build the user's files.
 */
export function goEnv(env: Env, { root, checkout }: GoPlace): Env {
  const work = env['GOWORK']
  if (work === undefined || !work.startsWith(`${root}/`)) return env
  return { ...env, GOWORK: `${checkout}${work.slice(root.length)}` }
}
