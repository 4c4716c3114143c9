/** Predicts which content a check would have to get from filters at another commit, without changing anything. */

import type { World } from '../../effects/world.ts'
import type { Git } from './git.ts'
import { commonDirectory, errorLine, type Runner } from './runner.ts'
import { readCheckout } from './smudged.ts'

/** A file of which the checkout lacks the content at a commit. */
export interface MissingContent {
  readonly filter: string
  readonly path: string
  /** Why its filter cannot provide it; absent if LFS downloads it. */
  readonly failure?: string
}

/** One example per filter, among files that also use it at head. */
export async function missingContent(
  { files }: Pick<World, 'files'>,
  git: Git,
  commit: string,
): Promise<readonly MissingContent[]> {
  const own = { directory: git.root, git: git.at(git.root, { GIT_TERMINAL_PROMPT: '0' }) }
  const { applied, entries, filtered, stored } = await readCheckout(files, own)
  const missing: MissingContent[] = []
  const blobs = applied.size === 0 ? new Map<string, string>() : await blobsOf(own.git, commit)
  for (const filter of applied) {
    const changed = [...filtered].flatMap(([path, name]) => {
      const id = blobs.get(path)
      const isOther = name === filter && id !== undefined && id !== entries.get(path)?.id
      return isOther && !stored.has(path) ? [path] : []
    })
    for (const path of changed) {
      const found = await askFor({ files }, own, { filter, path, commit })
      if (found === undefined) continue
      missing.push(found)
      break
    }
  }
  return missing
}

async function blobsOf(git: Runner, commit: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git.parts('ls-tree', '-r', '-z', commit)
  return new Map(
    listed.flatMap((line) => {
      const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      return id === undefined || path === undefined ? [] : [[path, id] as const]
    }),
  )
}

async function askFor(
  { files }: Pick<World, 'files'>,
  { directory, git }: { readonly directory: string; readonly git: Runner },
  { filter, path, commit }: { readonly filter: string; readonly path: string; readonly commit: string },
): Promise<MissingContent | undefined> {
  if (filter !== 'lfs') {
    const { exitCode, stderr } = await git.run('cat-file', '--filters', `${commit}:${path}`)
    return exitCode === 0 ? undefined : { filter, path, failure: errorLine(stderr) ?? 'no output' }
  }
  // without the filter, which would download and keep the object
  const { stdout } = await git.run('cat-file', 'blob', `${commit}:${path}`)
  const [, oid] = /^oid sha256:([0-9a-f]{64})$/m.exec(stdout) ?? []
  const common = await commonDirectory(git, directory)
  if (oid === undefined || common === undefined) return undefined
  const object = `${common}/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`
  return (await files.stat(object)) === undefined ? { filter, path } : undefined
}
