/** Whether the linker leaves out unused methods of head, since when, and what the program would be if it did. */
import { settleAll } from '../../common/settle.ts'
import type { DeadCode, OtherWay } from '../../findings/dead-code.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { stepText } from '../../findings/link-chain.ts'
import { withoutLookups } from '../../images/go-build/relink.ts'
import { withUpgrades } from '../../images/go-build/upgraded.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import type { Plan } from '../../plan/plan.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { hasAllMethods, hasFunction } from './kept-methods.ts'
import { otherWay } from './known-ways.ts'
import {
  type LinkedProgram,
  type LinkTools,
  linkAgain,
  linkedProgram,
  type RepeatableVariant,
} from './link-again.ts'
import { type Keeper, keepersIn, type PruningOff, pruningOff } from './pruning.ts'

/** A program of head without the methods that the linker keeps since this pull request. */
export interface PrunedProgram {
  readonly mode: string
  readonly platform: string
  /** Of the file. */
  readonly path: string
  /** What keeps them: a function, or `plugin`. */
  readonly name: string
}

export interface DeadCodeCheck {
  /** At most one. */
  readonly findings: readonly Finding[]
  /** One for each mode where methods are kept that base left out. */
  readonly pruned: readonly PrunedProgram[]
}

/** @param linked the head of the first of `pairs` */
export async function checkDeadCode(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  linked: LinkedProgram,
): Promise<DeadCodeCheck> {
  const off = pruningOff(linked.reached)
  const [pair] = pairs
  if (off === undefined || pair === undefined) return { findings: [], pruned: [] }
  const { head, base } = pair
  const isNew = base !== undefined && (await prunesUnlessSame(tools, plan, head, base))
  const way = otherWay(off, head.inspection.binary.modules)
  const built = way === undefined ? undefined : await buildOther(tools, plan, head, way)
  const isLinked = off.by === 'method-lookup' && (isNew || built === undefined)
  const pruned = isLinked ? await linkPruned(tools, plan, isNew ? pairs : [pair], linked) : []
  const ofHead = pruned.find(({ mode }) => mode === head.mode.name)
  const measured = built ?? ofHead?.measured
  const keepers = ofHead === undefined ? [] : keepersIn(linked.reached, ofHead.reached)
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
    pruned: isNew ? pruned.map(({ mode, platform, path }) => ({ mode, platform, path, name })) : [],
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
  const linked = await linkedProgram(tools, plan, base)
  return linked !== undefined && pruningOff(linked.reached) === undefined
}

type Measured = NonNullable<DeadCode['measured']>

/** undefined where that is not possible here, or does not help. */
async function buildOther(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  way: OtherWay,
): Promise<Measured | undefined> {
  const { log } = tools.world
  const { tags, upgrades = [] } = way
  const upgraded = upgrades.map(({ module, to }) => `${module}@${to}`)
  const using = [...upgraded, `-tags=${tags.join(',')}`].join(' and ')
  const other = await log.step(`build head with ${using} to measure unused methods`, async () => {
    const flags = await withUpgrades(tools, plan, head, upgrades)
    if (flags.ok) return linkAgain(tools, plan, head, { tags, flags: flags.value })
    log.info(`not built: ${flags.problem.message}`)
    return undefined
  })
  const saved = savedBy(other, head)
  return saved === undefined ? undefined : { way, ...saved }
}

function savedBy(
  other: LinkedProgram | undefined,
  { inspection }: RepeatableVariant,
): Pick<Measured, 'size' | 'saved'> | undefined {
  const saved = inspection.binary.size - (other?.size ?? inspection.binary.size)
  if (other === undefined || saved <= 0 || pruningOff(other.reached) !== undefined) return undefined
  return { size: other.size, saved }
}

interface MeasuredPruned extends Omit<PrunedProgram, 'name'>, Pick<LinkedProgram, 'reached'> {
  readonly measured: Measured
}

/** Links the heads as if no function looked up methods. What that does not help is left out. */
async function linkPruned(
  tools: LinkTools,
  plan: Plan,
  pairs: readonly VariantPair<RepeatableVariant>[],
  { reached }: LinkedProgram,
): Promise<readonly MeasuredPruned[]> {
  const packages = new Set(reached.lookups.flatMap((one) => packageOfSymbol(reached.names[one] ?? '') ?? []))
  const linked = pairs.map(async ({ head }) => {
    const path = `${tools.workspace.directory}/pruned-${head.mode.name}`
    const other = await tools.world.log.step(
      `link head, ${head.mode.name}, without unused methods`,
      async () => {
        const exchanged = await withoutLookups(tools, plan, head, packages)
        return exchanged && linkAgain(tools, plan, head, { exchanged, keep: path })
      },
    )
    const measured = savedBy(other, head)
    if (measured === undefined || other === undefined) return []
    return [{ mode: head.mode.name, platform: head.platform, path, reached: other.reached, measured }]
  })
  return (await settleAll(linked)).flat()
}
