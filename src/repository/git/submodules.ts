/** Reads `.gitmodules`, by git's rules. */

import type { Files } from '../../effects/files.ts'
import type { IndexEntry } from './index-entries.ts'
import type { CommitTree } from './smudged.ts'

/** A submodule of one commit. */
export interface Submodule {
  /** Name in .gitmodules, which does not change if the submodule is moved. */
  readonly name: string
  /** Relative to the root of the outer repository. */
  readonly path: string
  /** Its commit. */
  readonly sha: string
  /** As written; it may be relative to the URL of the outer repository. */
  readonly url?: string
  /** `update = none`: git checks it out only on request. */
  readonly isOptional: boolean
}

/** The submodules of a tree; without its `.gitmodules` file, git has none. Rejects if git cannot read the file. */
export async function submodulesIn(
  files: Pick<Files, 'stat'>,
  { directory, git }: CommitTree,
  entries: readonly IndexEntry[],
): Promise<readonly Submodule[]> {
  const links = entries.filter(({ kind }) => kind === 'submodule')
  const file = `${directory}/.gitmodules`
  if (links.length === 0 || (await files.stat(file)) === undefined) return []
  const settings = await git.settings('--file', file, '--list')
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

/** Names become directories below `.git`, so they must not lead out of it. */
function isSubmoduleName(name: string): boolean {
  return name !== '' && !name.startsWith('-') && !name.split(/[/\\]/).includes('..')
}

/**
 * Resolves the URL of a submodule. If it begins with a dot, it is relative to that of the outer repository. undefined
 * if it leads nowhere.
 */
export function submoduleUrl(of: string, url: string): string | undefined {
  // git would read it as an option
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

/** Whether it is a relative path, and not `host:path`. */
function isLocalRelative(url: string): boolean {
  return !url.startsWith('/') && /^[^:]*(?:\/|$)/.test(url)
}
