/** The inputs of a build as a key: two builds with the same key make the same image. */

import { sha256Of } from '../../common/digest.ts'
import { ancestorsOf } from '../../common/paths.ts'
import type { IsIgnored } from '../../dockerfile/read/ignore-file.ts'
import type { TreeEntry } from '../../effects/files.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import type { BuildContext } from './repository-use.ts'

export interface BuildInputs extends BuildContext {
  /** Text of the Dockerfile to build. It has the names of base images, each of which means one image for the whole run. */
  readonly text: string
  readonly build: Pick<ImageBuild, 'context' | 'target' | 'buildArgs' | 'unknownArgs'>
  /** For paths relative to the context. */
  readonly isIgnored: IsIgnored
  /** Digest of the ignore file of this Dockerfile alone; absent if there is none. */
  readonly ownIgnoreFile?: string
}

/**
 * Platform, secrets and SSH agents are not part of the key, because they are the same in the whole run. File times depend on the
 * content.
 *
 * @returns undefined if an entry of the context cannot be compared, such as a device, or a name that is not UTF-8
 */
export async function buildKey({
  text,
  build,
  repository,
  tree,
  isIgnored,
  ownIgnoreFile = '',
}: BuildInputs): Promise<string | undefined> {
  const given = contextTree(tree, build.context, isIgnored)
  if (given === undefined || given.some(({ kind }) => kind === 'other')) return undefined
  const { target, buildArgs, unknownArgs } = build
  const args = Object.entries(buildArgs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lines = given.map(({ path, kind, mode, digest }) => JSON.stringify([path, kind, mode, digest]))
  const about = JSON.stringify([
    text,
    target ?? null,
    args,
    unknownArgs.toSorted(),
    repository,
    ownIgnoreFile,
  ])
  return sha256Of([about, ...lines.toSorted()].join('\n'))
}

/** The entries that a builder receives, by paths from the root of the context; undefined if the context is not a directory. */
function contextTree(
  tree: readonly TreeEntry[],
  context: string,
  isIgnored: IsIgnored,
): readonly TreeEntry[] | undefined {
  const root = tree.find(({ path }) => path === context)
  // a link may lead anywhere
  if (root?.kind !== 'directory') return undefined
  const prefix = context === '.' ? '' : `${context}/`
  const inside = tree
    .filter(({ path }) => path !== '.' && path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }))
  const taken = inside.filter(({ path }) => !isIgnored(path))
  const paths = new Set(taken.flatMap(({ path }) => [path, ...ancestorsOf(path)]))
  // an ignored directory is sent if files below it are not ignored
  return [{ ...root, path: '.' }, ...inside.filter(({ path }) => paths.has(path))]
}
