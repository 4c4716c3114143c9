/** The program of a variant from an earlier run. */
import { mapResult, type Result, succeed } from '../../common/result.ts'
import type { Files } from '../../effects/files.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { KeptPrograms, PlacedProgram } from './kept-programs.ts'

interface EarlierProgram {
  /** Copies it to the path to which `go build` will write the program. */
  place(output: string): Promise<PlacedProgram | undefined>
  /** Keeps the program that `go build` wrote. */
  keep(output: string, sha256: string): Promise<void>
}

/** undefined if none are kept, or if the program depends on files that Go does not check: the libraries of a C compiler. */
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
    keep: (output, sha256) => programs.keep(about, output, sha256),
  }
}

interface BuiltFromEarlier<T> {
  readonly built: T
  /** Hex sha256 of the program; absent if none are kept. */
  readonly sha256?: string
}

/**
 * Runs `go build` with the earlier program at its output path, and keeps the result.
 *
 * @param output where `build` writes the program
 */
export async function buildFromEarlier<T, E>(
  { files }: { readonly files: Pick<Files, 'remove' | 'sha256'> },
  earlier: EarlierProgram | undefined,
  output: string,
  build: () => Promise<Result<T, E>>,
): Promise<Result<BuiltFromEarlier<T>, E>> {
  if (earlier === undefined) return mapResult(await build(), (built) => ({ built }))
  const placed = await earlier.place(output)
  let built = await build()
  if (!built.ok) return built
  let sha256 = await files.sha256(output)
  if (placed !== undefined && placed.sha256 !== sha256 && (await placed.isDamaged())) {
    await files.remove(output)
    built = await build()
    if (!built.ok) return built
    sha256 = await files.sha256(output)
  }
  await earlier.keep(output, sha256)
  return succeed({ built: built.value, sha256 })
}

function isLinkedByGo({ env, buildmode, external, ldflags }: PlannedVariant['mode']): boolean {
  return (
    env['CGO_ENABLED'] === '0' &&
    buildmode === undefined &&
    external === undefined &&
    !ldflags.includes('linkmode')
  )
}
