/** The package databases of a root file system: those of dpkg, of distroless images and of apk. */
import { type Result, succeed } from '../../common/result.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { ImagePackage, PackageDatabase, UnreadDatabase } from '../../model/contents.ts'
import { readApkInstalled } from './apk.ts'
import { type DatabaseFault, longestDatabase, mostPackages } from './database-text.ts'
import { readDpkgStatus } from './dpkg.ts'
import { WantedFiles } from './owned-paths.ts'

/** Contents of the package databases of an image. */
export interface InstalledPackages {
  /** Databases that were read. */
  readonly databases: readonly PackageDatabase[]
  readonly unread: readonly UnreadDatabase[]
  readonly packages: readonly ImagePackage[]
  /** The package of a file; only for requested files. */
  readonly ownerOf: (path: string) => ImagePackage | undefined
}

const dpkgStatus = '/var/lib/dpkg/status'
const distrolessStatus = '/var/lib/dpkg/status.d'
const dpkgInfo = '/var/lib/dpkg/info'
/** The second is used by Alpine 3.22 and Wolfi; in most images, one is a link to the other. */
const apkInstalled = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed']
const rpmDatabases = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm'].flatMap((directory) =>
  ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${directory}/${name}`),
)

/** Only a hostile image has more. */
const mostUnread = 20

interface Found {
  readonly databases: Set<PackageDatabase>
  readonly unread: UnreadDatabase[]
  readonly packages: ImagePackage[]
  /** By the normalized names of wanted files. */
  readonly owners: Map<string, ImagePackage>
}

/** @param files absolute paths of files whose packages are requested */
export async function readPackages(root: RootFs, files: readonly string[] = []): Promise<InstalledPackages> {
  const wanted = await WantedFiles.of(root, files)
  const found: Found = { databases: new Set(), unread: [], packages: [], owners: new Map() }
  await readDpkg(root, wanted, found)
  await readDistroless(root, wanted, found)
  await readApk(root, wanted, found)
  for (const path of rpmDatabases) {
    const entry = await root.resolve(path)
    if (entry?.kind === 'file' && !found.unread.some((one) => one.path === entry.path))
      found.unread.push({ path: entry.path, because: 'rpm' })
  }
  const { databases, unread, packages, owners } = found
  return {
    databases: [...databases],
    unread,
    packages,
    ownerOf: (path) => wanted.namesOf(path).flatMap((name) => owners.get(name) ?? [])[0],
  }
}

async function readDpkg(root: RootFs, wanted: WantedFiles, found: Found): Promise<void> {
  const read = await readText(root, dpkgStatus)
  // Debian's own tools create an empty database in an image that is built without dpkg
  if (read === undefined || (read.ok && read.value === '')) return
  const packages = read.ok ? readDpkgStatus(read.value) : read
  if (!addPackages(found, 'dpkg', dpkgStatus, packages)) return
  const budget = { bytes: longestDatabase }
  for (const one of wanted.isEmpty || !packages.ok ? [] : packages.value) {
    const names = [`${one.name}.list`, `${one.name}:${one.architecture ?? ''}.list`]
    for (const name of names) await addOwned(root, `${dpkgInfo}/${name}`, { wanted, found, budget }, one)
  }
}

/** One paragraph per file, and next to it a list of the package's files with their checksums. */
async function readDistroless(root: RootFs, wanted: WantedFiles, found: Found): Promise<void> {
  const budget = { bytes: longestDatabase }
  const names = (await root.list(distrolessStatus)).filter((name) => !name.endsWith('.md5sums'))
  for (const name of names.slice(0, mostPackages)) {
    const path = `${distrolessStatus}/${name}`
    const read = await readText(root, path, budget)
    if (read === undefined) continue
    const packages = read.ok ? readDpkgStatus(read.value) : read
    if (!addPackages(found, 'dpkg', path, packages) || !packages.ok || wanted.isEmpty) continue
    for (const one of packages.value) await addOwned(root, `${path}.md5sums`, { wanted, found, budget }, one)
  }
  if (names.length > mostPackages) found.unread.push({ path: distrolessStatus, because: 'too-large' })
}

async function readApk(root: RootFs, wanted: WantedFiles, found: Found): Promise<void> {
  const seen = new Set<string>()
  for (const place of apkInstalled) {
    const path = (await root.resolve(place))?.path
    if (path === undefined || seen.has(path)) continue
    seen.add(path)
    const read = await readText(root, path)
    if (read === undefined) continue
    const database = read.ok
      ? readApkInstalled(read.value, (file) => wanted.nameOf(file) !== undefined)
      : read
    if (!database.ok) found.unread.push({ path, ...database.problem })
    else {
      addPackages(found, 'apk', path, succeed(database.value.packages))
      for (const [file, owner] of database.value.owners) addOwner(found, wanted.nameOf(file), owner)
    }
  }
}

/** Adds packages, or the fault; returns whether packages were added. */
function addPackages(
  { databases, unread, packages }: Found,
  database: PackageDatabase,
  path: string,
  read: Result<readonly ImagePackage[], DatabaseFault>,
): boolean {
  const fits = read.ok && packages.length + read.value.length <= mostPackages
  if (fits) {
    databases.add(database)
    for (const one of read.value) packages.push(one)
  } else if (unread.length < mostUnread) {
    unread.push({ path, ...(read.ok ? { because: 'too-large' } : read.problem) })
  }
  return fits
}

interface Owning {
  readonly wanted: WantedFiles
  readonly found: Found
  /** Remaining bytes to read. */
  readonly budget: { bytes: number }
}

/** A list of paths, or of checksums and paths without the leading slash (`md5sum(1)`). */
async function addOwned(
  root: RootFs,
  path: string,
  { wanted, found, budget }: Owning,
  owner: ImagePackage,
): Promise<void> {
  const read = await readText(root, path, budget)
  if (!read?.ok) return
  for (const line of read.value.split('\n')) {
    const file = line.startsWith('/') ? line : `/${line.replace(/^[0-9a-f]{32} [ *]/, '')}`
    addOwner(found, wanted.nameOf(file), owner)
  }
}

function addOwner({ owners }: Found, name: string | undefined, owner: ImagePackage): void {
  if (name !== undefined) owners.set(name, owner)
}

/** undefined if there is no such file. */
async function readText(
  root: RootFs,
  path: string,
  budget = { bytes: longestDatabase },
): Promise<Result<string, DatabaseFault> | undefined> {
  const entry = await root.resolve(path)
  if (entry?.kind !== 'file') return undefined
  if (entry.size > budget.bytes) return { ok: false, problem: { because: 'too-large' } }
  budget.bytes -= entry.size
  const bytes = await root.read(path)
  return bytes === undefined ? undefined : succeed(new TextDecoder().decode(bytes))
}
