import { relativeTo } from '../common/paths.ts'
import type { Files } from '../effects/files.ts'

/** Where a path of a checkout is once its links are followed. */
export type LinkTarget =
  /** Relative to the root of the checkout; `.` is the root itself. */
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside' }
  /** Nothing is there: a link may lead to what only another machine has. */
  | { readonly kind: 'missing' }

export async function whereLinksLead(
  files: Pick<Files, 'realPath'>,
  root: string,
  path: string,
): Promise<LinkTarget> {
  const [own, found] = await Promise.all([files.realPath(root), files.realPath(`${root}/${path}`)])
  if (own === undefined || found === undefined) return { kind: 'missing' }
  const inside = relativeTo(own, found)
  return inside === undefined ? { kind: 'outside' } : { kind: 'inside', path: inside }
}

/** The directory that a path of a checkout leads to, where that is in the checkout; else the path as it is. */
export async function realDirectory(
  files: Pick<Files, 'realPath'>,
  root: string,
  path: string,
): Promise<string> {
  const found = await whereLinksLead(files, root, path)
  return found.kind === 'inside' ? found.path : path
}
