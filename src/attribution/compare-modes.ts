/** Explains the bytes of the programs of a check, base and head of each mode. */
import { messageOf } from '../common/errors.ts'
import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { World } from '../effects/world.ts'
import { hasProgram, type UnbuiltVariant } from '../images/built-variant.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { ProgramDifference } from '../model/attribution.ts'
import type { ProgramCause } from '../model/cause.ts'
import type { ProgramComparison } from '../model/program-comparison.ts'
import type { Revision } from '../model/revision.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { type AttributeOne, compareFiles } from './attribute-file.ts'
import type { EmbeddedFile } from './constants.ts'
import type { PrunedProgram } from './linked/dead-code.ts'
import type { ProgramFile } from './program-file.ts'
import { programRows } from './program-rows.ts'
import type { SourcesOf } from './program-sources.ts'
import type { SourceFacts } from './rebuilt.ts'

type Tools = Pick<World, 'log' | 'signal'>
type Compared = Omit<ProgramComparison, 'mode' | 'platform'>

/** What is known besides the files. */
export interface AboutPrograms {
  readonly sources: SourcesOf
  /** Heads without the methods that the linker no longer leaves out. Only a comparison of two programs waits for them. */
  readonly pruned: () => Promise<readonly PrunedProgram[]>
  readonly explain: AttributeOne<ProgramFile>
}

/** One for each mode whose head is a program. What cannot be explained is left out, and the log has the reason. */
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
  { sources, pruned, explain }: AboutPrograms,
): Promise<readonly ProgramComparison[]> {
  const found: ProgramComparison[] = []
  // one after the other: each needs several times the memory of its program
  for (const { base, head } of variants.pairs()) {
    if (!hasProgram(head) || head.inspection.linkage.kind === 'not-a-program') continue
    const { mode, platform } = head
    const about = { mode: mode.name, platform }
    const compared = await unlessItFails(tools, () =>
      base !== undefined && hasProgram(base) && !isSameProgram(base, head)
        ? compareTwo(explain, base, head, {
            sources,
            pruned: async () =>
              (await pruned()).find((one) => one.mode === mode.name && one.platform === platform),
          })
        : attributeOne(explain, head, base !== undefined && hasProgram(base)),
    )
    if (compared.ok) found.push({ ...about, ...compared.value })
    const problem = compared.ok ? compared.value.problem : compared.problem.message
    if (problem !== undefined)
      tools.log.info(
        `${mode.name}${head.foreign === undefined ? '' : `, ${platform}`}: the bytes of the program are not explained: ${problem}`,
      )
  }
  return found
}

/** An explanation is not worth a check. */
async function unlessItFails(
  { signal }: Pick<Tools, 'signal'>,
  work: () => Promise<Result<Compared>>,
): Promise<Result<Compared>> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) throw error
    return fail(messageOf(error))
  }
}

/** Attributes the programs of a mode as `compareModes` will do it, which then has the results at once, or the reason why there are none. */
export async function attributeEarly(
  { base, head }: Readonly<Record<Revision, ReadVariant>>,
  { sources, explain }: Pick<AboutPrograms, 'sources' | 'explain'>,
): Promise<void> {
  if (isSameProgram(base, head)) {
    await explain(fileOf(head))
    return
  }
  const { embedded } = await sources(base, head)
  await settleAll([explain(fileOf(base, embedded.base)), explain(fileOf(head, embedded.head))])
}

function isSameProgram(base: ReadVariant, head: ReadVariant): boolean {
  return base.inspection.binary.sha256 === head.inspection.binary.sha256
}

function fileOf({ image, inspection }: ReadVariant, embedded: readonly EmbeddedFile[] = []): ProgramFile {
  return { sha256: inspection.binary.sha256, file: async () => image.binary, embedded }
}

/** A program that base has as well, or that there is nothing to compare with. */
async function attributeOne(
  explain: AttributeOne<ProgramFile>,
  head: ReadVariant,
  hasBase: boolean,
): Promise<Result<Compared>> {
  return mapResult(await explain(fileOf(head)), ({ attribution }) => {
    const { size, symbols, problem } = attribution
    return {
      base: hasBase ? size : null,
      head: size,
      ...(problem === undefined ? {} : { problem }),
      symbols,
      causes: [],
      ...programRows(hasBase ? attribution : undefined, attribution),
    }
  })
}

async function compareTwo(
  explain: AttributeOne<ProgramFile>,
  base: ReadVariant,
  head: ReadVariant,
  about: { readonly sources: SourcesOf; readonly pruned: () => Promise<PrunedProgram | undefined> },
): Promise<Result<Compared>> {
  const { embedded, same } = await about.sources(base, head)
  const programs = { base: fileOf(base, embedded.base), head: fileOf(head, embedded.head) }
  const direct = {
    base: new Set(base.inspection.binary.direct),
    head: new Set(head.inspection.binary.direct),
  }
  const source = { direct, same }
  const explained = await compareFiles(programs, explain, source)
  if (!explained.ok) return fail(`${explained.problem.side} is ${explained.problem.message}`)
  const { difference, base: one, head: other } = explained.value
  const problem = other.problem ?? one.problem
  const pruned = await about.pruned()
  const apart =
    pruned === undefined
      ? undefined
      : await causesWithDeadCode(explain, programs, { pruned, source, difference })
  return succeed({
    base: difference.base,
    head: difference.head,
    ...(problem === undefined ? {} : { problem }),
    symbols: other.symbols,
    causes: apart ?? difference.causes,
    ...programRows(one, other),
  })
}

interface KnownChange {
  readonly pruned: PrunedProgram
  readonly source: SourceFacts
  readonly difference: Pick<ProgramDifference, 'head' | 'delta'>
}

/** Compares base with head without the kept methods; the rest of the change of size is the bytes of those methods. */
async function causesWithDeadCode(
  explain: AttributeOne<ProgramFile>,
  { base, head }: { readonly base: ProgramFile; readonly head: ProgramFile },
  { pruned, source, difference: { head: size, delta } }: KnownChange,
): Promise<readonly ProgramCause[] | undefined> {
  const without = { ...pruned, embedded: head.embedded }
  const explained = await compareFiles({ base, head: without }, explain, source)
  if (!explained.ok) return undefined
  const { difference } = explained.value
  const { name } = pruned
  const kept = { kind: 'dead-code', name, change: { type: 'kept' }, delta: size - difference.head } as const
  const shareOf = (bytes: number) => (delta === 0 ? null : bytes / delta)
  return [kept, ...difference.causes]
    .map((cause) => ({ ...cause, share: shareOf(cause.delta) }))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
}
