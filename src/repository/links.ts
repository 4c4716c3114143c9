import { relativeTo } from '../common/paths.ts'
import type { Files } from '../effects/files.ts'

/** The target of a path in a checkout, with all links resolved. */
export type LinkTarget =
  /** Relative to the root of the checkout; `.` is the root itself. */
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside' }
  /** It does not exist, such as the target of a link to a path on another machine. */
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

/** The path with resolved links if the target is in the checkout, otherwise the unchanged path. */
export async function realDirectory(
  files: Pick<Files, 'realPath'>,
  root: string,
  path: string,
): Promise<string> {
  const found = await whereLinksLead(files, root, path)
  return found.kind === 'inside' ? found.path : path
}
