/** The files of a checkout that decide how a program is built otherwise: with other tags, or newer modules. */
import { sha256Of } from '../../common/digest.ts'
import { joinPath, relativeTo } from '../../common/paths.ts'
import type { World } from '../../effects/world.ts'
import type { Plan } from '../../plan/plan.ts'

/** A replacement by a directory, whose files can be anything. */
const localReplacement = /=>\s*(?:\.|\/|[A-Za-z]:)/

/** Digest of them; undefined where it is not known which they are. */
export async function moduleSources(
  { files }: Pick<World, 'files'>,
  { target, source }: Pick<Plan, 'target' | 'source'>,
): Promise<string | undefined> {
  const { head } = source.checkouts
  const packages = target.sources.head
  const module = joinPath(head, target.main.module)
  const [goMod, goSum, goWork] = [
    await files.readText(`${module}/go.mod`),
    await files.readText(`${module}/go.sum`),
    await files.readText(`${head}/go.work`),
  ]
  if (packages === undefined || goMod === undefined || goWork !== undefined) return undefined
  if (localReplacement.test(goMod)) return undefined
  const lines: string[] = []
  for (const { Dir = '' } of packages) {
    const directory = relativeTo(head, Dir)
    if (directory === undefined) continue
    for (const { name, kind } of await files.list(Dir)) {
      if (kind === 'file') lines.push(`${directory}/${name} ${await files.sha256(joinPath(Dir, name))}`)
    }
  }
  return sha256Of(JSON.stringify([goMod, goSum ?? '', lines.toSorted()]))
}
