/** Resolves a path in an image for one user like the kernel: follows links, and checks the permission to search directories. */

import { componentsOf, parentOf } from '../../common/paths.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import { type Identity, mayUse } from './accounts.ts'

export type Reached =
  | { readonly kind: 'found'; readonly entry: RootEntry }
  /** `link`: the last link in the path. */
  | { readonly kind: 'missing'; readonly link?: { readonly path: string; readonly target: string } }
  /** The user may not search this directory. */
  | { readonly kind: 'forbidden'; readonly directory: RootEntry }

/** The limit of Linux: more symbolic links in one path are an error (ELOOP). */
const mostLinks = 40

/** @param identity undefined: permissions are unknown */
export async function reach(
  root: RootFs,
  path: string,
  from: string,
  identity: Identity | undefined,
): Promise<Reached> {
  const walk: Walk = { here: path.startsWith('/') ? '/' : from, ahead: componentsOf(path), links: 0 }
  while (walk.ahead.length > 0) {
    const stopped = await step(root, walk, identity)
    if (stopped !== undefined) return stopped
  }
  const entry = await root.resolve(walk.here)
  return entry === undefined ? { kind: 'missing' } : { kind: 'found', entry }
}

interface Walk {
  here: string
  ahead: string[]
  links: number
  link?: { readonly path: string; readonly target: string }
}

/** Resolves one component of the path; returns a result if the walk ends here. */
async function step(
  root: RootFs,
  walk: Walk,
  identity: Identity | undefined,
): Promise<Exclude<Reached, { readonly kind: 'found' }> | undefined> {
  const missing = { kind: 'missing', ...(walk.link === undefined ? {} : { link: walk.link }) } as const
  const directory = await root.resolve(walk.here)
  if (directory?.kind !== 'directory') return missing
  if (identity !== undefined && !mayUse(directory, identity, 'execute'))
    return { kind: 'forbidden', directory }
  const [part = '', ...rest] = walk.ahead
  walk.ahead = rest
  if (part === '..') {
    walk.here = parentOf(directory.path) || '/'
    return undefined
  }
  const next = await root.entry(`${directory.path === '/' ? '' : directory.path}/${part}`)
  if (next === undefined) return missing
  if (next.target === undefined) {
    walk.here = next.path
    return undefined
  }
  walk.link = { path: next.path, target: next.target }
  walk.links += 1
  if (walk.links > mostLinks) return { kind: 'missing', link: walk.link }
  walk.ahead = [...componentsOf(next.target), ...rest]
  walk.here = next.target.startsWith('/') ? '/' : directory.path
  return undefined
}
