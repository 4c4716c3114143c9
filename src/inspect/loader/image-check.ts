import { type Result, succeed } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { RuntimeFact } from '../../findings/facts.ts'
import type { SavedImage } from '../image/archive.ts'
import type { Program } from '../program/program.ts'
import { findStartedProgram, type StartedProgram } from '../start/started-program.ts'
import { checkLoad, type LoadCheck } from './load-check.ts'
import { checkRuntime } from './runtime-check.ts'

/** What an image starts, and whether that will start in it. */
export interface ImageCheck {
  /** Path of the program in the image. */
  readonly path: string
  readonly size: number
  readonly program: Program
  /** What starts it: a shell, an init, an entry script; outermost first. */
  readonly through: readonly string[]
  /** What it is given. */
  readonly arguments: readonly string[]
  /** Absent for programs of another system, which no image of Linux starts. */
  readonly load?: LoadCheck
  readonly runtime: readonly RuntimeFact[]
}

/**
 * Finds the program that an image starts, behind whatever starts it, and looks at how it fits into the image.
 * `mainPackage`: import path of the package that it must be built from.
 */
export async function checkImage(
  saved: SavedImage,
  root: RootFs,
  mainPackage?: string,
): Promise<Result<ImageCheck>> {
  const env = envOf(saved.environment)
  const found = await findStartedProgram(root, {
    entrypoint: saved.image.entrypoint,
    command: saved.command,
    env,
    workingDir: saved.image.workingDir,
    ...(mainPackage === undefined ? {} : { mainPackage }),
  })
  return found.ok ? succeed(await checkProgram(saved, root, { ...found.value, env })) : found
}

async function checkProgram(
  { image, platform }: SavedImage,
  root: RootFs,
  found: StartedProgram & { readonly env: Env },
): Promise<ImageCheck> {
  const { path, size, program, through, arguments: given, env } = found
  const { buildInfo } = program
  const runtime = await checkRuntime(root, {
    user: image.user,
    env,
    tags: buildInfo?.settings['-tags']?.split(',') ?? [],
    modules: buildInfo?.modules ?? {},
  })
  const about = { path, size, program, through, arguments: given, runtime }
  if (program.format !== 'elf') return about
  const load = await checkLoad(
    root,
    { path, elf: program.elf },
    {
      machine: platform?.split('/')[1] ?? program.machine,
      env,
      user: image.user,
      workingDir: image.workingDir,
    },
  )
  return { ...about, load }
}

function envOf(entries: readonly string[]): Env {
  return Object.fromEntries(
    entries.map((entry) => {
      const equals = entry.indexOf('=')
      return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
    }),
  )
}
