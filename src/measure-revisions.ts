/** A run after its revisions are on disk: plans, measures and judges. */
import type { Phases } from './common/phases.ts'
import { type ShownReport, shownReport } from './document/shown-report.ts'
import { showingProgress } from './effects/log.ts'
import type { World } from './effects/world.ts'
import { hasProgram } from './images/built-variant.ts'
import { type KeptForNextRun, keptForNextRun, withCaches } from './images/caches/kept-for-next-run.ts'
import { restoreCaches } from './images/caches/restore-caches.ts'
import { BuildContexts } from './images/dockerfile/repository-use.ts'
import type { OpenedRun } from './images/open-run.ts'
import { prepareAll, type Unprepared } from './images/prepare.ts'
import { knownInputs } from './images/same-inputs/same-inputs.ts'
import { ceilingsOf } from './judge/ceilings.ts'
import { earlierEvidence, keepRun } from './judge/earlier-run.ts'
import { gatherEarlier, gatherEvidence } from './judge/evidence/gather.ts'
import { type JudgeInput, judge } from './judge/judge.ts'
import { type MeasureOptions, measurePlan } from './measure-plan.ts'
import type { ScanComparison } from './model/scan.ts'
import { surveyImages } from './plan/mode-images.ts'
import { makePlan, type Plan, platformsIn } from './plan/plan.ts'
import type { Preflight, PreflightRequest } from './plan/preflight.ts'
import { durationLine } from './report/durations.ts'
import { withScans } from './report/with-scans.ts'
import { unchangedVulnerabilities } from './vulnerabilities/check-vulnerabilities.ts'
import { requireDistinctScans } from './vulnerabilities/scans/distinct-scans.ts'

export interface MeasureRequest extends Pick<PreflightRequest, 'inputs' | 'context'> {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** A world whose build commands are measured as a phase. */
  readonly building: World
  /** Results of vulnerability scanners for the images. */
  readonly scans: readonly ScanComparison[]
  /**
   * Called if something was built that the next run can use. The caller saves it after the result is published, and
   * closes it even if this run fails.
   */
  readonly onBuilt?: (kept: KeptForNextRun) => void
}

/** @throws {InputError} as `makePlan` and `requireDistinctScans` do */
export async function measureRevisions(
  world: World,
  { preflight, handles }: OpenedRun,
  phases: Phases,
  { version, probeSource, building, onBuilt, scans, ...request }: MeasureRequest,
): Promise<JudgeInput> {
  const { cache, kept } = await phases.run('restore', () =>
    restoreCaches(world, handles.workspace, preflight, request),
  )
  const unprepared = await prepareRevisions(world, preflight, phases)
  const planning = () => discover(world, preflight, unprepared)
  const plan = await phases.run('discover', () =>
    showingProgress(world.log, () => 'planning the builds', planning),
  )
  requireDistinctScans(scans, platformsIn(plan))
  const contexts = new BuildContexts(handles, plan)
  const { context, inputs } = request
  const known = await phases.run('discover', () =>
    knownInputs(world, plan, contexts, { event: context?.eventName, unprepared }),
  )
  const about = { version, context }
  const same =
    known?.isSame === true ? { key: known.key, ceilings: ceilingsOf(plan.settings.config) } : undefined
  const earlier = same && (await earlierEvidence(handles, plan, kept.results, same))
  if (earlier !== undefined) {
    await kept.close()
    const timed = withCaches(phases.done, { ...cache, isSaved: false }, kept)
    const found = { ...earlier, ...unchangedVulnerabilities(handles, plan) }
    return gatherEarlier(handles, plan, found, { ...about, phases: timed })
  }
  // the next run would otherwise restore caches of a single mode, if this run builds only one
  const saved = same === undefined ? cache : kept
  const how = { ceilings: same?.ceilings, contexts, unprepared, building, probeSource, limit: inputs.rounds }
  const given = { ...how, handOver: handingOver(saved, onBuilt) }
  const { measured, bases, isKept } = await measurePlan(handles, plan, { phases, kept }, given)
  const {
    findings,
    startup: { variants },
  } = measured
  if (known !== undefined) await keepRun(handles, plan, kept.results, { ...known, variants, findings, bases })
  await kept.close()
  const timed = withCaches(phases.done, { ...cache, isSaved: isKept && saved === cache }, kept)
  return gatherEvidence(handles, plan, measured, { ...about, phases: timed })
}

/** @param saved what is saved in addition to the builder's caches */
function handingOver(
  saved: Pick<KeptForNextRun, 'save'>,
  onBuilt: MeasureRequest['onBuilt'],
): MeasureOptions['handOver'] {
  return async (variants, ofBuilder) => {
    const isKept =
      onBuilt !== undefined && [...variants].some((one) => one.revision === 'head' && hasProgram(one))
    if (isKept) onBuilt(keptForNextRun(saved, ofBuilder))
    else await ofBuilder?.close()
    return isKept
  }
}

/** Judges the evidence, and adds the results of scanners. */
export function judged(
  { log, secrets }: Pick<World, 'log' | 'secrets'>,
  evidence: JudgeInput,
  scans: readonly ScanComparison[],
): ShownReport {
  const report = judge(evidence)
  log.info(durationLine(report))
  return withScans(shownReport(report, secrets), scans, { log, secrets })
}

async function prepareRevisions(
  world: World,
  { settings, source }: Preflight,
  phases: Phases,
): Promise<Unprepared> {
  const { prepare } = settings.config
  return prepare === undefined ? {} : phases.run('prepare', () => prepareAll(world, prepare, source))
}

/** @throws {InputError} as `makePlan` does */
export async function discover(world: World, preflight: Preflight, unprepared: Unprepared): Promise<Plan> {
  const { settings, source } = preflight
  const { head, base } = source.checkouts
  const survey = await surveyImages(world.files, head, settings.config)
  const baseSurvey = base === undefined ? undefined : await surveyImages(world.files, base, settings.config)
  const isBaseUnprepared = unprepared.base !== undefined
  return makePlan(world, preflight, { unprepared: unprepared.head, survey, baseSurvey, isBaseUnprepared })
}
