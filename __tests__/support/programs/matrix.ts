import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LinkageKind } from '../../../src/model/image.ts'
import { needPrograms } from '../images/debian.ts'
import { output, writeTree } from '../world/temporary.ts'

/**
 * Real programs, linked in every way, and built once. They are kept in `.cache/matrix`, by toolchain, sources and flags.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const cache = join(root, '.cache', 'matrix')

interface GoBuild {
  readonly go: 'none' | 'net' | 'replaced' | 'orders'
  readonly env: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}
interface CBuild {
  readonly c: keyof typeof cSources
  readonly args: readonly string[]
}
export type Row = (GoBuild | CBuild) & {
  readonly kind: LinkageKind
  /** The linker that wrote the file; only for ELF. */
  readonly link?: 'internal' | 'external'
}

const goSources = {
  'go.mod':
    'module example.com/matrix\n\ngo 1.24\n\nrequire (\n\texample.com/kit v1.2.3\n\texample.com/other v0.1.0\n)\n\n' +
    'replace example.com/kit => ./kit\n\nreplace example.com/other v0.1.0 => ./other\n',
  'none/main.go': 'package main\n\nfunc main() { println("none") }\n',
  'net/main.go':
    'package main\n\nimport (\n\t"fmt"\n\t"net"\n)\n\nfunc main() { fmt.Println(net.LookupHost("localhost")) }\n',
  'replaced/main.go':
    'package main\n\nimport (\n\t_ "example.com/kit"\n\t_ "example.com/other"\n)\n\nvar who string\n\nfunc main() { println(who) }\n',
  'kit/go.mod': 'module example.com/kit\n\ngo 1.24\n',
  'kit/kit.go': 'package kit\n',
  'other/go.mod': 'module example.com/other\n\ngo 1.24\n',
  'other/other.go': 'package other\n',
}

const cSources = {
  program: '#include <stdio.h>\nint main(void) { return puts("c") < 0; }\n',
  // without libc, whose start-up code cannot be linked into one writable segment
  bare: 'void _start(void) { for (;;); }\n',
  // one function in two versions, as in libc
  versioned:
    '__asm__(".symver old_sum,sum@MATRIX_1.0");\n__asm__(".symver new_sum,sum@@MATRIX_1.1");\n' +
    'int old_sum(int a) { return a; }\nint new_sum(int a) { return a + 1; }\n',
  // an address in the code that only the loader can write
  textrel: '__asm__(".text\\n.globl table\\ntable: .quad where");\nint where;\n',
} as const
const versionScript = 'MATRIX_1.0 { global: sum; local: *; };\nMATRIX_1.1 { global: sum; } MATRIX_1.0;\n'

const cgo0 = { CGO_ENABLED: '0' }
const cgo1 = { CGO_ENABLED: '1' }
const musl = { CGO_ENABLED: '1', CC: 'musl-gcc' }
const external = (flags = '') => `-ldflags=-linkmode=external${flags === '' ? '' : ` "-extldflags=${flags}"`}`
const netgo = '-tags=netgo,osusergo'
const internal = { link: 'internal' } as const
const bySystem = { link: 'external' } as const

export const rows = {
  static: { go: 'net', env: cgo0, kind: 'static', ...internal },
  'static -s -w': {
    go: 'net',
    env: cgo0,
    args: ['-trimpath', '-ldflags=-s -w'],
    kind: 'static',
    ...internal,
  },
  'static -w': { go: 'net', env: cgo0, args: ['-ldflags=-w'], kind: 'static', ...internal },
  dynamic: { go: 'net', env: cgo1, kind: 'dynamic', ...internal },
  'dynamic -s -w': { go: 'net', env: cgo1, args: ['-ldflags=-s -w'], kind: 'dynamic', ...internal },
  'dynamic external': { go: 'net', env: cgo1, args: [external()], kind: 'dynamic', ...bySystem },
  'dynamic external -s': {
    go: 'net',
    env: cgo1,
    args: ['-ldflags=-s -linkmode=external'],
    kind: 'dynamic',
    ...bySystem,
  },
  netgo: { go: 'net', env: cgo1, args: ['-tags=netgo'], kind: 'static', ...internal },
  '-extldflags=-static alone': {
    go: 'net',
    env: cgo1,
    args: ['-ldflags=-extldflags=-static'],
    kind: 'dynamic',
    ...internal,
  },
  'external static': { go: 'net', env: cgo1, args: [external('-static')], kind: 'static', ...bySystem },
  'external static netgo': {
    go: 'net',
    env: cgo1,
    args: [netgo, external('-static')],
    kind: 'static',
    ...bySystem,
  },
  'pie without cgo': {
    go: 'net',
    env: cgo0,
    args: ['-buildmode=pie'],
    kind: 'interpreter-only',
    ...internal,
  },
  pie: { go: 'net', env: cgo1, args: ['-buildmode=pie'], kind: 'dynamic', ...internal },
  'pie external, full RELRO': {
    go: 'net',
    env: cgo1,
    args: ['-buildmode=pie', external('-Wl,-z,relro,-z,now')],
    kind: 'dynamic',
    ...bySystem,
  },
  'static-pie': {
    go: 'net',
    env: cgo1,
    args: ['-buildmode=pie', netgo, external('-static-pie')],
    kind: 'static-pie',
    ...bySystem,
  },
  'c-shared': { go: 'net', env: cgo1, args: ['-buildmode=c-shared'], kind: 'shared-library', ...bySystem },
  bindnow: { go: 'net', env: cgo1, args: ['-ldflags=-bindnow'], kind: 'dynamic', ...internal },
  'musl dynamic': { go: 'net', env: musl, kind: 'dynamic', ...internal },
  'musl dynamic external': { go: 'net', env: musl, args: [external()], kind: 'dynamic', ...bySystem },
  'musl static': { go: 'net', env: musl, args: [external('-static')], kind: 'static', ...bySystem },
  'no net, cgo': { go: 'none', env: cgo1, kind: 'static', ...internal },
  'no net, cgo external': { go: 'none', env: cgo1, args: [external()], kind: 'dynamic', ...bySystem },
  RUNPATH: {
    go: 'none',
    env: cgo1,
    args: [external('-Wl,-rpath,/opt/a:$ORIGIN/../lib')],
    kind: 'dynamic',
    ...bySystem,
  },
  RPATH: {
    go: 'none',
    env: cgo1,
    args: [external('-Wl,-rpath,/opt/a -Wl,--disable-new-dtags')],
    kind: 'dynamic',
    ...bySystem,
  },
  'executable stack': {
    go: 'none',
    env: cgo1,
    args: [external('-Wl,-z,execstack')],
    kind: 'dynamic',
    ...bySystem,
  },
  'no RELRO': { go: 'none', env: cgo1, args: [external('-Wl,-z,norelro')], kind: 'dynamic', ...bySystem },
  'no build ID': { go: 'none', env: cgo0, args: ['-ldflags=-buildid='], kind: 'static', ...internal },
  'GNU build ID of Go': {
    go: 'none',
    env: cgo0,
    args: ['-ldflags=-B 0x0123456789abcdef'],
    kind: 'static',
    ...internal,
  },
  'replaced modules, quoted settings': {
    go: 'replaced',
    env: { ...cgo0, CGO_CFLAGS: '-O2 -DX="a\tb"' },
    args: ['-tags=one,two', `-ldflags=-X 'main.who=some "one" \`here\`'`],
    kind: 'static',
    ...internal,
  },
  'linux/arm64': { go: 'net', env: { ...cgo0, GOARCH: 'arm64' }, kind: 'static', ...internal },
  'linux/386': { go: 'net', env: { ...cgo0, GOARCH: '386' }, kind: 'static', ...internal },
  'linux/arm64 pie': {
    go: 'none',
    env: { ...cgo0, GOARCH: 'arm64' },
    args: ['-buildmode=pie'],
    kind: 'interpreter-only',
    ...internal,
  },
  'linux/arm': { go: 'none', env: { ...cgo0, GOARCH: 'arm' }, kind: 'static', ...internal },
  'linux/riscv64': { go: 'none', env: { ...cgo0, GOARCH: 'riscv64' }, kind: 'static', ...internal },
  'linux/mips': { go: 'none', env: { ...cgo0, GOARCH: 'mips' }, kind: 'static', ...internal },
  'linux/mips64le': { go: 'none', env: { ...cgo0, GOARCH: 'mips64le' }, kind: 'static', ...internal },
  'linux/s390x': { go: 'none', env: { ...cgo0, GOARCH: 's390x' }, kind: 'static', ...internal },
  'linux/ppc64le': { go: 'none', env: { ...cgo0, GOARCH: 'ppc64le' }, kind: 'static', ...internal },
  'windows/amd64': { go: 'none', env: { ...cgo0, GOOS: 'windows', GOARCH: 'amd64' }, kind: 'system-dynamic' },
  'windows/386 -s -w': {
    go: 'none',
    env: { ...cgo0, GOOS: 'windows', GOARCH: '386' },
    args: ['-ldflags=-s -w'],
    kind: 'system-dynamic',
  },
  'windows/arm64': { go: 'none', env: { ...cgo0, GOOS: 'windows', GOARCH: 'arm64' }, kind: 'system-dynamic' },
  'darwin/arm64': { go: 'net', env: { ...cgo0, GOOS: 'darwin', GOARCH: 'arm64' }, kind: 'system-dynamic' },
  'darwin/amd64 -s -w': {
    go: 'none',
    env: { ...cgo0, GOOS: 'darwin', GOARCH: 'amd64' },
    args: ['-ldflags=-s -w'],
    kind: 'system-dynamic',
  },
  'Gin static': { go: 'orders', env: cgo0, kind: 'static', ...internal },
  'Gin static -s -w': {
    go: 'orders',
    env: cgo0,
    args: ['-trimpath', '-tags=nomsgpack', '-ldflags=-s -w'],
    kind: 'static',
    ...internal,
  },
  'Gin dynamic': { go: 'orders', env: cgo1, kind: 'dynamic', ...internal },
  'C program': { c: 'program', args: [], kind: 'dynamic', ...bySystem },
  'C program, writable code': {
    c: 'bare',
    args: ['-nostdlib', '-static', '-Wl,-N', '-s'],
    kind: 'static',
    ...bySystem,
  },
  'C library with versions': {
    c: 'versioned',
    args: ['-shared', '-fPIC', '-Wl,--version-script=versions.map', '-Wl,-soname,libmatrix.so.1'],
    kind: 'shared-library',
    ...bySystem,
  },
  'C library with TEXTREL': {
    c: 'textrel',
    args: ['-shared', '-Wl,-z,notext', '-Wl,-z,now', '-Wl,--build-id=none'],
    kind: 'shared-library',
    ...bySystem,
  },
  'C object': { c: 'program', args: ['-c'], kind: 'not-a-program', ...bySystem },
} as const satisfies Readonly<Record<string, Row>>
export type RowName = keyof typeof rows
export const rowNames = Object.keys(rows) as RowName[]

/** Builds missing programs. Returns the path of each. */
export async function buildMatrix(
  names: readonly RowName[] = rowNames,
): Promise<ReadonlyMap<RowName, string>> {
  await needPrograms('gcc', 'musl-gcc')
  const tools = await Promise.all([
    output(['go', 'env', 'GOVERSION', 'GOARCH', 'GOAMD64', 'GOARM64']),
    output(['gcc', '--version']),
    orders(),
  ])
  const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  const sources = join(cache, `sources-${digest([goSources, cSources, versionScript]).slice(0, 16)}`)
  await writeTree(sources, goSources)
  await writeTree(sources, { 'c/versions.map': versionScript })
  for (const [name, text] of Object.entries(cSources)) await writeTree(sources, { [`c/${name}.c`]: text })
  const built = new Map<RowName, string>()
  const queue = [...names]
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const { kind: _, ...recipe }: Row = rows[name]
      const path = join(cache, digest([tools, goSources, cSources, versionScript, recipe]), 'program')
      if (!(await exists(path))) await make(sources, recipe, path)
      built.set(name, path)
    }
  }
  // one links while the other compiles
  await Promise.all([worker(), worker()])
  return built
}

async function make(sources: string, recipe: GoBuild | CBuild, path: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const scratch = await mkdtemp(join(cache, 'building-'))
  const made = join(scratch, 'program')
  try {
    if ('c' in recipe) {
      await output(['gcc', ...recipe.args, '-o', made, `${recipe.c}.c`], { cwd: join(sources, 'c') })
    } else {
      const isOrders = recipe.go === 'orders'
      await output(
        ['go', 'build', '-buildvcs=false', ...(recipe.args ?? []), '-o', made].concat(
          isOrders ? './cmd/orders' : `./${recipe.go}`,
        ),
        {
          cwd: isOrders ? join(root, '__tests__/fixtures/programs/orders') : sources,
          env: { GOFLAGS: '-mod=mod', GOWORK: 'off', ...recipe.env },
        },
      )
    }
    await mkdir(dirname(path), { recursive: true })
    await rename(made, path)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Digest of the fixture's files. */
async function orders(): Promise<string> {
  const directory = join(root, '__tests__/fixtures/programs/orders')
  const hash = createHash('sha256')
  for (const path of globSync('**/*', { cwd: directory }).sort()) {
    const text = await readFile(join(directory, path)).catch(() => '')
    hash.update(`${path}\n`).update(text)
  }
  return hash.digest('hex')
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
