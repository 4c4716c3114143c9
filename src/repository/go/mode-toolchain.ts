/** The C compiler and libraries that a mode needs on this machine. */
import { type Result, succeed } from '../../common/result.ts'
import { needsCompiler } from '../../config/modes.ts'
import type { World } from '../../effects/world.ts'
import { crossCompiler } from '../../findings/cross-compilers.ts'
import type { MissingNeed } from '../../findings/mode-needs.ts'
import type { Mode, ModeNeed } from '../../model/mode.ts'
import { type Platform, platformParts } from '../../model/platform.ts'
import type { GoTool } from './toolchain.ts'

type Asking = Pick<World, 'exec'>

/** Debian's wrapper around the system's compiler. */
const muslWrapper = 'musl-gcc'

/**
 * The mode with its C compiler on this machine, or the missing tool.
 *
 * @param platform set if it is not the machine's own
 */
export async function withToolchain(
  world: Asking,
  go: Pick<GoTool, 'compiler'>,
  mode: Mode,
  platform?: Platform,
): Promise<Result<Mode, MissingNeed>> {
  if (!needsCompiler(mode)) return succeed(mode)
  const needs = mode.needs ?? []
  const isMusl = needs.includes('musl-compiler')
  const found =
    platform !== undefined
      ? await compilerFor(world, mode, platform, isMusl)
      : isMusl
        ? await muslCompiler(world, go, mode)
        : await anyCompiler(world, go, mode)
  if (!found.ok) return found
  const compiler = found.value
  for (const need of needs) {
    const missing = await missingFile(world, compiler, need)
    if (missing !== undefined) return lacking(mode, need, { platform, compiler, ...missing })
  }
  if (compiler === go.compiler) return succeed(mode)
  const plusPlus = platform === undefined ? {} : plusPlusOf(compiler)
  return succeed({ ...mode, env: { ...plusPlus, ...mode.env, CC: compiler } })
}

/** The C++ compiler with the same prefix as a C compiler for another platform. */
function plusPlusOf(compiler: string): Mode['env'] {
  const ofTarget = /^(\S+-)gcc$/.exec(compiler)?.[1]
  return ofTarget === undefined ? {} : { CXX: `${ofTarget}g++` }
}

async function anyCompiler({ exec }: Asking, go: Pick<GoTool, 'compiler'>, mode: Mode) {
  const compiler = mode.env['CC'] ?? go.compiler
  return (await isThere(exec, compiler)) ? succeed(compiler) : lacking(mode, 'c-compiler', { compiler })
}

/** The compiler that the mode sets, or else the wrapper, or else the machine's own if its C library is musl. */
async function muslCompiler({ exec }: Asking, go: Pick<GoTool, 'compiler'>, mode: Mode) {
  const named = mode.env['CC']
  const compiler = named ?? muslWrapper
  if (await isThere(exec, compiler)) return succeed(compiler)
  const isOwn = named === undefined && (await targetOf(exec, go.compiler))?.includes('musl') === true
  return isOwn ? succeed(go.compiler) : lacking(mode, 'musl-compiler', { compiler })
}

/** The compiler that the mode sets if it compiles for the platform, or else the one with the usual name. */
async function compilerFor({ exec }: Asking, mode: Mode, platform: Platform, isMusl: boolean) {
  const need = isMusl ? 'musl-compiler' : 'c-compiler'
  const { compiler: usual, target: wanted, musl } = crossCompiler(platform) ?? {}
  const compiler = mode.env['CC'] ?? (isMusl ? musl : usual) ?? `${platformParts(platform).arch}-gcc`
  if (!(await isThere(exec, compiler))) return lacking(mode, need, { platform, compiler })
  const made = await targetOf(exec, compiler)
  const isOfPlatform = wanted === undefined || made === undefined || isSameTarget(made, wanted)
  return isOfPlatform ? succeed(compiler) : lacking(mode, need, { platform, compiler, target: made })
}

/**
 * Whether two target triplets are equivalent: `aarch64-unknown-linux-gnu` and `aarch64-linux-gnu`,
 * `armv7l-linux-gnueabihf` and `arm-linux-gnueabihf`.
 */
function isSameTarget(one: string, other: string): boolean {
  const [a, b] = [one, other].map((target) => {
    const processor = target.split('-')[0] ?? ''
    const system = /mingw|windows/.test(target) ? 'windows' : /darwin|macos/.test(target) ? 'darwin' : 'other'
    return `${processor.replace(/^armv?\d.*$/, 'arm').replace(/^i[3-6]86$/, 'i686')} ${system}`
  })
  return a === b
}

/** Files that a C compiler needs to link such programs. */
const neededFiles: Readonly<Partial<Record<ModeNeed, readonly string[]>>> = {
  'static-glibc': ['libc.a'],
  // Fedora has them in different packages
  'static-pie-libc': ['rcrt1.o', 'libc.a'],
}

/** The reason why the compiler cannot link programs of this kind; undefined if none is found. */
async function missingFile(
  { exec }: Asking,
  compiler: string,
  need: ModeNeed,
): Promise<{ readonly file: string } | { readonly target: string } | undefined> {
  const target = need === 'static-glibc' ? await targetOf(exec, compiler) : undefined
  if (target?.includes('musl') === true) return { target }
  for (const file of neededFiles[need] ?? []) if (!(await findsFile(exec, compiler, file))) return { file }
  return undefined
}

/** Whether a C compiler finds a file of its libraries. */
export async function findsFile(exec: World['exec'], compiler: string, file: string): Promise<boolean> {
  return (await findFile(exec, compiler, file)) !== undefined
}

/** The path of a file of its libraries, as a C compiler prints it; undefined if it does not find it. */
export async function findFile(
  exec: World['exec'],
  compiler: string,
  file: string,
): Promise<string | undefined> {
  const [program = '', ...flags] = compiler.split(' ')
  const { exitCode, stdout } = await exec.ask([program, ...flags, `-print-file-name=${file}`])
  const path = stdout.trim()
  // for a missing file, it prints the bare name
  return exitCode === 0 && path !== '' && path !== file ? path : undefined
}

async function isThere(exec: World['exec'], compiler: string): Promise<boolean> {
  const [program = ''] = compiler.split(' ')
  return (await exec.ask([program, '--version'])).exitCode !== 127
}

/** Such as `x86_64-linux-gnu`; undefined if it does not report its target. */
async function targetOf(exec: World['exec'], compiler: string): Promise<string | undefined> {
  const [program = '', ...flags] = compiler.split(' ')
  const { exitCode, stdout } = await exec.ask([program, ...flags, '-dumpmachine'])
  const target = stdout.trim()
  return exitCode === 0 && target !== '' ? target : undefined
}

type Lacked = Pick<MissingNeed, 'compiler'> & {
  readonly [Key in 'platform' | 'target' | 'file']?: string | undefined
}

function lacking(mode: Mode, need: ModeNeed, { platform, compiler, target, file }: Lacked) {
  const problem: MissingNeed = {
    kind: 'need-missing',
    mode: mode.name,
    need,
    ...(platform === undefined ? {} : { platform }),
    compiler,
    ...(target === undefined ? {} : { target }),
    ...(file === undefined ? {} : { file }),
  }
  return { ok: false, problem } as const
}
