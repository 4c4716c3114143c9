import { type Result, succeed } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { RuntimeFact } from '../../findings/facts.ts'
import type { RuntimeBehavior } from '../../model/runtime.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { identityOf } from '../entry/accounts.ts'
import { checkEntry, type EntryCheck } from '../entry/entry.ts'
import type { SavedImage } from '../image/archive.ts'
import type { Program } from '../program/program.ts'
import { imageBehavior } from '../runtime/behavior.ts'
import { readRuntimeUse } from '../runtime/runtime-use.ts'
import { findStartedProgram, type StartedProgram } from '../start/started-program.ts'
import { checkLoad, type LoadCheck } from './load-check.ts'
import { checkRuntime } from './runtime-check.ts'

/** The Go program of an image, and whether the image can run it. */
export interface ProgramCheck {
  /** Path of the program in the image. */
  readonly path: string
  readonly size: number
  readonly program: Program
  /** Programs that start it: a shell, an init, an entry script; outermost first. */
  readonly through: readonly string[]
  /** Its arguments. */
  readonly arguments: readonly string[]
  /** Absent for programs of other systems, which a Linux image cannot start. */
  readonly load?: LoadCheck
  readonly runtime: readonly RuntimeFact[]
  /** Absent if its functions are unknown. */
  readonly behavior?: RuntimeBehavior
}

export interface ImageCheck {
  /** The chain from the entry point to the last program. */
  readonly entry: EntryCheck
  /** The program at the end of that chain, or why it was not found. */
  readonly program: Result<ProgramCheck>
}

/**
 * Follows what an image starts, finds its Go program, and checks whether the image can run it. `mainPackage`: import path of the
 * package that it must be built from.
 */
export async function checkImage(
  saved: SavedImage,
  files: RootFs,
  mainPackage?: string,
): Promise<ImageCheck> {
  const { image, command, platform } = saved
  const env = envOf(saved.environment)
  const context = { entrypoint: image.entrypoint, command, env, workingDir: image.workingDir }
  const found = await findStartedProgram(files, {
    ...context,
    ...(mainPackage === undefined ? {} : { mainPackage }),
  })
  const programMachine = found.ok ? found.value.program.machine : 'amd64'
  const machine = platform?.split('/')[1] ?? programMachine
  return {
    entry: await checkEntry(files, { ...context, user: image.user, machine }),
    program: found.ok ? succeed(await checkProgram(saved, files, { ...found.value, env })) : found,
  }
}

/** Whether the container of an image reaches its program; `unknown` if that depends on a script or a launcher. */
export function willStart({ entry, program }: ImageCheck): 'yes' | 'no' | 'unknown' {
  const { load, runtime = [] } = program.ok ? program.value : {}
  const isForeign = program.ok && load === undefined
  const cannot = entry.problems.length > 0 || isForeign || load?.starts === false
  if (cannot || runtime.some(({ level }) => level === 'fatal')) return 'no'
  return entry.unknownIn === undefined ? 'yes' : 'unknown'
}

async function checkProgram(
  { image, platform }: SavedImage,
  root: RootFs,
  found: StartedProgram & { readonly env: Env },
): Promise<ProgramCheck> {
  const { path, size, program, through, arguments: given, env } = found
  const use =
    program.format === 'elf'
      ? await root.readWith(path, (file) => readRuntimeUse(pagedSource(file), program))
      : undefined
  const runtime = await checkRuntime(root, { user: image.user, env, ...(use === undefined ? {} : { use }) })
  const about = { path, size, program, through, arguments: given, runtime }
  if (program.format !== 'elf') return about
  const { elf } = program
  const identity = await identityOf(root, image.user)
  const load = await checkLoad(
    root,
    { path, elf },
    {
      machine: platform?.split('/')[1] ?? program.machine,
      env,
      user: image.user,
      workingDir: image.workingDir,
      ...(identity.ok ? { identity: identity.value } : {}),
    },
  )
  if (use === undefined) return { ...about, load }
  return { ...about, load, behavior: await imageBehavior(root, { use, env }, { elf, load }) }
}

function envOf(entries: readonly string[]): Env {
  return Object.fromEntries(
    entries.map((entry) => {
      const equals = entry.indexOf('=')
      return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
    }),
  )
}
