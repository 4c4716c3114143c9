/** Whether the linker leaves out unused methods of head, since when, and what the program would be if it did. */
import * as z from 'zod'
import { onlyOnce } from '../../common/remembered.ts'
import { settleAll } from '../../common/settle.ts'
import type { DeadCode, OtherWay } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { stepText } from '../../findings/link-chain.ts'
import { withoutLookups } from '../../images/go-build/relink.ts'
import { withUpgrades } from '../../images/go-build/upgraded.ts'
import { magnitude, readonlyObject, text } from '../../model/schema.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ProgramFile } from '../program-file.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { hasAllMethods, hasFunction } from './kept-methods.ts'
import { otherWay } from './known-ways.ts'
import { type LinkedProgram, type LinkTools, linkAgain, type RepeatableVariant } from './link-again.ts'
import { type LinkedFacts, linkedFacts, linkInputs } from './linked-facts.ts'
import { moduleSources } from './module-sources.ts'
import { type Keeper, keeperSchema, keepersIn, type PruningOff, pruningOff } from './pruning.ts'

/** A program of head without the methods that the linker keeps since this pull request. */
export interface PrunedProgram extends Omit<ProgramFile, 'embedded'> {
  readonly mode: string
  readonly platform: string
  /** What keeps them: a function, or `plugin`. */
  readonly name: string
}

export interface DeadCodeCheck {
  /** At most one. */
  readonly findings: readonly Finding[]
  /** One for each mode where methods are kept that base left out. */
  readonly pruned: readonly PrunedProgram[]
}

/** @param facts of the head of the first of `pairs` */
export async function checkDeadCode(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  { off, lookups }: LinkedFacts,
): Promise<DeadCodeCheck> {
  const [pair] = pairs
  if (off === null || pair === undefined) return { findings: [], pruned: [] }
  const { head, base } = pair
  const isNew = base !== undefined && (await prunesUnlessSame(tools, plan, head, base))
  const way = otherWay(off, head.inspection.binary.modules)
  const built = way === undefined ? undefined : await buildOther(tools, plan, head, way)
  const isLinked = off.by === 'method-lookup' && (isNew || built === undefined)
  const pruned = isLinked ? await linkPruned(tools, plan, isNew ? pairs : [pair], lookups) : []
  const ofHead = pruned.find(({ mode }) => mode === head.mode.name)
  const measured = built ?? ofHead?.measured
  const keepers = ofHead?.keepers ?? []
  const known = base === undefined || isNew ? keepers : await knownFirst(tools, keepers, base)
  const params = {
    by: off.by,
    ...chainsOf(off, known),
    ...(measured === undefined ? {} : { measured }),
  }
  const about = { revision: 'head', mode: head.mode.name } as const
  const name = off.by === 'plugin' ? 'plugin' : stepText(off.chain.at(-1))
  return {
    findings: [
      isNew
        ? finding('link/dead-code-lost', params, { verdict: 'warn', ...about })
        : finding('link/dead-code-kept', params, { verdict: 'pass', ...about }),
    ],
    pruned: isNew ? pruned.map((one) => ({ ...one, name })) : [],
  }
}

/** Of what is known of a program without unused methods, or else of one with them. */
function chainsOf(
  off: PruningOff,
  [first, ...others]: readonly Keeper[],
): Pick<DeadCode, 'chain' | 'others' | 'also'> {
  if (first === undefined) return { chain: off.chain, others: off.others.length }
  const also = others.flatMap(({ chain }) => chain.at(-1) ?? [])
  return { chain: first.chain, others: also.length, ...(also.length === 0 ? {} : { also }) }
}

/** Those of base first: it did not leave out unused methods either. */
async function knownFirst(
  { world }: LinkTools,
  keepers: readonly Keeper[],
  { image }: RepeatableVariant,
): Promise<readonly Keeper[]> {
  if (keepers.length < 2) return keepers
  const inBase = await world.files.readWith(image.binary, (file) =>
    keepers.filter(({ symbol }) => hasFunction(file, symbol)),
  )
  return [...new Set([...(inBase ?? []), ...keepers])]
}

async function prunesUnlessSame(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  base: RepeatableVariant,
): Promise<boolean> {
  if (base.inspection.binary.sha256 === head.inspection.binary.sha256) return false
  const { files } = tools.world
  // head keeps unused methods: if it has these, and base lacks some of them, base does not keep unused methods
  if ((await files.readWith(head.image.binary, hasAllMethods)) === true)
    return (await files.readWith(base.image.binary, hasAllMethods)) === false
  const facts = await linkedFacts(tools, plan, base)
  return facts !== undefined && facts.off === null
}

type Measured = NonNullable<DeadCode['measured']>
const savedSchema = readonlyObject({ size: magnitude, saved: magnitude })
type Saved = z.infer<typeof savedSchema>

const otherBuildSchema = readonlyObject({ saved: savedSchema.nullable() })

/** undefined where that is not possible here, or does not help. */
async function buildOther(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  way: OtherWay,
): Promise<Measured | undefined> {
  const build = async () => {
    const other = await linkOther(tools, plan, head, way)
    return other && { saved: savedBy(other, head) ?? null }
  }
  const sources = await moduleSources(tools.world, plan)
  const about = { ...linkInputs(tools, plan, head), way, sources }
  const built =
    sources === undefined
      ? await build()
      : await tools.results.of({ kind: 'other-way', about, schema: otherBuildSchema }, build)
  return built === undefined || built.saved === null ? undefined : { way, ...built.saved }
}

async function linkOther(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  { tags, upgrades = [] }: OtherWay,
): Promise<LinkedProgram | undefined> {
  const { log } = tools.world
  const upgraded = upgrades.map(({ module, to }) => `${module}@${to}`)
  const using = [...upgraded, `-tags=${tags.join(',')}`].join(' and ')
  return log.step(`build head with ${using} to measure unused methods`, async () => {
    const flags = await withUpgrades(tools, plan, head, upgrades)
    if (flags.ok) return linkAgain(tools, plan, head, { tags, flags: flags.value })
    log.info(`not built: ${flags.problem.message}`)
    return undefined
  })
}

function savedBy({ size, reached }: LinkedProgram, { inspection }: RepeatableVariant): Saved | undefined {
  const saved = inspection.binary.size - size
  return saved <= 0 || pruningOff(reached) !== undefined ? undefined : { size, saved }
}

const prunedSchema = readonlyObject({
  /** Of the program. */
  sha256: text,
  /** null where that does not help. */
  saved: savedSchema.nullable(),
  keepers: z.array(keeperSchema).readonly(),
})

interface MeasuredPruned extends Omit<PrunedProgram, 'name'> {
  readonly measured: Measured
  readonly keepers: readonly Keeper[]
}

/** Links the heads as if no function looked up methods. What that does not help is left out. */
async function linkPruned(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  lookups: readonly string[],
): Promise<readonly MeasuredPruned[]> {
  const found = await settleAll(pairs.map(({ head }) => prunedProgram(tools, plan, head, lookups)))
  return found.flat()
}

async function prunedProgram(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  lookups: readonly string[],
): Promise<readonly MeasuredPruned[]> {
  const { mode, platform } = head
  const { files, log } = tools.world
  const packages = new Set(lookups.flatMap((symbol) => packageOfSymbol(symbol) ?? []))
  const path = `${tools.workspace.directory}/pruned-${mode.name}`
  const linkOnce = onlyOnce(() =>
    log.step(`link head, ${mode.name}, without unused methods`, async () => {
      const exchanged = await withoutLookups(tools, plan, head, packages)
      const other = exchanged && (await linkAgain(tools, plan, head, { exchanged, keep: path }))
      if (other === undefined) return undefined
      const keepers = keepersIn(new Set(lookups), other.reached)
      return { sha256: await files.sha256(path), saved: savedBy(other, head) ?? null, keepers }
    }),
  )
  const about = { ...linkInputs(tools, plan, head), packages: [...packages].toSorted() }
  const known = await tools.results.of({ kind: 'pruned', about, schema: prunedSchema }, linkOnce)
  if (known === undefined || known.saved === null) return []
  const { sha256, saved: measured, keepers } = known
  const file = async () => ((await linkOnce())?.sha256 === sha256 ? path : undefined)
  return [{ mode: mode.name, platform, sha256, file, measured, keepers }]
}
