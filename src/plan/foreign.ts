/** Platforms whose programs this machine does not time. */
import type { Env } from '../effects/exec.ts'
import type { World } from '../effects/world.ts'
import { hasImages, type Platform, platformParts } from '../model/platform.ts'

/**
 * - `processor`: this one, but they are not timed beside programs of its own architecture.
 * - `kernel`: an emulator to which the kernel hands them, also in a build.
 * - `program`: an emulator that is a static program, which is given them.
 */
type RunBy = { readonly kind: 'processor' | 'kernel' } | { readonly kind: 'program'; readonly path: string }

/** A platform whose programs are not timed here. */
export interface Foreign {
  /** What runs its programs; absent: they are not started. */
  readonly runBy?: RunBy
}

/** Whether its programs are started here at all. */
export function isStartedHere({ foreign }: { readonly foreign?: Foreign }): boolean {
  return foreign === undefined || foreign.runBy !== undefined
}

type Asking = Pick<World, 'files' | 'host'>

/**
 * undefined where its programs are timed.
 *
 * @param all platforms that are built for: of those that run natively, others are timed only without one of this architecture
 */
export async function foreignTo(
  world: Asking,
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

/** Of this architecture, at whatever level. */
function isOwn({ host }: Asking, platform: Platform): boolean {
  return hasImages(platform) && platformParts(platform).arch === host.arch
}

async function isNative({ files, host }: Asking, platform: Platform): Promise<boolean> {
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

/** What each level adds, by the names of Linux (x86-64 psABI, "Micro-Architecture Levels"). */
const levelFlags = [
  [],
  ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3'],
  ['avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave'],
  ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'],
] as const

function flagsOfLevel(variant: string): readonly string[] {
  return levelFlags.slice(0, Number(variant.slice(1))).flat()
}

/** QEMU's names of processors. */
const qemuNames: Readonly<Record<string, string>> = {
  '386': 'i386',
  amd64: 'x86_64',
  arm64: 'aarch64',
  loong64: 'loongarch64',
  mips64le: 'mips64el',
  mipsle: 'mipsel',
}

async function emulatorFor({ files, host }: Asking, platform: Platform): Promise<RunBy | undefined> {
  const { arch } = platformParts(platform)
  const name = Object.hasOwn(qemuNames, arch) ? qemuNames[arch] : arch
  const registered = (await files.readText(`/proc/sys/fs/binfmt_misc/qemu-${name}`)) ?? ''
  // without F, the emulator would have to be in the image
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
