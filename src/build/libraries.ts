import { type Elf, readElf } from '../inspect/elf.ts'
import type { Files, LayerFile } from '../world.ts'

export interface Libraries {
  /** The loader and every shared library, where the loader will look for them in the image. */
  readonly files: readonly LayerFile[]
  /** Names that were found nowhere on this machine. */
  readonly missing: readonly string[]
}

const triplets: Readonly<Record<string, string>> = {
  amd64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  '386': 'i386-linux-gnu',
  arm: 'arm-linux-gnueabihf',
  riscv64: 'riscv64-linux-gnu',
  s390x: 's390x-linux-gnu',
}

/** musl is loader and libc in one file, and these names mean itself (`load_library` in its ldso/dynlink.c). */
const insideMusl = /^lib(c|pthread|rt|m|dl|util|xnet)\./

function isMusl(elf: Elf): boolean {
  return elf.interpreter?.includes('/ld-musl-') === true
}

/** Where the loader of this machine looks without any configuration, and in the order in which it looks. */
function defaultDirectories(elf: Elf): readonly string[] {
  if (isMusl(elf)) return ['/lib', '/usr/local/lib', '/usr/lib']
  const triplet = triplets[elf.machine]
  return [
    ...(triplet === undefined ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`]),
    ...(elf.bits === 64 ? ['/lib64', '/usr/lib64'] : []),
    '/lib',
    '/usr/lib',
  ]
}

/**
 * The loader and the libraries that a dynamic program needs, followed through their own needs, taken from the
 * machine that linked it.
 */
export async function collectLibraries(files: Files, program: Elf): Promise<Libraries> {
  if (program.interpreter === undefined) return { files: [], missing: [] }
  const found = new Map<string, LayerFile>()
  const missing: string[] = []
  const loader = await files.realPath(program.interpreter)
  if (loader === undefined) missing.push(program.interpreter)
  else add(found, program.interpreter, loader)

  const defaults = defaultDirectories(program)
  const configured = await configuredDirectories(files, '/etc/ld.so.conf')
  const resolved = new Map<string, { readonly from: string; readonly directory: string }>()
  const queue = [program]
  for (let user = queue.shift(); user !== undefined; user = queue.shift()) {
    for (const name of user.needed) {
      if (isMusl(program) && insideMusl.test(name)) continue
      if (resolved.has(name) || missing.includes(name)) continue
      const place = await locate(files, name, program, [
        ...user.rpath,
        ...user.runpath,
        ...configured,
        ...defaults,
      ])
      if (place === undefined) {
        missing.push(name)
        continue
      }
      resolved.set(name, place)
      queue.push(place.elf)
    }
  }
  // the image has no ld.so.cache, so everything goes where libc itself is found without one
  const home =
    [...resolved].find(([name]) => /^libc\.(so|musl)/.test(name))?.[1].directory ?? defaults[0] ?? '/lib'
  for (const [name, { from, directory }] of resolved) {
    const loaderItself = from === loader
    if (!loaderItself) add(found, `${defaults.includes(directory) ? directory : home}/${name}`, from)
  }
  return { files: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), missing }
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
    const bytes = from === undefined ? undefined : await files.read(from)
    if (from === undefined || bytes === undefined) continue
    const read = readElf(bytes)
    // like the loader, pass over a library of another architecture
    if ('elf' in read && read.elf.machine === program.machine && read.elf.bits === program.bits) {
      return { from, directory, elf: read.elf }
    }
  }
  return undefined
}

async function configuredDirectories(files: Files, path: string, depth = 0): Promise<readonly string[]> {
  const text = (await files.readText(path)) ?? ''
  const found: string[] = []
  for (const line of text.split('\n').map((one) => one.replace(/#.*/, '').trim())) {
    const include = /^include\s+(.+)\/\*\.conf$/.exec(line)?.[1]
    if (include !== undefined && depth < 2) {
      // Fedora and its relatives write it relative to the file itself
      const directory = include.startsWith('/') ? include : `${path.replace(/\/[^/]*$/, '')}/${include}`
      for (const { name } of await files.list(directory)) {
        if (name.endsWith('.conf'))
          found.push(...(await configuredDirectories(files, `${directory}/${name}`, depth + 1)))
      }
    } else if (line.startsWith('/')) found.push(line)
  }
  return found
}
