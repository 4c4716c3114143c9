/** How os/user looks up users and groups, and whether the image contains the required files. */
import { parentOf } from '../../common/paths.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { UserLookup } from '../../model/runtime.ts'
import type { Elf } from '../elf/elf.ts'
import { glibcDirectories, glibcRelease, readLoaderCache } from '../loader/paths.ts'
import type { NameServices } from './name-services.ts'
import type { RuntimeUse } from './runtime-use.ts'

type Lookups = Pick<RuntimeUse, 'users' | 'tags' | 'c'>

/** The lookup, as far as it does not depend on an image; undefined for a program that looks up no users. */
export function userLookupOf({ users, tags, c }: Lookups): UserLookup | undefined {
  if (users === 'none') return undefined
  if (users === 'libc') return { uses: 'libc', libc: c?.libc ?? 'other' }
  return { uses: 'go', because: tags.includes('osusergo') || c !== undefined ? 'osusergo' : 'no-cgo' }
}

/** glibc's default without /etc/nsswitch.conf. */
const usual = ['files']
/** Since glibc 2.34, libc.so.6 contains these sources. */
const builtIn: readonly string[] = ['files', 'dns']
const releaseWithFiles = [2, 34] as const

/** Adds the sources that glibc uses in this image; musl only reads the files. */
export async function withSources(
  lookup: UserLookup,
  root: RootFs,
  {
    elf,
    services,
    libcPath,
  }: {
    readonly elf: Elf
    readonly services: NameServices | 'damaged' | undefined
    /** Path of libc.so.6; absent for a static program. */
    readonly libcPath?: string
  },
): Promise<UserLookup> {
  if (lookup.uses !== 'libc' || lookup.libc !== 'glibc') return lookup
  const given = services === 'damaged' ? undefined : services
  const named = ['passwd', 'group'].flatMap((one) => given?.get(one) ?? []).map(({ name }) => name)
  const sources = named.length === 0 ? usual : [...new Set(named)]
  const libc = libcPath === undefined ? undefined : await root.read(libcPath)
  const inside = libc === undefined || hasFiles(libc) ? builtIn : []
  const missing: string[] = []
  for (const source of sources) {
    const library = `libnss_${source}.so.2`
    if (!inside.includes(source) && !(await isThere(root, library, elf, libcPath))) missing.push(library)
  }
  return { ...lookup, sources, ...(missing.length === 0 ? {} : { missing }) }
}

function hasFiles(libc: Uint8Array): boolean {
  const [major = 0, minor = 0] = glibcRelease(libc)?.split('.').map(Number) ?? releaseWithFiles
  const [first, second] = releaseWithFiles
  return major > first || (major === first && minor >= second)
}

async function isThere(
  root: RootFs,
  library: string,
  { machine, bits, littleEndian }: Elf,
  libcPath: string | undefined,
): Promise<boolean> {
  const cache = await root.read('/etc/ld.so.cache')
  const cached = cache === undefined ? [] : (readLoaderCache(cache, littleEndian).get(library) ?? [])
  const directories = [
    ...(libcPath === undefined ? [] : [parentOf(libcPath)]),
    ...glibcDirectories(machine, bits),
  ]
  for (const path of [...cached, ...directories.map((directory) => `${directory}/${library}`)]) {
    if ((await root.resolve(path))?.kind === 'file') return true
  }
  return false
}
