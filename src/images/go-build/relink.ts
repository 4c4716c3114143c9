/** Builds a program again, to see what the linker does or what another way to build it gives. The program is thrown away. */
import { type Result, succeed } from '../../common/result.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { BuildFailure } from '../built-variant.ts'
import { goBuild } from './go-build.ts'

export interface Relinked {
  /** Of the file, in bytes. */
  readonly size: number
}

export interface RelinkOptions {
  readonly tags?: readonly string[]
  readonly flags?: readonly string[]
  /** Takes the graph that the linker prints (`-dumpdep`), piece by piece. */
  readonly takeGraph: (piece: string) => void
}

/** With a warm build cache it takes as long as linking. */
export async function relink(
  { world, workspace }: Pick<Handles, 'world' | 'workspace'>,
  { target, source }: Pick<Plan, 'target' | 'source'>,
  { mode, checkout }: PlannedVariant,
  { tags = [], flags = [], takeGraph }: RelinkOptions,
): Promise<Result<Relinked, BuildFailure>> {
  const directory = `${workspace.directory}/relink`
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  const output = `${directory}/program/${target.main.name}`
  try {
    const built = await goBuild(world, {
      mode: { ...mode, tags: [...mode.tags, ...tags], ldflags: `${mode.ldflags} -dumpdep`.trim() },
      main: target.main,
      platform: target.platform,
      checkout,
      root: source.root,
      output,
      temporary,
      flags,
      takePrinted: takeGraph,
    })
    if (!built.ok) return built
    return succeed({ size: (await world.files.stat(output))?.size ?? 0 })
  } finally {
    await world.files.remove(directory)
  }
}
