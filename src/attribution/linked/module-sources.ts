/** The files of a checkout that affect a build with other tags or newer modules. */
import { sha256Of } from '../../common/digest.ts'
import { joinPath, relativeTo } from '../../common/paths.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import type { Plan } from '../../plan/plan.ts'

/** A `replace` directive with a local path: the files there are not in the digest. */
const localReplacement = /=>\s*(?:\.|\/|[A-Za-z]:)/

/** Digest of these files; undefined if not all of them are known. */
export async function moduleSources(
  { files }: Pick<World, 'files'>,
  { target, source }: Pick<Plan, 'target' | 'source'>,
  revision: Revision,
): Promise<string | undefined> {
  const checkout = source.checkouts[revision]
  const packages = target.sources[revision]
  if (checkout === undefined || packages === undefined) return undefined
  const module = joinPath(checkout, target.main.module)
  const [goMod, goSum, goWork] = [
    await files.readText(`${module}/go.mod`),
    await files.readText(`${module}/go.sum`),
    await files.readText(`${checkout}/go.work`),
  ]
  if (goMod === undefined || goWork !== undefined) return undefined
  if (localReplacement.test(goMod)) return undefined
  const lines: string[] = []
  for (const { Dir = '' } of packages) {
    const directory = relativeTo(checkout, Dir)
    if (directory === undefined) continue
    for (const { name, kind } of await files.list(Dir)) {
      if (kind === 'file') lines.push(`${directory}/${name} ${await files.sha256(joinPath(Dir, name))}`)
    }
  }
  return sha256Of(JSON.stringify([goMod, goSum ?? '', lines.toSorted()]))
}
