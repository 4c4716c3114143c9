/** What `.gitmodules` says, and git's rules about it. */

import type { IndexEntry } from './index-entries.ts'
import type { Runner } from './runner.ts'

/** A submodule of one commit. */
export interface Submodule {
  /** It stays the same when the submodule moves. */
  readonly name: string
  /** From the root of the repository that it is in. */
  readonly path: string
  /** Its commit. */
  readonly sha: string
  /** As written; it may be relative to that of the repository. */
  readonly url?: string
  /** `update = none`: git does not check it out unless it is asked for. */
  readonly isOptional: boolean
}

/** @param root directory with the `.gitmodules` that belongs to the entries */
export async function submodulesIn(
  git: Runner,
  root: string,
  entries: readonly IndexEntry[],
): Promise<readonly Submodule[]> {
  const links = entries.filter(({ kind }) => kind === 'submodule')
  if (links.length === 0) return []
  const settings = await git.parts('config', '-z', '--file', `${root}/.gitmodules`, '--list')
  return pairSubmodules(links, settings)
}

/** @param settings `key` and value, separated by a line break, as `git config -z` prints them */
export function pairSubmodules(
  links: readonly Pick<IndexEntry, 'path' | 'id'>[],
  settings: readonly string[],
): readonly Submodule[] {
  const byName = new Map<string, Record<string, string>>()
  for (const setting of settings) {
    const [, name = '', key = '', value = ''] = /^submodule\.(.+)\.([^.\n]+)\n(.*)$/s.exec(setting) ?? []
    if (isSubmoduleName(name)) byName.set(name, { ...byName.get(name), [key]: value })
  }
  return links.flatMap(({ path, id }) => {
    const found = [...byName].find(([, { path: at }]) => at?.replace(/\/+$/, '') === path)
    if (found === undefined) return []
    const [name, { url, update }] = found
    return [{ name, path, sha: id, ...(url === undefined ? {} : { url }), isOptional: update === 'none' }]
  })
}

/** Names are directories of git's: none may lead out of them. */
function isSubmoduleName(name: string): boolean {
  return name !== '' && !name.startsWith('-') && !name.split(/[/\\]/).includes('..')
}

/**
 * The address of a submodule, which git takes relative to that of its repository where it begins with a dot; undefined where it
 * leads nowhere.
 */
export function submoduleUrl(of: string, url: string): string | undefined {
  // what could be an option of a command
  if (url.startsWith('-')) return undefined
  if (!/^\.\.?\//.test(url)) return url
  let start = isLocalRelative(of) && !/^\.\.?\//.test(of) ? `./${of}` : of
  start = start.replace(/\/$/, '')
  let rest = url
  let separator = '/'
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2)
    else if (rest.startsWith('../')) {
      rest = rest.slice(3)
      const cut = start.lastIndexOf('/')
      const colon = start.lastIndexOf(':')
      if (cut >= 0) start = start.slice(0, cut)
      else if (colon >= 0) {
        start = start.slice(0, colon)
        separator = ':'
      } else return undefined
    } else break
  }
  return `${start}${separator}${rest}`.replace(/\/$/, '').replace(/^\.\//, '')
}

/** A path that does not begin at the root, and not `host:path`. */
function isLocalRelative(url: string): boolean {
  return !url.startsWith('/') && /^[^:]*(?:\/|$)/.test(url)
}
