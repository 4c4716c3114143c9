/** Git's content filters, such as those of LFS and git-crypt: what a repository stores and what a checkout has differ. */

import type { Runner } from './runner.ts'

/** Names of the filters that are configured with a command for checking files out. */
export async function filterNames(git: Runner): Promise<readonly string[]> {
  const keys = await git.parts(
    'config',
    '-z',
    '--name-only',
    '--get-regexp',
    '^filter\\..+\\.(smudge|process)$',
  )
  const names = keys.flatMap((key) => /^filter\.(.+)\.[a-z]+$/s.exec(key)?.[1] ?? [])
  // others cannot be written into a pathspec or after -c
  return [...new Set(names)].filter((name) => /^[\w.-]+$/.test(name))
}

/** Options of git with which files are checked out as they are stored. */
export function withoutFilters(names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    ['smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  )
}

/** The filter of each tracked path that has one of these. */
export async function filteredPaths(
  git: Runner,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const name of names) {
    for (const path of await git.parts('ls-files', '-z', '--', `:(top,attr:filter=${name})`)) {
      found.set(path, name)
    }
  }
  return found
}
