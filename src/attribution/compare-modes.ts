/** Explains the bytes of the programs of a check, base and head of each mode. */
import { messageOf } from '../common/errors.ts'
import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import { isBuilt, type UnbuiltVariant } from '../images/built-variant.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { ProgramDifference } from '../model/attribution.ts'
import type { ProgramCause } from '../model/cause.ts'
import type { ProgramComparison } from '../model/program-comparison.ts'
import { formatSize } from '../model/quantity.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { attributeFile, compareFiles, type GivenProgram } from './attribute-file.ts'
import type { PrunedProgram } from './linked/dead-code.ts'
import { programRows } from './program-rows.ts'
import type { SourcesOf } from './program-sources.ts'
import type { SourceFacts } from './rebuilt.ts'

/** All of it is in memory at once, and some of it several times. */
const largestProgram = 4e8

type Tools = Pick<World, 'files' | 'log' | 'signal'>
type Compared = Omit<ProgramComparison, 'mode' | 'platform'>

/** What is known besides the files. */
export interface AboutPrograms {
  readonly sources: SourcesOf
  /** Heads without the methods that the linker no longer leaves out. */
  readonly pruned: readonly PrunedProgram[]
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
  { sources, pruned }: AboutPrograms,
): Promise<readonly ProgramComparison[]> {
  const found: ProgramComparison[] = []
  // one after the other: each needs several times the memory of its program
  for (const { base, head } of variants.pairs()) {
    if (!isBuilt(head) || head.inspection.linkage.kind === 'not-a-program') continue
    const { mode, platform } = head
    const about = { mode: mode.name, platform }
    const compared = await unlessItFails(tools, () =>
      base !== undefined && isBuilt(base) && !isSameProgram(base, head)
        ? compareTwo(tools, base, head, {
            sources,
            pruned: pruned.find((one) => one.mode === mode.name && one.platform === platform),
          })
        : attributeOne(tools, head, base !== undefined && isBuilt(base)),
    )
    if (compared.ok) found.push({ ...about, ...compared.value })
    const problem = compared.ok ? compared.value.problem : compared.problem.message
    if (problem !== undefined)
      tools.log.info(`${mode.name}: the bytes of the program are not explained: ${problem}`)
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

function isSameProgram(base: ReadVariant, head: ReadVariant): boolean {
  return base.inspection.binary.sha256 === head.inspection.binary.sha256
}

/** A program that base has as well, or that there is nothing to compare with. */
async function attributeOne(tools: Tools, head: ReadVariant, hasBase: boolean): Promise<Result<Compared>> {
  const program = await givenProgram(tools, head.image.binary)
  if (!program.ok) return program
  return mapResult(attributeFile(program.value), ({ attribution }) => {
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
  tools: Tools,
  base: ReadVariant,
  head: ReadVariant,
  { sources, pruned }: { readonly sources: SourcesOf; readonly pruned: PrunedProgram | undefined },
): Promise<Result<Compared>> {
  const { embedded, same } = await sources(base, head)
  const before = await givenProgram(tools, base.image.binary, embedded.base)
  const after = await givenProgram(tools, head.image.binary, embedded.head)
  if (!before.ok) return before
  if (!after.ok) return after
  const direct = {
    base: new Set(base.inspection.binary.direct),
    head: new Set(head.inspection.binary.direct),
  }
  const source = { direct, same }
  const explained = compareFiles(before.value, after.value, source)
  if (!explained.ok) return fail(`${explained.problem.side} is ${explained.problem.message}`)
  const { difference, base: one, head: other } = explained.value
  const problem = other.problem ?? one.problem
  const apart =
    pruned === undefined
      ? undefined
      : await causesWithDeadCode(
          tools,
          { base: before.value, source },
          { ...pruned, embedded: embedded.head },
          difference,
        )
  return succeed({
    base: difference.base,
    head: difference.head,
    ...(problem === undefined ? {} : { problem }),
    symbols: other.symbols,
    causes: apart ?? difference.causes,
    ...programRows(one, other),
  })
}

/** Compares base with head without the kept methods; the rest of the change of size is the bytes of those methods. */
async function causesWithDeadCode(
  tools: Tools,
  { base, source }: { readonly base: GivenProgram; readonly source: SourceFacts },
  { path, name, embedded }: PrunedProgram & Pick<GivenProgram, 'embedded'>,
  { head, delta }: Pick<ProgramDifference, 'head' | 'delta'>,
): Promise<readonly ProgramCause[] | undefined> {
  const program = await givenProgram(tools, path, embedded)
  const explained = program.ok ? compareFiles(base, program.value, source) : program
  if (!explained.ok) return undefined
  const { difference } = explained.value
  const kept = { kind: 'dead-code', name, change: { type: 'kept' }, delta: head - difference.head } as const
  const shareOf = (bytes: number) => (delta === 0 ? null : bytes / delta)
  return [kept, ...difference.causes]
    .map((cause) => ({ ...cause, share: shareOf(cause.delta) }))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))
}

async function givenProgram(
  { files }: Pick<Tools, 'files'>,
  path: string,
  embedded: GivenProgram['embedded'] = [],
): Promise<Result<GivenProgram>> {
  const read = await files.readWith(path, (file) =>
    file.size <= largestProgram ? file.read(0, file.size) : file.size,
  )
  if (read === undefined) return fail('it was removed')
  if (typeof read !== 'number') return succeed({ bytes: read, embedded })
  return fail(`it has ${formatSize(read)}, more than ${formatSize(largestProgram)}`)
}
