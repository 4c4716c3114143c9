/** Checks whether the libraries provide the needed symbol versions. */

import type { RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import type { LoadedObject } from './library-places.ts'
import { glibcRelease, type Loader } from './paths.ts'

/**
 * `_dl_check_map_versions` of glibc: a library without versions satisfies every need, and a missing weak version is only a warning.
 * `check_match` then fails for a library without any version table, even for its own needs.
 */
export function missingVersions(
  user: LoadedObject,
  byName: ReadonlyMap<string, LoadedObject>,
): readonly LoadProblem[] {
  const files = [...new Set(user.elf.versionsNeeded.map(({ file }) => file))]
  return files.flatMap((file): readonly LoadProblem[] => {
    const provider = byName.get(file)
    if (provider === undefined) return []
    const provided = provider.elf.versionsProvided
    const knowsVersions = provided.length > 0 || provider.elf.versionsNeeded.length > 0
    const about = { library: file, path: provider.path, neededBy: user.path }
    if (!knowsVersions) return [{ id: 'load/version-missing', params: { ...about, versions: [] } }]
    if (provided.length === 0) return []
    const missing = user.elf.versionsNeeded
      .filter((one) => one.file === file && !one.weak && !provided.includes(one.version))
      .map(({ version }) => version)
    if (missing.length === 0) return []
    const sorted = missing.sort(compareVersionNames).reverse()
    const highest = highestOf(provided, sorted[0] ?? '')
    const params = { ...about, versions: sorted, ...(highest === undefined ? {} : { highest }) }
    return [{ id: 'load/version-missing', params }]
  })
}

/** The highest version of the same family, without the family's name. */
function highestOf(provided: readonly string[], wanted: string): string | undefined {
  const family = wanted.replace(/[\d.]+$/, '')
  if (family === wanted) return undefined
  return provided
    .filter((version) => version.startsWith(family) && /^[\d.]+$/.test(version.slice(family.length)))
    .sort(compareVersionNames)
    .at(-1)
    ?.slice(family.length)
}

function compareVersionNames(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

/** Loader and libc call each other through private symbols, whose versions do not reflect their behavior. */
export async function mismatchOf(
  root: RootFs,
  loader: Loader,
  libc: LoadedObject | undefined,
): Promise<readonly LoadProblem[]> {
  if (loader.libc !== 'glibc' || loader.release === undefined || libc === undefined) return []
  const bytes = await root.read(libc.file)
  const release = bytes === undefined ? undefined : glibcRelease(bytes)
  if (release === undefined || release === loader.release) return []
  const fatal = compareVersionNames(release, earlyInit) < 0
  return [{ id: 'load/libc-mismatch', params: { loader: loader.release, libc: release, fatal } }]
}

/** Since this release, the loader calls `__libc_early_init`, and exits if libc lacks it. */
const earlyInit = '2.32'
