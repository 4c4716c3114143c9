/** The steps of a run between planning and judging: build, inspect, start, and look up vulnerabilities. */
import { openInspector } from './attribution/inspect-and-explain.ts'
import type { Phases } from './common/phases.ts'
import { settleAll } from './common/settle.ts'
import { buildFiles } from './effects/workspace.ts'
import type { World } from './effects/world.ts'
import type { Builds } from './images/build.ts'
import type { BuildAllOptions } from './images/build-platform.ts'
import type { KeptBuilderCaches } from './images/caches/builder/keep.ts'
import { openBuilderCaches } from './images/caches/builder/open.ts'
import { keepFromBuilder } from './images/caches/kept-for-next-run.ts'
import type { VariantReading } from './images/inspect-variants.ts'
import type { RunResults } from './images/results/run-results.ts'
import { savedImages } from './images/saved-images.ts'
import type { Ceilings } from './judge/ceilings.ts'
import { type Measurements, openModesOf, readHead } from './judge/evidence/gather.ts'
import { interimAnalyses } from './judge/timing/timing-rule.ts'
import { revisions } from './model/revision.ts'
import type { VariantSet } from './model/variant-set.ts'
import type { Handles } from './plan/handles.ts'
import type { Plan } from './plan/plan.ts'
import { buildImages } from './startup/build-images.ts'
import { openContainers } from './startup/made-containers.ts'
import { measureStartup, type Startup } from './startup/startup.ts'
import { areSameImages, unstarted } from './startup/unstarted.ts'
import { checkVulnerabilities } from './vulnerabilities/check-vulnerabilities.ts'

export interface MeasureOptions extends Pick<Required<BuildAllOptions>, 'contexts' | 'unprepared'> {
  /** Present if base and head give the builder the same inputs. */
  readonly ceilings: Ceilings | undefined
  /** A world whose build commands are measured as a phase. */
  readonly building: World
  readonly probeSource: string
  /** Maximum number of rounds. */
  readonly limit: number
  /**
   * Called as soon as it is known what can be kept for the next run. A caller that takes it must remove it, even if
   * this run fails. Returns whether it was taken.
   */
  readonly handOver: (
    variants: Startup['variants'],
    ofBuilder: KeptBuilderCaches | undefined,
  ) => Promise<boolean>
}

interface Measured extends Pick<Builds, 'bases'> {
  readonly measured: Measurements
  /** Whether something is kept for the next run. */
  readonly isKept: boolean
}

/** Builds, inspects and starts the variants of a plan. If base and head cannot differ, only those that a `max` budget needs. */
export async function measurePlan(
  handles: Handles,
  plan: Plan,
  { phases, kept }: { readonly phases: Phases; readonly kept: RunResults },
  { ceilings, limit, probeSource, handOver, ...options }: MeasureOptions,
): Promise<Measured> {
  const images = savedImages(handles, kept.results)
  const made = openContainers(handles, plan, { source: probeSource, comparesBase: ceilings === undefined })
  // images that are not started need not be loaded into the engine
  const engine = ceilings?.needStarts === false ? { load: async () => {} } : made
  const inspector = openInspector({ ...handles, engine, images, results: kept.results }, plan)
  const builderCaches = openBuilderCaches(handles, plan, phases.within('build'))
  const tools = builderCaches === undefined ? handles : { ...handles, builderCaches }
  const [{ variants: built, findings, bases }, ofHead] = await settleAll([
    phases.run('build', () =>
      buildImages(tools, plan, images, {
        ...options,
        made,
        programs: kept.programs,
        needsStarts: ceilings?.needStarts !== false,
        onBuilt: inspector.onBuilt,
        ...(ceilings === undefined ? {} : { needed: ceilings.modes }),
      }),
    ),
    readHead(handles.world.files, plan),
  ])
  const { inspected, linked, programs } = await phases.run('inspect', (within) =>
    inspector.inspectAndExplain(built, within),
  )
  const isUnstarted = ceilings?.needStarts === false && areSameImages(inspected)
  const startup = isUnstarted
    ? unstarted(inspected)
    : await phases.run('start', (within) =>
        measureStarts(handles, plan, inspected, { phases: within, limit, probeSource, made }),
      )
  const caches = ceilings === undefined ? builderCaches : undefined
  const ofBuilder = await keepFromBuilder(handles, plan, caches, phases)
  const isKept = await handOver(startup.variants, ofBuilder.kept)
  handles.workspace.end('engine')
  const { vulnerabilities: wanted } = plan.settings.config
  const vulnerabilities =
    wanted &&
    (await phases.run('vulnerabilities', () =>
      checkVulnerabilities({ ...handles, results: kept.results }, plan, startup.variants),
    ))
  removeFiles(handles, plan)
  return {
    measured: {
      findings: [...findings, ...ofBuilder.findings, ...linked.findings],
      startup,
      programs,
      linked: linked.modules,
      vulnerabilities,
      limit,
      ofHead,
    },
    bases,
    isKept,
  }
}

/** Removes the worktrees, programs and images early, in parallel with the next step. */
function removeFiles(
  { workspace }: Pick<Handles, 'workspace'>,
  { source: { checkouts } }: Pick<Plan, 'source'>,
): void {
  for (const revision of revisions) {
    const tree = checkouts[revision]
    if (tree !== undefined) workspace.end(tree)
  }
  workspace.end(buildFiles)
}

function measureStarts(
  handles: Handles,
  plan: Plan,
  inspected: VariantSet<VariantReading>,
  given: Pick<Parameters<typeof measureStartup>[3], 'phases' | 'limit' | 'probeSource' | 'made'>,
): ReturnType<typeof measureStartup> {
  const { limit } = given
  const rule = { interimAnalyses: interimAnalyses(limit), openModes: openModesOf(plan, limit) }
  return measureStartup(handles, plan, inspected, { ...given, ...rule })
}
