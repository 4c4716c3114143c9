import { CancelledError } from './common/errors.ts'
import { openPhases, type Phases } from './common/phases.ts'
import type { Inputs } from './config/inputs.ts'
import { type ShownReport, shownReport } from './document/shown-report.ts'
import { showingProgress } from './effects/log.ts'
import { timingRuns } from './effects/timed-exec.ts'
import { openWorkspace, type Workspace } from './effects/workspace.ts'
import type { World } from './effects/world.ts'
import { buildPhaseOf } from './images/builder-command.ts'
import { hasProgram } from './images/built-variant.ts'
import { type KeptForNextRun, keptForNextRun, withCaches } from './images/caches/kept-for-next-run.ts'
import { restoreCaches } from './images/caches/restore-caches.ts'
import { BuildContexts } from './images/dockerfile/repository-use.ts'
import { openEngine } from './images/engines/open-engine.ts'
import { openRun } from './images/open-run.ts'
import { prepareAll, type Unprepared } from './images/prepare.ts'
import { knownInputs } from './images/same-inputs/same-inputs.ts'
import { ceilingsOf } from './judge/ceilings.ts'
import { earlierEvidence, keepRun } from './judge/earlier-run.ts'
import { gatherEarlier, gatherEvidence } from './judge/evidence/gather.ts'
import { type JudgeInput, judge } from './judge/judge.ts'
import { measurePlan } from './measure-plan.ts'
import { surveyImages } from './plan/mode-images.ts'
import { makePlan, type Plan } from './plan/plan.ts'
import type { Preflight, PreflightRequest } from './plan/preflight.ts'
import { durationLine } from './report/durations.ts'
import type { GitHubContext } from './repository/event.ts'
import { unchangedVulnerabilities } from './vulnerabilities/check-vulnerabilities.ts'

export interface RunOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Called as soon as there is something to clean up, so that the post step can do it if this process is killed. */
  readonly onOpen?: (workspace: Workspace) => void
  /** Called when something was built that the next run can use: to be saved when this one has published its result. */
  readonly onBuilt?: (kept: KeptForNextRun) => void
}

/**
 * The whole comparison: plan, build, inspect, start, judge. Rejects with InputError, CommandError or CancelledError;
 * leaves nothing behind either way.
 */
export async function run(
  inputs: Inputs,
  context: GitHubContext | undefined,
  world: World,
  options: RunOptions,
): Promise<ShownReport> {
  const workspace = await openWorkspace(world)
  try {
    options.onOpen?.(workspace)
    const evidence = await measureRevisions(world, workspace, { inputs, context }, options)
    // beside judging: all that is needed was read
    void workspace.close()
    return judged(world, evidence)
  } catch (error) {
    // a terminal stops our tools together with us: what they then fail with is not the reason
    throw world.signal.aborted ? new CancelledError() : error
  } finally {
    await showingProgress(
      world.log,
      () => 'cleaning up',
      () => workspace.close(),
    )
  }
}

async function measureRevisions(
  world: World,
  workspace: Workspace,
  request: Pick<PreflightRequest, 'inputs' | 'context'>,
  { version, probeSource, onBuilt }: RunOptions,
): Promise<JudgeInput> {
  const phases = openPhases(world.clock)
  const building = { ...world, exec: timingRuns(world.exec, phases.within('build'), buildPhaseOf) }
  const { preflight, handles } = await shownPhase(phases, world, ['plan', 'reading the repository'], () =>
    openRun(world, workspace, request, () =>
      openEngine(building, request.inputs.engine, workspace.directory),
    ),
  )
  const { cache, kept } = await phases.run('restore', () =>
    restoreCaches(world, workspace, preflight, request),
  )
  const unprepared = await prepareRevisions(world, preflight, phases)
  const plan = await shownPhase(phases, world, ['discover', 'planning the builds'], () =>
    discover(world, preflight, unprepared),
  )
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
  const how = { ceilings: same?.ceilings, contexts, unprepared, building, probeSource, limit: inputs.rounds }
  const { measured, bases, ofBuilder } = await measurePlan(handles, plan, { phases, kept }, how)
  const {
    findings,
    startup: { variants },
  } = measured
  if (known !== undefined) await keepRun(handles, plan, kept.results, { ...known, variants, findings, bases })
  await kept.close()
  const isKept =
    onBuilt !== undefined && [...variants].some((one) => one.revision === 'head' && hasProgram(one))
  // of a run that builds one mode, the next one would restore caches of that mode alone
  const saved = same === undefined ? cache : kept
  if (isKept) onBuilt(keptForNextRun(saved, ofBuilder))
  else await ofBuilder?.close()
  const timed = withCaches(phases.done, { ...cache, isSaved: isKept && saved === cache }, kept)
  return gatherEvidence(handles, plan, measured, { ...about, phases: timed })
}

/** @param shown name of the phase, and what is shown while it lasts */
function shownPhase<T>(
  phases: Phases,
  { log }: Pick<World, 'log'>,
  [name, doing]: readonly [string, string],
  work: () => Promise<T>,
): Promise<T> {
  return phases.run(name, () => showingProgress(log, () => doing, work))
}

function judged({ log, secrets }: World, evidence: JudgeInput): ShownReport {
  const report = judge(evidence)
  log.info(durationLine(report))
  return shownReport(report, secrets)
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
