import type { Built } from '../build/build.ts'
import type { Image, Linkage, Mode, Revision } from '../model.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workspace } from '../workspace.ts'
import type { World } from '../world.ts'
import { readBuildInfo } from './buildinfo.ts'
import { readSavedImage } from './image-archive.ts'
import { readLinkage } from './linkage.ts'

/** What a built variant is, read from its file and its image. */
export interface Inspected {
  readonly revision: Revision
  readonly mode: Mode
  readonly buildMs: number
  readonly binary: {
    readonly size: number
    readonly sha256: string
    readonly modules: Readonly<Record<string, string>>
  }
  readonly linkage: Linkage
  readonly image: Image
  /** Arguments that the image gives its entry point. */
  readonly command: readonly string[]
  /** Reference under which the engine has the image. */
  readonly reference: string
  readonly missing: readonly string[]
}

export async function inspectAll(
  world: World,
  workspace: Workspace,
  plan: Plan,
  built: readonly Built[],
): Promise<readonly Inspected[]> {
  const inspected: Inspected[] = []
  for (const { revision, mode, result } of built) {
    if (!result.ok) continue
    const bytes = (await world.files.read(result.binary)) ?? new Uint8Array()
    const archive = `${workspace.directory}/saved.tar`
    await plan.engine.save(result.image, archive)
    const saved = await readSavedImage(await world.archives.read(archive))
    await world.files.remove(archive)
    if ('problem' in saved) throw new Error(`the image of ${revision}, ${mode.name}: ${saved.problem}`)
    inspected.push({
      revision,
      mode,
      buildMs: result.milliseconds,
      binary: {
        size: bytes.length,
        sha256: await world.files.sha256(result.binary),
        modules: readBuildInfo(bytes)?.modules ?? {},
      },
      linkage: readLinkage(bytes),
      image: saved.image,
      command: saved.command,
      reference: result.image,
      missing: result.missing,
    })
  }
  return inspected
}
