/** git's content filters, such as those of LFS and git-crypt, which convert between stored content and files of a checkout. */

import type { Runner } from './runner.ts'

/** Names of the filters with a configured command for checking out files. */
export async function filterNames(git: Runner): Promise<readonly string[]> {
  const keys = await git.settings('--name-only', '--get-regexp', '^filter\\..+\\.(smudge|process)$')
  const names = keys.flatMap((key) => /^filter\.(.+)\.[a-z]+$/s.exec(key)?.[1] ?? [])
  // other names cannot be used in a pathspec or with -c
  return [...new Set(names)].filter((name) => /^[\w.-]+$/.test(name))
}

/** Options of git that check files out as stored. */
export function withoutFilters(names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    ['smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  )
}

/** The filter of each tracked path with one of these filters. */
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
