import type { Env } from '../../effects/exec.ts'

/** What Go commands need to know of the place that they run in. */
export interface GoPlace {
  /** Root of the user's own checkout. */
  readonly root: string
  /** Root of the revision that is looked at or built. */
  readonly checkout: string
}

/**
 * The environment for Go in a revision: a GOWORK that names a file of the user's own checkout names that of the
 * revision, as otherwise the user's files would be built.
 */
export function goEnv(env: Env, { root, checkout }: GoPlace): Env {
  const work = env['GOWORK']
  if (work === undefined || !work.startsWith(`${root}/`)) return env
  return { ...env, GOWORK: `${checkout}${work.slice(root.length)}` }
}
