/** Explains the bytes of the programs of a check, base and head of each mode. */
import { messageOf } from '../common/errors.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import { hasProgram, type UnbuiltVariant } from '../images/built-variant.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { ProgramCause } from '../model/cause.ts'
import type { ComparedBytes, ProgramComparison } from '../model/program-comparison.ts'
import type { Revision } from '../model/revision.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { EmbeddedFile } from './constants.ts'
import type { PrunedProgram } from './linked/dead-code.ts'
import type { CompareOnce, ProgramPair } from './program-comparer.ts'
import type { ProgramFile } from './program-file.ts'
import type { SourcesOf } from './program-sources.ts'

type Tools = Pick<World, 'log' | 'signal'>

/** Facts from outside the files. */
export interface AboutPrograms {
  readonly sources: SourcesOf
  /**
   * Programs of head, linked without the unused methods that the linker keeps in head but not in base. Only a comparison of two
   * programs waits for them.
   */
  readonly pruned: () => Promise<readonly PrunedProgram[]>
  readonly compare: CompareOnce
}

/** Returns one comparison for each mode whose head is a program. If that fails, it logs the reason and leaves the mode out. */
export function compareModes(
  tools: Tools,
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
  about: AboutPrograms,
): Promise<readonly ProgramComparison[]> {
  return tools.log.step('explain the programs in bytes', () => compareAll(tools, variants, about))
}

async function compareAll(
  tools: Tools,
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
  { sources, pruned, compare }: AboutPrograms,
): Promise<readonly ProgramComparison[]> {
  const found: ProgramComparison[] = []
  // in sequence: each needs several times the memory of its program
  for (const { base, head } of variants.pairs()) {
    if (!hasProgram(head) || head.inspection.linkage.kind === 'not-a-program') continue
    const { mode, platform } = head
    const about = { mode: mode.name, platform }
    const compared = await unlessItFails(tools, async () => {
      if (base === undefined || !hasProgram(base)) return compare({ head: fileOf(head) })
      return compareTwo({ base, head }, { sources, compare }, async () =>
        (await pruned()).find((one) => one.mode === mode.name && one.platform === platform),
      )
    })
    if (compared.ok) found.push({ ...about, ...compared.value })
    const problem = compared.ok ? compared.value.problem : compared.problem.message
    if (problem !== undefined)
      tools.log.info(
        `${mode.name}${head.foreign === undefined ? '' : `, ${platform}`}: the bytes of the program are not explained: ${problem}`,
      )
  }
  return found
}

/** A failed explanation must not fail the check. */
async function unlessItFails(
  { signal }: Pick<Tools, 'signal'>,
  work: () => Promise<Result<ComparedBytes>>,
): Promise<Result<ComparedBytes>> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) throw error
    return fail(messageOf(error))
  }
}

type Pair = Readonly<Record<Revision, ReadVariant>>

/** Starts a comparison that `compareModes` needs later, while other variants are built. `CompareOnce` remembers the result. */
export async function compareEarly(
  pair: Pair,
  { sources, compare }: Pick<AboutPrograms, 'sources' | 'compare'>,
): Promise<void> {
  await compare(await filesOf(pair, sources))
}

function fileOf({ image, inspection }: ReadVariant, embedded: readonly EmbeddedFile[] = []): ProgramFile {
  return { sha256: inspection.binary.sha256, file: async () => image.binary, embedded }
}

async function filesOf(
  { base, head }: Pair,
  sources: SourcesOf,
): Promise<ProgramPair & Required<Pick<ProgramPair, 'base'>>> {
  if (base.inspection.binary.sha256 === head.inspection.binary.sha256)
    return { base: fileOf(head), head: fileOf(head) }
  const { embedded, same } = await sources(base, head)
  const direct = {
    base: new Set(base.inspection.binary.direct),
    head: new Set(head.inspection.binary.direct),
  }
  return {
    base: fileOf(base, embedded.base),
    head: fileOf(head, embedded.head),
    source: { direct, same },
  }
}

async function compareTwo(
  pair: Pair,
  { sources, compare }: Pick<AboutPrograms, 'sources' | 'compare'>,
  findPruned: () => Promise<PrunedProgram | undefined>,
): Promise<Result<ComparedBytes>> {
  const files = await filesOf(pair, sources)
  const compared = await compare(files)
  if (!compared.ok || files.base.sha256 === files.head.sha256) return compared
  const pruned = await findPruned()
  if (pruned === undefined) return compared
  const without = await compare({ ...files, head: { ...pruned, embedded: files.head.embedded } })
  if (!without.ok) return compared
  return succeed({
    ...compared.value,
    causes: causesWithDeadCode(pruned.name, compared.value, without.value),
  })
}

/** One cause is the size of the kept methods; the other causes explain the rest of the change. */
function causesWithDeadCode(
  name: string,
  { base, head }: Pick<ComparedBytes, 'base' | 'head'>,
  without: Pick<ComparedBytes, 'head' | 'causes'>,
): readonly ProgramCause[] {
  const delta = head - (base ?? 0)
  const kept = { kind: 'dead-code', name, change: { type: 'kept' }, delta: head - without.head } as const
  const shareOf = (bytes: number) => (delta === 0 ? null : bytes / delta)
  return [kept, ...without.causes]
    .map((cause) => ({ ...cause, share: shareOf(cause.delta) }))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
}
