/** Facts about this machine. */

import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { type Result, succeed } from '../../common/result.ts'
import { needsCompiler } from '../../config/modes.ts'
import type { World } from '../../effects/world.ts'
import { type MissingNeed, needMissingFix, needMissingText, needPackages } from '../../findings/mode-needs.ts'
import { openDocker } from '../../images/engines/docker/docker.ts'
import { type Mode, modeExistsOn } from '../../model/mode.ts'
import { isNativeTarget, type Platform } from '../../model/platform.ts'
import { compiledFor } from '../../plan/compiled-for.ts'
import { findsFile, withToolchain } from '../../repository/go/mode-toolchain.ts'
import type {
  CompilerFacts,
  EngineFacts,
  ExcludedMode,
  GitFacts,
  GoFacts,
  Machine,
  MissingCompiler,
} from './facts.ts'
import { embeddedFacts } from './gather-embedded.ts'

export async function machineFacts(
  world: World,
  given: {
    readonly git: Result<GitFacts>
    readonly go: Result<GoFacts>
    /** Modes that are compiled on this machine. */
    readonly modes: readonly Mode[]
    /** Modes that are compiled on this machine if no Dockerfile builds them. */
    readonly fallbacks: readonly Mode[]
    /** Target platforms. */
    readonly platforms: readonly Platform[]
    /** Directory of the probe's source. */
    readonly probeSource: string
  },
): Promise<Machine> {
  const { git, go, probeSource } = given
  const compilers = go.ok ? await allCompilers(world, go.value, given) : {}
  const { engine, images } = await engineFacts(world)
  const isNamed = (world.host.env['DOCKER_HOST'] ?? '') !== ''
  const embedded =
    engine.ok || isNamed || !go.ok ? undefined : await embeddedFacts(world, go.value, probeSource)
  const places = [
    ...(go.ok ? [{ of: "Go's build cache", path: go.value.cache }] : []),
    ...(images === undefined ? [] : [{ of: 'images', path: images }]),
  ]
  const disk: { of: string; path: string; free: number }[] = []
  for (const place of places) {
    const free = await freeBytes(world, place.path)
    if (free !== undefined) disk.push({ ...place, free })
  }
  return {
    ...compilers,
    engine,
    ...(embedded === undefined ? {} : { embedded }),
    disk,
    git,
  }
}

interface CompiledModes {
  readonly modes: readonly Mode[]
  readonly fallbacks: readonly Mode[]
  readonly platforms: readonly Platform[]
}

async function allCompilers(
  world: World,
  go: GoFacts,
  { modes, fallbacks: given, platforms }: CompiledModes,
): Promise<Pick<Machine, 'compiler' | 'fallbacks' | 'excluded'>> {
  const own = platforms.filter((platform) => isNativeTarget(platform, world.host))
  const others = platforms.filter((platform) => !own.includes(platform))
  const compiler = own.length === 0 ? undefined : await compilerFacts(world, go, modes.filter(needsCompiler))
  const fallbacks = own.length === 0 ? [] : await lackingFor(world, go, given)
  const excluded = await excludedOn(world, go, modes, others)
  return {
    ...(compiler === undefined ? {} : { compiler }),
    ...(fallbacks.length === 0 ? {} : { fallbacks }),
    ...(excluded.length === 0 ? {} : { excluded }),
  }
}

/** Determined as in a check before it compiles. */
async function excludedOn(
  world: World,
  go: GoFacts,
  modes: readonly Mode[],
  platforms: readonly Platform[],
): Promise<readonly ExcludedMode[]> {
  const found: ExcludedMode[] = []
  for (const platform of platforms) {
    for (const mode of modes.filter((one) => modeExistsOn(one, platform))) {
      const compiled = await compiledFor(world, go, mode, platform)
      if (!compiled.ok) found.push({ platform, ...lacking(compiled.problem) })
    }
  }
  return found
}

async function compilerFacts(
  world: World,
  go: GoFacts,
  modes: readonly Mode[],
): Promise<Result<CompilerFacts, MissingCompiler> | undefined> {
  const compilers = new Map<string, Mode>()
  for (const mode of modes) {
    const found = await withToolchain(world, go, mode)
    if (!found.ok) return { ok: false, problem: lacking(found.problem) }
    compilers.set(found.value.env['CC'] ?? go.compiler, mode)
  }
  for (const [compiler, mode] of world.host.os === 'linux' ? compilers : []) {
    // musl-gcc prints the file of glibc, although it does not use it
    if (mode.needs?.includes('musl-compiler') === true) continue
    if (!(await findsFile(world.exec, compiler, 'crt1.o'))) {
      const message = `mode \`${mode.name}\` needs a C library, but \`${compiler}\` finds none: install it (Debian, Ubuntu: \`apt-get install libc6-dev\`), or remove the mode from \`modes\``
      return { ok: false, problem: { message, packages: ['libc6-dev'] } }
    }
  }
  return compilers.size === 0 ? undefined : succeed({ name: [...compilers.keys()].join(', ') })
}

/** Only checks modes with special requirements, because most Dockerfiles use the C compiler of their image. */
async function lackingFor(
  world: World,
  go: GoFacts,
  modes: readonly Mode[],
): Promise<readonly MissingCompiler[]> {
  const found: MissingCompiler[] = []
  for (const mode of modes.filter(({ needs }) => needs !== undefined)) {
    const one = await withToolchain(world, go, mode)
    if (!one.ok) found.push(lacking(one.problem))
  }
  return found
}

function lacking(missing: MissingNeed): MissingCompiler {
  const message = `${needMissingText(missing)}: ${needMissingFix(missing)}`
  return { message, packages: needPackages(missing) }
}

/** Output of `docker info` or `podman info`. */
const info = z.object({
  Driver: z.string().optional(),
  DriverStatus: z.array(z.array(z.string())).nullish(),
  OSType: z.string().optional(),
  Architecture: z.string().optional(),
  DockerRootDir: z.string().optional(),
  host: z.object({ os: z.string().optional(), arch: z.string().optional() }).optional(),
  store: z.object({ graphDriverName: z.string().optional(), graphRoot: z.string().optional() }).optional(),
})
type Info = z.infer<typeof info>

const goArchitectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
}

async function engineFacts(
  world: World,
): Promise<{ readonly engine: Result<EngineFacts>; readonly images?: string }> {
  const opened = await openDocker(world)
  if (!opened.ok) return { engine: opened }
  const { name, version } = opened.value
  const asked = await world.exec.ask(['docker', 'info', '--format', '{{json .}}'])
  const info = infoIn(asked.stdout)
  const buildx = (await world.exec.ask(['docker', 'buildx', 'version'])).exitCode === 0
  const store = storeOf(info)
  const os = info.OSType ?? info.host?.os
  const arch = goArchitectures[info.Architecture ?? info.host?.arch ?? '']
  const images = info.DockerRootDir ?? info.store?.graphRoot
  const isRemote = /^(?!unix:)\w+:/.test(world.host.env['DOCKER_HOST'] ?? '')
  return {
    engine: succeed({
      name,
      version,
      ...(store === undefined ? {} : { store }),
      ...(os === undefined ? {} : { os }),
      ...(arch === undefined ? {} : { arch }),
      buildx,
    }),
    ...(images === undefined || isRemote ? {} : { images }),
  }
}

/** Empty if the engine's output is not JSON, or has unexpected types. */
function infoIn(json: string): Info {
  return info.safeParse(jsonOrUndefined(json)).data ?? {}
}

function storeOf({ Driver, DriverStatus, store }: Info): string | undefined {
  const driver = Driver ?? store?.graphDriverName
  if (driver === undefined) return undefined
  const isContainerd = DriverStatus?.some(([, value]) => value?.startsWith('io.containerd.snapshotter'))
  return isContainerd === true ? `containerd image store (${driver})` : `classic image store (${driver})`
}

/** undefined if it is unknown, for example for the disk of another machine. */
async function freeBytes({ exec }: World, path: string): Promise<number | undefined> {
  const { exitCode, stdout } = await exec.query(['df', '-Pk', path])
  const [, free] = /\s(\d+)\s+\d+%\s/.exec(stdout) ?? []
  return exitCode === 0 && free !== undefined ? Number(free) * 1024 : undefined
}
