import { lastOf, parentOf } from '../../common/paths.ts'
import type { LayerFile } from '../../effects/archives.ts'
import type { Files } from '../../effects/files.ts'
import { pagedSource } from '../../inspect/bytes/byte-source.ts'
import { type Elf, readElf } from '../../inspect/elf/elf.ts'
import {
  configuredDirectories,
  expandTokens,
  glibcDirectories,
  isInsideMusl,
  muslDirectories,
} from '../../inspect/loader/paths.ts'

export interface LibraryFiles {
  /** The loader and all shared libraries, at paths where the loader finds them in the image. */
  readonly files: readonly LayerFile[]
  /** Names of libraries that this machine lacks. */
  readonly missing: readonly string[]
}

/** The directories that the loader searches without any configuration, in its order. */
function defaultDirectories(elf: Elf): readonly string[] {
  return isMusl(elf) ? muslDirectories : glibcDirectories(elf.machine, elf.bits)
}

function isMusl(elf: Elf): boolean {
  return elf.interpreter?.includes('/ld-musl-') === true
}

/**
 * Collects the libraries of another platform, which are all in one directory of its compiler.
 *
 * @param directory with the loader and libc
 */
export async function collectForeign(files: Files, program: Elf, directory: string): Promise<LibraryFiles> {
  if (program.interpreter === undefined) return { files: [], missing: [] }
  const found = new Map<string, LayerFile>()
  const missing: string[] = []
  const loader = await files.realPath(`${directory}/${lastOf(program.interpreter)}`)
  if (loader === undefined) missing.push(program.interpreter)
  else add(found, program.interpreter, loader)
  const [home = '/lib'] = defaultDirectories(program)
  const search = { program, path: undefined, configured: [], defaults: [directory] }
  for (const [name, { from }] of await resolveAll(files, search, missing))
    if (from !== loader) add(found, `${home}/${name}`, from)
  return { files: sorted(found), missing }
}

/**
 * Collects from this machine the loader and the libraries that a dynamic program needs, directly or through other libraries.
 *
 * @param path of the program, for run paths that are relative to it
 */
export async function collectLibraries(files: Files, program: Elf, path?: string): Promise<LibraryFiles> {
  if (program.interpreter === undefined) return { files: [], missing: [] }
  const found = new Map<string, LayerFile>()
  const missing: string[] = []
  const loader = await files.realPath(program.interpreter)
  if (loader === undefined) missing.push(program.interpreter)
  else add(found, program.interpreter, loader)

  const defaults = defaultDirectories(program)
  const configured = await configuredDirectories({
    read: (file) => files.read(file),
    list: async (directory) => (await files.list(directory)).map(({ name }) => name),
  })
  const search = { program, path, configured, defaults }
  const resolved = await resolveAll(files, search, missing)
  // the image has no ld.so.cache, so libraries in other directories are put next to libc
  const home =
    [...resolved].find(([name]) => /^libc\.(so|musl)/.test(name))?.[1].directory ?? defaults[0] ?? '/lib'
  for (const [name, { from, directory }] of resolved) {
    const loaderItself = from === loader
    if (!loaderItself) add(found, `${defaults.includes(directory) ? directory : home}/${name}`, from)
  }
  return { files: sorted(found), missing }
}

/** glibc and its loader, which are all that most dynamic programs need; undefined if not installed, as on a system with musl. */
export async function collectLibc(files: Files, machine: string): Promise<readonly LayerFile[] | undefined> {
  const name = 'libc.so.6'
  for (const directory of glibcDirectories(machine, 64)) {
    const read = await files.readWith(`${directory}/${name}`, (file) => readElf(pagedSource(file)))
    // glibc is also an executable, so it names its loader
    if (read?.ok !== true || read.value.machine !== machine || read.value.interpreter === undefined) continue
    const program = { ...read.value, needed: [name], rpath: [], runpath: [] }
    const { files: found, missing } = await collectLibraries(files, program)
    return missing.length === 0 ? found : undefined
  }
  return undefined
}

function sorted(found: ReadonlyMap<string, LayerFile>): readonly LayerFile[] {
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The directories in which the libraries of a program are searched for. */
interface Search {
  readonly program: Elf
  readonly path: string | undefined
  /** Directories in the loader's configuration, and its default directories. */
  readonly configured: readonly string[]
  readonly defaults: readonly string[]
}

/** Libraries by name, in the order in which they are found. Adds the names of missing ones to `missing`. */
async function resolveAll(
  files: Files,
  search: Search,
  missing: string[],
): Promise<ReadonlyMap<string, { readonly from: string; readonly directory: string }>> {
  const { program, path, configured, defaults } = search
  const resolved = new Map<string, { readonly from: string; readonly directory: string }>()
  const queue: User[] = [{ elf: program, ...(path === undefined ? {} : { directory: parentOf(path) }) }]
  for (let user = queue.shift(); user !== undefined; user = queue.shift()) {
    const directories = [...runPaths(user, search), ...configured, ...defaults]
    for (const name of user.elf.needed) {
      const isKnown = resolved.has(name) || missing.includes(name)
      if (isKnown || (isMusl(program) && isInsideMusl(name))) continue
      const place = await locate(files, name, program, directories)
      if (place === undefined) {
        missing.push(name)
        continue
      }
      resolved.set(name, place)
      queue.push(place)
    }
  }
  return resolved
}

function runPaths({ elf, directory }: User, { program, defaults }: Search): readonly string[] {
  const lib = defaults.find((one) => !one.startsWith('/usr/'))?.slice(1) ?? 'lib'
  return [...elf.rpath, ...elf.runpath].flatMap((one) => {
    if (directory === undefined && one.includes('ORIGIN')) return []
    return expandTokens(one, { origin: directory ?? '', lib, machine: program.machine }) ?? []
  })
}

/** A file that needs libraries, and the directory in which it was found. */
interface User {
  readonly elf: Elf
  readonly directory?: string
}

function add(found: Map<string, LayerFile>, path: string, from: string): void {
  found.set(path, { path: path.replace(/^\/+/, ''), mode: 0o755, content: { kind: 'file', from } })
}

async function locate(
  files: Files,
  name: string,
  program: Elf,
  directories: readonly string[],
): Promise<{ readonly from: string; readonly directory: string; readonly elf: Elf } | undefined> {
  for (const directory of directories) {
    const from = await files.realPath(`${directory}/${name}`)
    if (from === undefined) continue
    const read = await files.readWith(from, (file) => readElf(pagedSource(file)))
    // like the loader, skips a library of another architecture
    if (read?.ok !== true) continue
    const elf = read.value
    if (elf.machine === program.machine && elf.bits === program.bits) return { from, directory, elf }
  }
  return undefined
}
