/** Findings for files that are missing or not accessible for a user. */

import type { RootEntry } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import type { Identity } from './accounts.ts'
import type { Reached } from './reach.ts'

export function notReached(
  path: string,
  reached: Exclude<Reached, { readonly kind: 'found' }>,
  identity: Identity | undefined,
): LoadProblem {
  if (reached.kind === 'forbidden' && identity !== undefined)
    return notPermitted(path, reached.directory, 'search', identity)
  const link = reached.kind === 'missing' && reached.link !== undefined ? { link: reached.link } : {}
  return { id: 'load/program-missing', params: { path, ...link } }
}

/** @param entry the file that the user may not access, or a directory in its path that the user may not search */
export function notPermitted(
  path: string,
  entry: RootEntry,
  right: 'execute' | 'read' | 'search',
  { name }: Identity,
): LoadProblem {
  if (right === 'execute' && (entry.mode & 0o111) === 0)
    return { id: 'load/not-executable', params: { path } }
  const params = {
    path,
    right,
    at: entry.path,
    mode: entry.mode.toString(8).padStart(4, '0'),
    owner: entry.owner.user,
    user: name,
  }
  return { id: 'load/no-permission', params }
}
