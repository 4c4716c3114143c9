import type { Env } from '../world.ts'
import type { SavedImage } from './image-archive.ts'
import { checkLoad, type LoadCheck } from './load-check.ts'
import { type Program, readProgram } from './program.ts'
import type { RootFs } from './root-fs.ts'
import { checkRuntime, type RuntimeFact } from './runtime-check.ts'

/** What an image starts, and whether that will start in it. */
export interface ImageCheck {
  /** Path of the program in the image. */
  readonly path: string
  readonly size: number
  readonly program: Program
  /** Absent for programs of another system, which no image of Linux starts. */
  readonly load?: LoadCheck
  readonly runtime: readonly RuntimeFact[]
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Finds the program that an image starts, as the engine does: an absolute path, one relative to the working directory, or
 * a name on PATH.
 */
export async function checkImage(
  saved: SavedImage,
  root: RootFs,
): Promise<ImageCheck | { readonly problem: string }> {
  const { image, environment } = saved
  const [started] = [...image.entrypoint, ...saved.command]
  if (started === undefined) return { problem: 'the image has neither an entry point nor a command' }
  const env = envOf(environment)
  const workingDir = image.workingDir === '' ? '/' : image.workingDir
  const candidates = started.includes('/')
    ? [started.startsWith('/') ? started : `${workingDir}/${started}`]
    : (env['PATH'] ?? defaultPath).split(':').map((directory) => `${directory}/${started}`)
  for (const path of candidates) {
    const entry = await root.resolve(path)
    if (entry?.kind !== 'file') continue
    const bytes = await root.read(path)
    if (bytes === undefined) return { problem: `\`${path}\` in the image is too large to be read` }
    const read = readProgram(bytes)
    if ('problem' in read) return { problem: `\`${path}\`, which the image starts, is ${read.problem}` }
    return checkProgram(saved, root, { path, size: entry.size, program: read.program, env })
  }
  return { problem: `the image starts \`${started}\`, which is not in it` }
}

async function checkProgram(
  { image, platform }: SavedImage,
  root: RootFs,
  found: { readonly path: string; readonly size: number; readonly program: Program; readonly env: Env },
): Promise<ImageCheck> {
  const { path, size, program, env } = found
  const { buildInfo } = program
  const runtime = await checkRuntime(root, {
    user: image.user,
    env,
    tags: buildInfo?.settings['-tags']?.split(',') ?? [],
    modules: buildInfo?.modules ?? {},
  })
  if (program.format !== 'elf') return { path, size, program, runtime }
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
  return { path, size, program, load, runtime }
}

function envOf(entries: readonly string[]): Env {
  return Object.fromEntries(
    entries.map((entry) => {
      const equals = entry.indexOf('=')
      return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)]
    }),
  )
}
