/** The step of a check that compares its programs with a vulnerability database. */
import { utcDay } from '../common/english.ts'
import { type Result, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import { hasProgram } from '../images/built-variant.ts'
import type { VariantReading } from '../images/inspect-variants.ts'
import type { KeptResults } from '../images/results/kept-results.ts'
import type { VariantKey, VariantSet } from '../model/variant-set.ts'
import type { CheckedProgram, Vulnerabilities } from '../model/vulnerability.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { withChains } from './chains.ts'
import { openDatabase } from './database/open-database.ts'
import type { ReadSnapshot } from './database/snapshot.ts'
import { openComparison } from './database-comparison.ts'

export type CheckTools = Pick<Handles, 'world' | 'workspace'> & {
  readonly results: Pick<KeptResults, 'of' | 'retain'>
}

/** Returns undefined if the configuration does not request it. */
export async function checkVulnerabilities(
  tools: CheckTools,
  plan: Plan,
  variants: VariantSet<VariantReading>,
): Promise<Vulnerabilities | undefined> {
  const { vulnerabilities: options } = plan.settings.config
  if (options === undefined) return undefined
  const { world, workspace, results } = tools
  const read = openDatabase(
    { world, results, directory: workspace.directory, root: plan.source.checkouts.head },
    options.database,
  )
  const about = { date: dayOf(world), budget: options.budget }
  const found = await world.log.step('look for known vulnerabilities', () =>
    compareWithDatabase(world, read, variants),
  )
  if (!found.ok) {
    const { message } = found.problem
    world.log.info(message)
    // identical programs have the same vulnerabilities, so the comparison needs no database
    return isUnchanged(variants) && options.budget.max === undefined
      ? { ...about, programs: [...unchangedPrograms(variants)] }
      : { ...about, problem: message, programs: [] }
  }
  return withChains(tools, plan, variants, { ...about, ...found.value })
}

/** For a run that builds nothing: base and head are the same. */
export function unchangedVulnerabilities(
  { world }: Pick<Handles, 'world'>,
  { settings, variants }: Pick<Plan, 'settings' | 'variants'>,
): { readonly vulnerabilities?: Vulnerabilities } {
  const { vulnerabilities: options } = settings.config
  if (options === undefined) return {}
  const programs = [...unchangedPrograms(variants)]
  return { vulnerabilities: { date: dayOf(world), budget: options.budget, programs } }
}

const dayOf = ({ clock }: Pick<World, 'clock'>) => utcDay(clock.wall())

function unchangedPrograms<V>(variants: VariantSet<V>): VariantSet<CheckedProgram> {
  return variants.map((_, key) => programOf(key, { kind: 'unchecked', because: 'unchanged' }))
}

const programOf = ({ revision, mode, platform }: VariantKey, result: CheckedProgram['result']) => ({
  revision,
  mode,
  platform,
  result,
})

function isUnchanged(variants: VariantSet<VariantReading>): boolean {
  return variants
    .pairs()
    .every(
      ({ base, head }) =>
        base !== undefined &&
        (hasProgram(head)
          ? hasProgram(base) && base.inspection.binary.sha256 === head.inspection.binary.sha256
          : head.failure === undefined),
    )
}

/** All programs are compared with one snapshot of the database. */
async function compareWithDatabase(
  { files }: Pick<World, 'files'>,
  read: ReadSnapshot,
  variants: VariantSet<VariantReading>,
): Promise<Result<Pick<Vulnerabilities, 'database' | 'programs'>>> {
  // variants of the same program have one path
  const paths = new Map(
    [...variants].filter(hasProgram).map(({ image, inspection }) => [inspection.binary.sha256, image.binary]),
  )
  const opened = await openComparison(read, files, [...paths.values()])
  if (!opened.ok) return opened
  const { database, resultOf } = opened.value
  const programs: CheckedProgram[] = []
  // in sequence: the function names of a program take megabytes
  for (const [key, one] of keyed(variants)) {
    if (!hasProgram(one)) {
      const because = one.failure === undefined ? 'unchanged' : 'not-built'
      programs.push(programOf(key, { kind: 'unchecked', because }))
    } else programs.push(programOf(key, await resultOf(paths.get(one.inspection.binary.sha256) ?? '')))
  }
  return succeed({ ...(database === undefined ? {} : { database }), programs })
}

function keyed<V>(variants: VariantSet<V>): Iterable<readonly [VariantKey, V]> {
  return variants.map((value, key) => [key, value] as const)
}
