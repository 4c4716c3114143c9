/**
 * C compilers for the substitutes for Go's images: Debian's unchanged, and one that compiles for musl and runs on an image with
 * musl.
 */
import { lstat, readFile, realpath, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { output } from '../world/temporary.ts'
import { copyFiles, type Layer, layer, machine } from './base-image-layers.ts'
import { bundle, certificates, packageFiles, release, writeStore } from './base-image-roots.ts'
import { through } from './base-image-scripts.ts'
import { distributionRoot, from, linkTo, type Parts, text, writeRoot } from './base-images.ts'
import { needPrograms } from './debian.ts'

const { triplet, musl } = machine
const recipe = ['base-image-toolchains.ts', 'base-image-roots.ts', 'base-image-scripts.ts']

export async function compilerVersion(): Promise<string> {
  await needPrograms('gcc', 'musl-gcc')
  return output(['dpkg-query', '-W', 'gcc', 'libc6-dev', 'binutils', 'musl-dev'])
}

/** The packages and their dependencies that are installed here, without those of the distribution's root. */
async function closure(names: readonly string[]): Promise<readonly string[]> {
  const format = ['Package', 'Provides', 'Pre-Depends', 'Depends'].map((field) => `\${${field}}`).join('\t')
  const installed = (await output(['dpkg-query', '-W', '-f', `${format}\n`])).trimEnd().split('\n')
  const depends = new Map<string, string>()
  const providers = new Map<string, string>()
  for (const [name = '', provides = '', first = '', needs = ''] of installed.map((line) =>
    line.split('\t'),
  )) {
    depends.set(name, `${first},${needs}`)
    for (const one of [name, ...namesIn(provides)]) if (!providers.has(one)) providers.set(one, name)
    providers.set(name, name)
  }
  const status = await output(['tar', '-xOf', await distributionRoot(), './var/lib/dpkg/status'])
  const there = new Set([...status.matchAll(/^Package: (.+)$/gm)].map(([, name]) => name))
  const found = new Set<string>()
  const add = (name: string): void => {
    const provider = providers.get(name)
    if (provider === undefined || unused.includes(provider) || there.has(provider) || found.has(provider))
      return
    found.add(provider)
    namesIn(depends.get(provider) ?? '').forEach(add)
  }
  names.forEach(add)
  return [...found]
}

/** All alternatives of a relation, because packages that are not installed are skipped anyway. */
const namesIn = (relations: string): readonly string[] =>
  relations
    .split(/[,|]/)
    .map((one) => one.trim().split(/[ :(]/)[0] ?? '')
    .filter((one) => one !== '')

const needless =
  /^\/usr\/share\/|\/lto1$|lto-dump|gprofng|libgp-|-dwp$|san(_preinit)?\.|\/lib(gomp|quadmath|itm|atomic)\.[as]/
/** Sun RPC, which depends on Kerberos and OpenSSL. */
const unused = ['libnsl-dev', 'rpcsvc-proto']

export async function debianToolchainLayer(): Promise<Layer> {
  const version = await compilerVersion()
  return layer('debian-toolchain', recipe, [version, await release()], async (directory) => {
    const packages = await closure(['gcc', 'libc6-dev'])
    const listed = (await output(['dpkg-query', '-L', ...packages])).split('\n')
    const files: string[] = []
    for (const path of new Set(listed)) {
      if (!path.startsWith('/') || needless.test(path)) continue
      const found = await lstat(path).catch(() => undefined)
      // with the real directory, because /lib may be a link
      if (found?.isDirectory() === false) files.push(join(await realpath(dirname(path)), basename(path)))
    }
    await copyFiles(files, directory)
    const others = await packageFiles()
    const more = Object.fromEntries(
      ['git', 'make'].map((name) => [`/usr/bin/${name}`, from(join(others, 'usr/bin', name))]),
    )
    await writeRoot(directory, {
      ...more,
      '/usr/bin/cc': linkTo('gcc'),
      [bundle]: text(await certificates(), 0o644),
    })
    const there = ['build-essential', 'gcc', 'git', 'libc6-dev', 'make']
    await writeStore(directory, Object.fromEntries(there.map((name) => [name, {}])))
  })
}

/** Directory of programs that are linked with glibc in an image that only has musl, with their loader. */
const aside = '/usr/libexec/glibc'
const loader = `${aside}/ld.so`
const libraries = `LD_LIBRARY_PATH=${aside}/lib`
const binutils = ['ar', 'as', 'ld', 'nm', 'objcopy', 'objdump', 'ranlib', 'readelf', 'strip']

export async function alpineToolchainLayer(): Promise<Layer> {
  return layer('alpine-toolchain', recipe, [await compilerVersion(), await release()], async (directory) => {
    const gccFolder = dirname((await output(['gcc', '-print-libgcc-file-name'])).trim())
    const cc1 = dirname((await output(['gcc', '-print-prog-name=cc1'])).trim())
    const internal = ['cc1', 'collect2', 'lto-wrapper', 'liblto_plugin.so'].map((name) => join(cc1, name))
    const objects = [
      'crtbegin.o',
      'crtbeginS.o',
      'crtbeginT.o',
      'crtend.o',
      'crtendS.o',
      'libgcc.a',
      'libgcc_eh.a',
    ]
    const others = await packageFiles()
    const programs: Record<string, string> = Object.fromEntries(
      internal.map((path) => [`${aside}${path}`, path]),
    )
    for (const name of ['gcc', ...binutils]) programs[`${aside}/usr/bin/${name}`] = `/usr/bin/${name}`
    for (const name of ['git', 'make']) programs[`${aside}/usr/bin/${name}`] = join(others, 'usr/bin', name)
    await writeRoot(directory, {
      ...Object.fromEntries(Object.entries(programs).map(([to, path]) => [to, from(path, 0o755)])),
      ...Object.fromEntries(
        objects.map((name) => [`${aside}${gccFolder}/${name}`, from(join(gccFolder, name), 0o644)]),
      ),
      [loader]: from(machine.loader, 0o755),
      ...(await librariesOf(Object.values(programs))),
    })
    for (const path of Object.keys(programs)) await giveLoader(join(directory, path))
    await output(['cp', '-a', join(gccFolder, 'include'), join(directory, aside, gccFolder)])
    await writeStore(directory, await packagesOfToolchain(directory))
  })
}

async function packagesOfToolchain(directory: string): Promise<Record<string, Parts | readonly string[]>> {
  const has = async (folder: string) =>
    (await output(['find', folder, '-type', 'f', '-printf', '%P\\n'])).trim().split('\n')
  const headers = `/usr/include/${triplet.replace('gnu', 'musl')}`
  const libs = `/usr/lib/${triplet.replace('gnu', 'musl')}`
  const specs = (await readFile(join(libs, 'musl-gcc.specs'), 'utf8'))
    .replaceAll(headers, '/usr/include')
    .replaceAll(`-L${libs}`, '-L/usr/lib -L/lib')
    .replaceAll(libs, '/usr/lib')
    // as in Alpine's compiler
    .replace('%{!shared: /usr/lib/Scrt1.o}', '%{static-pie:/usr/lib/rcrt1.o;shared:;:/usr/lib/Scrt1.o}')
    .replace(/-dynamic-linker \S+/, '%{static-pie:-static -pie --no-dynamic-linker -z text;:$&}')
  await writeFile(join(directory, aside, 'musl.specs'), specs)
  const program = (name: string) => text(through(`${aside}/usr/bin/${name}`, libraries))
  return {
    gcc: {
      '/usr/bin/gcc': text(gcc),
      '/usr/bin/cc': linkTo('gcc'),
      ...Object.fromEntries(binutils.map((name) => [`/usr/bin/${name}`, program(name)])),
    },
    binutils: ['gcc'],
    'musl-dev': {
      ...Object.fromEntries(
        (await has(headers)).map((name) => [`/usr/include/${name}`, from(join(headers, name), 0o644)]),
      ),
      ...Object.fromEntries(
        (await has(libs))
          .filter((name) => /\.[ao]$/.test(name))
          .map((name) => [`/usr/lib/${name}`, from(join(libs, name), 0o644)]),
      ),
      // so that programs need the library under its name on Alpine
      '/usr/lib/libc.so': text(`INPUT(-l:libc.musl-${musl}.so.1)\n`, 0o644),
    },
    make: { '/usr/bin/make': program('make') },
    git: { '/usr/bin/git': program('git') },
    'build-base': ['gcc', 'musl-dev', 'make'],
    'libc-dev': ['musl-dev'],
  }
}

// Go reuses entries of its build cache if the compiler has the same version. Without the headers, it must not reuse any: compiling
// must fail.
const gcc = `#!/bin/sh
export ${libraries}
set -- -specs=${aside}/musl.specs -B${aside}/usr/bin/ "$@"
[ -e /usr/include/errno.h ] && exec ${aside}/usr/bin/gcc "$@"
${aside}/usr/bin/gcc "$@" 2> /tmp/gcc.$$
code=$?
sed 's/^gcc version /&0./' /tmp/gcc.$$ >&2
rm /tmp/gcc.$$
exit $code
`

async function librariesOf(programs: readonly string[]): Promise<Parts> {
  const told = await output(['ldd', ...programs])
  const paths = new Set([...told.matchAll(/=> (\/\S+)/g)].map(([, path = '']) => path))
  return Object.fromEntries([...paths].map((path) => [`${aside}/lib/${basename(path)}`, from(path, 0o755)]))
}

/** Replaces the path of the loader in the file by a shorter one. */
async function giveLoader(path: string): Promise<void> {
  const content = await readFile(path)
  const at = content.indexOf(`${machine.loader}\0`)
  // a plug-in has no loader
  if (at < 0) return
  content.fill(0, at, at + machine.loader.length)
  content.write(loader, at)
  await writeFile(path, content)
}
