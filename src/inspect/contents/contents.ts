/** Contents of an image besides its program, from the layers that were already read. */
import type { Result } from '../../common/result.ts'
import { shorten } from '../../common/shorten.ts'
import type { LayerContent } from '../../effects/archives.ts'
import { type FileKind, fileKinds, type ImageContents, type ImageFile } from '../../model/contents.ts'
import { identityOf } from '../entry/accounts.ts'
import type { SavedImage } from '../image/archive.ts'
import type { LayerRootFs } from '../image/layer-root-fs.ts'
import type { ImageCheck } from '../loader/image-check.ts'
import { readDistribution } from '../packages/distribution.ts'
import { installedIn } from './base-packages.ts'
import { kindsOf } from './file-facts.ts'
import { loadedFiles, loadedPaths } from './loaded.ts'
import { secretFiles } from './secret-files.ts'

/** Maximum number of listed files of each kind; the others are counted. */
const mostFiles = 100
/** In characters. The middle of a longer path is left out. */
const longestPath = 1000

/** undefined if the layers form no valid file system. */
export async function readContents(
  { image, contents, root }: Pick<SavedImage, 'image' | 'contents' | 'root'>,
  check: Result<ImageCheck>,
): Promise<ImageContents | undefined> {
  if (contents === undefined || root === undefined) return undefined
  const baseLayers = image.layers.filter(({ base }) => base === true).length
  const paths = await loadedPaths(root, check)
  const { databases, unread, packages, loaded } = await loadedFiles(
    root,
    await installedIn(root, contents.slice(0, baseLayers), contents, paths ?? []),
    paths,
  )
  const identity = await identityOf(root, image.user)
  const distribution = await readDistribution(root)
  return bounded({
    ...(distribution === undefined ? {} : { distribution }),
    databases,
    ...(unread.length === 0 ? {} : { unread }),
    packages,
    ...(loaded === undefined ? {} : { loaded }),
    ...(identity.ok ? { root: identity.value.user === 0 } : {}),
    ...(await filesIn(root, contents, baseLayers)),
  })
}

/** Limits the sizes of untrusted texts: the author of an image chooses the paths in it. */
function bounded({ files, loaded, unread, ...contents }: ImageContents): ImageContents {
  const shortened = <T extends { readonly path: string }>(all: readonly T[]): readonly T[] =>
    all.map((one) => ({ ...one, path: shorten(one.path, longestPath) }))
  return {
    ...contents,
    ...(loaded === undefined ? {} : { loaded: shortened(loaded) }),
    ...(unread === undefined ? {} : { unread: shortened(unread) }),
    files: shortened(files),
  }
}

async function filesIn(
  root: LayerRootFs,
  contents: readonly LayerContent[],
  baseLayers: number,
): Promise<Pick<ImageContents, 'files' | 'more'>> {
  const found: Omit<ImageFile, 'base'>[] = []
  const layerOf = new Map<string, number>()
  for (const entry of root.entries()) {
    layerOf.set(entry.path, entry.layer)
    for (const kind of kindsOf(entry)) found.push({ kind, path: entry.path, layer: entry.layer })
  }
  const isLive = (path: string, layer: number) => layerOf.get(path) === layer
  found.push(...(await secretFiles(contents, isLive)))
  const files: ImageFile[] = []
  const more: Partial<Record<FileKind, number>> = {}
  for (const kind of fileKinds) {
    const all = found.filter((one) => one.kind === kind).sort((a, b) => (a.path < b.path ? -1 : 1))
    const [own, ofBase] = [
      all.filter(({ layer }) => layer >= baseLayers),
      all.filter(({ layer }) => layer < baseLayers).map((one) => ({ ...one, base: true as const })),
    ]
    // files of a large base image must not displace those that the app adds
    files.push(...[...own, ...ofBase].slice(0, mostFiles))
    if (all.length > mostFiles) more[kind] = all.length - mostFiles
  }
  return { files, ...(Object.keys(more).length === 0 ? {} : { more }) }
}
