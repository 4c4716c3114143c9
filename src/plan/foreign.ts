/** Platforms whose programs cannot be timed on this machine. */
import type { Env } from '../effects/exec.ts'
import type { World } from '../effects/world.ts'
import { hasImages, type Platform, platformParts } from '../model/platform.ts'

/**
 * - `processor`: natively, but not comparable with programs of the machine's own architecture
 * - `kernel`: an emulator that the kernel starts, also in builds
 * - `program`: an emulator that is a static program, started with the program as its argument
 */
type RunBy = { readonly kind: 'processor' | 'kernel' } | { readonly kind: 'program'; readonly path: string }

/** A platform whose programs are not timed on this machine. */
export interface Foreign {
  /** How its programs run; absent if they are not started. */
  readonly runBy?: RunBy
}

/** Whether its programs are started on this machine. */
export function isStartedHere({ foreign }: { readonly foreign?: Foreign }): boolean {
  return foreign === undefined || foreign.runBy !== undefined
}

type Machine = Pick<World, 'files' | 'host'>

/**
 * Whether a platform is foreign to this machine; undefined if its programs are timed.
 *
 * @param all platforms of the plan: another architecture that runs natively is timed only if the machine's own is not among them
 */
export async function foreignTo(
  world: Machine,
  platform: Platform,
  all: readonly Platform[] = [],
): Promise<Foreign | undefined> {
  if (!hasImages(platform)) return {}
  if (await isNative(world, platform)) {
    if (isOwn(world, platform)) return undefined
    for (const one of all)
      if (isOwn(world, one) && (await isNative(world, one))) return { runBy: { kind: 'processor' } }
    return undefined
  }
  const emulator = await emulatorFor(world, platform)
  return emulator === undefined ? {} : { runBy: emulator }
}

/** Whether it is this machine's architecture, at any level. */
function isOwn({ host }: Machine, platform: Platform): boolean {
  return hasImages(platform) && platformParts(platform).arch === host.arch
}

async function isNative({ files, host }: Machine, platform: Platform): Promise<boolean> {
  const { arch, variant } = platformParts(platform)
  // an amd64 processor runs 386 programs natively
  if (arch === '386' && host.arch === 'amd64') return true
  if (arch !== host.arch) return false
  if (variant === undefined) return true
  const needed = arch === 'amd64' ? flagsOfLevel(variant) : undefined
  if (needed === undefined) return false
  const [, found = ''] = /^flags\s*:\s*(.*)$/m.exec((await files.readText('/proc/cpuinfo')) ?? '') ?? []
  const flags = new Set(found.split(' '))
  return needed.every((flag) => flags.has(flag))
}

/** CPU flags that each level adds, as named in /proc/cpuinfo (x86-64 psABI, "Micro-Architecture Levels"). */
const levelFlags = [
  [],
  ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3'],
  ['avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave'],
  ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'],
] as const

function flagsOfLevel(variant: string): readonly string[] {
  return levelFlags.slice(0, Number(variant.slice(1))).flat()
}

/** QEMU's names of processor architectures. */
const qemuNames: Readonly<Record<string, string>> = {
  '386': 'i386',
  amd64: 'x86_64',
  arm64: 'aarch64',
  loong64: 'loongarch64',
  mips64le: 'mips64el',
  mipsle: 'mipsel',
}

async function emulatorFor({ files, host }: Machine, platform: Platform): Promise<RunBy | undefined> {
  const { arch } = platformParts(platform)
  const name = Object.hasOwn(qemuNames, arch) ? qemuNames[arch] : arch
  const registered = (await files.readText(`/proc/sys/fs/binfmt_misc/qemu-${name}`)) ?? ''
  // without the flag F, the emulator would have to be in the image
  if (/^enabled$/m.test(registered) && /^flags: \S*F/m.test(registered)) return { kind: 'kernel' }
  const path = await findOnPath(files, host.env, `qemu-${name}-static`)
  return path === undefined ? undefined : { kind: 'program', path }
}

async function findOnPath(files: World['files'], env: Env, program: string): Promise<string | undefined> {
  for (const directory of (env['PATH'] ?? '').split(':').filter((one) => one.startsWith('/'))) {
    const path = await files.realPath(`${directory}/${program}`)
    if (path !== undefined) return path
  }
  return undefined
}
