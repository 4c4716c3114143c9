/** The program of a variant, as an earlier run linked it. */
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { KeptPrograms } from './kept-programs.ts'

interface EarlierProgram {
  /** Puts it where `go build` is going to write the program. */
  place(output: string): Promise<void>
  /** Keeps what `go build` wrote. */
  keep(output: string): Promise<void>
}

/** undefined where none are kept, or it also follows from what Go does not look at: the libraries of a C compiler. */
export function earlierProgram(
  { programs }: { readonly programs?: KeptPrograms | undefined },
  { target: { main }, source }: Pick<Plan, 'target' | 'source'>,
  { revision, mode, platform }: PlannedVariant,
): EarlierProgram | undefined {
  const commit = source.revisions[revision]
  if (programs === undefined || !commit || !isLinkedByGo(mode)) return undefined
  const { name, env, tags, ldflags, gcflags = '' } = mode
  const flags = { name, env: Object.entries(env).toSorted(), tags, ldflags, gcflags }
  const about = { commit: commit.sha, main, platform, flags }
  return {
    place: (output) => programs.place(about, output),
    keep: (output) => programs.keep(about, output),
  }
}

function isLinkedByGo({ env, buildmode, external, ldflags }: PlannedVariant['mode']): boolean {
  return (
    env['CGO_ENABLED'] === '0' &&
    buildmode === undefined &&
    external === undefined &&
    !ldflags.includes('linkmode')
  )
}
