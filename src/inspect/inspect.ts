import type { Built } from '../build/build.ts'
import type { Image, Linkage, Mode, Revision } from '../model.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workspace } from '../workspace.ts'
import type { ScannedLayer, World } from '../world.ts'
import { pagedSource } from './byte-source.ts'
import { readImage } from './image-archive.ts'
import { checkImage } from './image-check.ts'
import { linkageOf } from './linkage.ts'
import type { LoadCheck } from './load-check.ts'
import { readProgram } from './program.ts'
import type { RuntimeFact } from './runtime-check.ts'

/** What a built variant is, read from its file and its image. */
export interface Inspected {
  readonly revision: Revision
  readonly mode: Mode
  readonly binary: {
    readonly size: number
    readonly sha256: string
    readonly modules: Readonly<Record<string, string>>
    /** Modules that go.mod asks for itself. */
    readonly direct: readonly string[]
  }
  readonly linkage: Linkage
  readonly image: Image
  /** Arguments that the image gives its entry point. */
  readonly command: readonly string[]
  /** Reference under which the engine has the image. */
  readonly reference: string
  /** Whether its program starts in its image; absent where that could not be checked. */
  readonly load?: LoadCheck
  readonly runtime: readonly RuntimeFact[]
  /** Why it could not be checked. */
  readonly unchecked?: string
}

export async function inspectAll(
  world: World,
  workspace: Workspace,
  plan: Plan,
  built: readonly Built[],
): Promise<readonly Inspected[]> {
  // compressing the layers is most of the work, and it happens off this thread
  const known = new Map<string, Promise<ScannedLayer>>()
  const inspected = await Promise.allSettled(
    built.map((one) => inspectOne(world, workspace, plan, known, one)),
  )
  // only when none is at work any more: the workspace that they write to is removed after a failure
  const failed = inspected.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return inspected.flatMap((one) =>
    one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [],
  )
}

async function inspectOne(
  world: World,
  workspace: Workspace,
  plan: Plan,
  known: Map<string, Promise<ScannedLayer>>,
  { revision, mode, result }: Built,
): Promise<Inspected | undefined> {
  if (!result.ok) return undefined
  const binary = await world.files.readWith(result.binary, (file) => ({
    size: file.size,
    read: readProgram(pagedSource(file)),
  }))
  if (binary === undefined)
    throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`)
  const archive = `${workspace.directory}/saved-${revision}-${mode.name}.tar`
  await plan.engine.save(result.image, archive)
  const scratch = workspace.directory
  const saved = await readImage(world.archives, archive, {
    platform: plan.platform,
    known,
    scratch,
    signal: world.signal,
  })
  if ('problem' in saved) throw new Error(`the image of ${revision}, ${mode.name}: ${saved.problem}`)
  const check =
    saved.root === undefined
      ? { problem: saved.rootProblem ?? 'its layers were not read' }
      : await checkImage(saved, saved.root)
  // the root file system reads from the archive up to here
  await world.files.remove(archive)
  return {
    revision,
    mode,
    binary: {
      size: binary.size,
      sha256: await world.files.sha256(result.binary),
      modules: ('program' in binary.read && binary.read.program.buildInfo?.modules) || {},
      direct: await directModules(world, plan, revision),
    },
    linkage: linkageOf(binary.read),
    image: saved.image,
    command: saved.command,
    reference: result.image,
    ...('problem' in check
      ? { runtime: [], unchecked: check.problem }
      : { runtime: check.runtime, ...(check.load === undefined ? {} : { load: check.load }) }),
  }
}

interface GoMod {
  readonly Require?: readonly { readonly Path: string; readonly Indirect?: boolean }[]
}

async function directModules(world: World, plan: Plan, revision: Revision): Promise<readonly string[]> {
  const cwd = `${plan.checkouts[revision] ?? plan.checkouts.head}/${plan.main.module}`
  const { exitCode, stdout } = await world.exec.tool(['go', 'mod', 'edit', '-json'], { cwd })
  if (exitCode !== 0) return []
  const { Require = [] } = JSON.parse(stdout) as GoMod
  return Require.filter(({ Indirect }) => Indirect !== true).map(({ Path }) => Path)
}
