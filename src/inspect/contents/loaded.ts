/** Files of an image that the loader maps into the process of its program, with their packages. */
import type { Result } from '../../common/result.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { ImageContents, ImagePackage, LoadedFile } from '../../model/contents.ts'
import type { ImageCheck } from '../loader/image-check.ts'
import { glibcRelease } from '../loader/paths.ts'
import type { InstalledPackages } from '../packages/databases.ts'

/** More than any program loads. */
const mostFiles = 200

/** Paths of the loader and the libraries of the program, each once; undefined if unknown. */
export async function loadedPaths(
  root: RootFs,
  check: Result<ImageCheck>,
): Promise<readonly string[] | undefined> {
  const program = check.ok && check.value.program.ok ? check.value.program.value : undefined
  if (program?.load === undefined) return undefined
  const { loader, libraries } = program.load
  const byFile = new Map<string, string>()
  for (const path of [loader?.path, ...libraries.map((one) => one.path)]) {
    const file = path === undefined ? undefined : (await root.resolve(path))?.path
    if (path !== undefined && file !== undefined && !byFile.has(file)) byFile.set(file, path)
  }
  return [...byFile.values()].slice(0, mostFiles)
}

/** The loaded files, and the packages, of which those with a loaded file are marked. */
export async function loadedFiles(
  root: RootFs,
  { packages, ownerOf, ...installed }: InstalledPackages,
  paths: readonly string[] | undefined,
): Promise<Omit<InstalledPackages, 'ownerOf'> & Pick<ImageContents, 'loaded'>> {
  if (paths === undefined) return { ...installed, packages }
  const owners = new Set<ImagePackage>()
  const loaded: LoadedFile[] = []
  for (const path of paths) {
    const owner = ownerOf(path)
    if (owner !== undefined) owners.add(owner)
    const glibc = owner === undefined && isLibc(path) ? await releaseOf(root, path) : undefined
    loaded.push({
      path,
      ...(owner === undefined ? {} : { package: owner.name }),
      ...(glibc === undefined ? {} : { glibc }),
    })
  }
  return {
    ...installed,
    packages: packages.map((one) => (owners.has(one) ? { ...one, loaded: true } : one)),
    loaded,
  }
}

const isLibc = (path: string) => path.endsWith('/libc.so.6')

async function releaseOf(root: RootFs, path: string): Promise<string | undefined> {
  const bytes = await root.read(path)
  return bytes && glibcRelease(bytes)
}
