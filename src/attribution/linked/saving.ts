/** Size of a program if the linker omitted unused methods, measured by linking or building it again. */
import * as z from 'zod'
import { onlyOnce } from '../../common/remembered.ts'
import { settleAll } from '../../common/settle.ts'
import type { BuildAlternative, DeadCode } from '../../findings/dead-code.ts'
import { withoutLookups } from '../../images/go-build/relink.ts'
import { withUpgrades } from '../../images/go-build/upgraded.ts'
import { magnitude, readonlyObject, text } from '../../model/schema.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ProgramFile } from '../program-file.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { type LinkedProgram, type LinkTools, linkAgain, type RepeatableVariant } from './link-again.ts'
import { linkInputs } from './linked-facts.ts'
import { moduleSources } from './module-sources.ts'
import { type Keeper, keeperSchema } from './pruning.ts'

export type MeasuredSaving = NonNullable<DeadCode['measured']>
const savedSchema = readonlyObject({ size: magnitude, saved: magnitude })
type Saved = z.infer<typeof savedSchema>

const alternativeSchema = readonlyObject({ saved: savedSchema.nullable() })

/** Returns undefined if the program cannot be built with these tags, or does not get smaller. */
export async function measureAlternative(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  way: BuildAlternative,
): Promise<MeasuredSaving | undefined> {
  const build = async () => {
    const other = await linkAlternative(tools, plan, variant, way)
    return other && { saved: savedBy(other, variant) ?? null }
  }
  const sources = await moduleSources(tools.world, plan, variant.revision)
  const about = { ...linkInputs(tools, plan, variant), way, sources }
  const built =
    sources === undefined
      ? await build()
      : await tools.results.of({ kind: 'other-way', about, schema: alternativeSchema }, build)
  return built === undefined || built.saved === null ? undefined : { way, ...built.saved }
}

async function linkAlternative(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  { tags, upgrades = [] }: BuildAlternative,
): Promise<LinkedProgram | undefined> {
  const { log } = tools.world
  const upgraded = upgrades.map(({ module, to }) => `${module}@${to}`)
  const using = [...upgraded, `-tags=${tags.join(',')}`].join(' and ')
  return log.step(`build ${variant.revision} with ${using} to measure unused methods`, async () => {
    const flags = await withUpgrades(tools, plan, variant, upgrades)
    if (flags.ok) return linkAgain(tools, plan, variant, { tags, flags: flags.value })
    log.info(`not built: ${flags.problem.message}`)
    return undefined
  })
}

function savedBy({ size, facts }: LinkedProgram, { inspection }: RepeatableVariant): Saved | undefined {
  const saved = inspection.binary.size - size
  return saved <= 0 || facts.off !== null ? undefined : { size, saved }
}

const prunedSchema = readonlyObject({
  /** Digest of the program. */
  sha256: text,
  /** null if the program does not get smaller. */
  saved: savedSchema.nullable(),
  keepers: z.array(keeperSchema).readonly(),
})

export interface MeasuredPruned extends Omit<ProgramFile, 'embedded'> {
  readonly mode: string
  readonly platform: string
  readonly measured: MeasuredSaving
  readonly keepers: readonly Keeper[]
}

/** Links programs as if no function looked up methods. Programs that do not get smaller are left out. */
export async function linkPruned(
  tools: LinkTools,
  plan: Plan,
  variants: readonly RepeatableVariant[],
  lookups: readonly string[],
): Promise<readonly MeasuredPruned[]> {
  const found = await settleAll(variants.map((one) => prunedProgram(tools, plan, one, lookups)))
  return found.flat()
}

async function prunedProgram(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  lookups: readonly string[],
): Promise<readonly MeasuredPruned[]> {
  const { revision, mode, platform } = variant
  const { files, log } = tools.world
  const packages = new Set(lookups.flatMap((symbol) => packageOfSymbol(symbol) ?? []))
  const path = `${tools.workspace.directory}/pruned-${revision}-${mode.name}`
  const linkOnce = onlyOnce(() =>
    log.step(`link ${revision}, ${mode.name}, without unused methods`, async () => {
      const exchanged = await withoutLookups(tools, plan, variant, packages)
      const other = exchanged && (await linkAgain(tools, plan, variant, { exchanged, keep: path, lookups }))
      if (other === undefined) return undefined
      const { keepers } = other.facts
      return { sha256: await files.sha256(path), saved: savedBy(other, variant) ?? null, keepers }
    }),
  )
  const about = { ...linkInputs(tools, plan, variant), packages: [...packages].toSorted() }
  const known = await tools.results.of({ kind: 'pruned', about, schema: prunedSchema }, linkOnce)
  if (known === undefined || known.saved === null) return []
  const { sha256, saved: measured, keepers } = known
  const file = async () => ((await linkOnce())?.sha256 === sha256 ? path : undefined)
  return [{ mode: mode.name, platform, sha256, file, measured, keepers }]
}
