import { type Explanation, explainCheck, nothingExplained } from './attribution/explain-check.ts'
import type { LinkTools } from './attribution/linked/link-again.ts'
import { CancelledError } from './common/errors.ts'
import { parentOf } from './common/paths.ts'
import { openPhases, type Phases } from './common/phases.ts'
import { onlyOnce } from './common/remembered.ts'
import { settleAll } from './common/settle.ts'
import type { Inputs } from './config/inputs.ts'
import { type ShownReport, shownReport } from './document/shown-report.ts'
import { besideSteps } from './effects/beside.ts'
import { showingProgress } from './effects/log.ts'
import { timingRuns } from './effects/timed-exec.ts'
import { openWorkspace, type Workspace } from './effects/workspace.ts'
import type { World } from './effects/world.ts'
import { type Builds, buildAll } from './images/build.ts'
import { buildPhaseOf } from './images/builder-command.ts'
import { isBuilt, type UnbuiltVariant } from './images/built-variant.ts'
import { openBuilderCaches } from './images/caches/builder/open.ts'
import {
  type KeptForNextRun,
  keepFromBuilder,
  keptForNextRun,
  withCaches,
} from './images/caches/kept-for-next-run.ts'
import { restoreCaches } from './images/caches/restore-caches.ts'
import { lostBeforeBuilt, lostBeforeRead, unlessEngineLost } from './images/engine-lost.ts'
import { openDocker } from './images/engines/docker/docker.ts'
import {
  type InspectedVariant,
  inspectAll,
  type ReadVariant,
  readPrograms,
} from './images/inspect-variants.ts'
import { removeLeftovers } from './images/leftovers.ts'
import { prepareAll, type Unprepared } from './images/prepare.ts'
import { type SavedImages, savedImages } from './images/saved-images.ts'
import { gatherEvidence, openModesOf } from './judge/evidence/gather.ts'
import { type JudgeInput, judge } from './judge/judge.ts'
import { interimAnalyses } from './judge/timing/timing-rule.ts'
import type { VariantSet } from './model/variant-set.ts'
import type { Handles } from './plan/handles.ts'
import { surveyImages } from './plan/mode-images.ts'
import { makePlan, type Plan } from './plan/plan.ts'
import { type Preflight, type PreflightRequest, preflight } from './plan/preflight.ts'
import { durationLine } from './report/durations.ts'
import type { GitHubContext } from './repository/event.ts'
import { buildProbe } from './startup/probe/build.ts'
import { measureStartup } from './startup/startup.ts'

export interface RunOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Called as soon as there is something to clean up, for whoever must do it when this process is killed. */
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
    return await compareRevisions(world, workspace, { inputs, context }, options)
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

async function compareRevisions(
  world: World,
  workspace: Workspace,
  request: Pick<PreflightRequest, 'inputs' | 'context'>,
  { version, probeSource, onBuilt }: RunOptions,
): Promise<ShownReport> {
  const phases = openPhases(world.clock)
  const building = { ...world, exec: timingRuns(world.exec, phases.within('build'), buildPhaseOf) }
  const { ground, handles } = await phases.run('plan', () =>
    showingProgress(
      world.log,
      () => 'reading the repository',
      () => readRepository(world, workspace, request, () => openDocker(building)),
    ),
  )
  const { cache, kept } = await phases.run('restore', () => restoreCaches(world, workspace, ground, request))
  const unprepared = await prepareRevisions(world, ground, phases)
  const plan = await phases.run('discover', () =>
    showingProgress(
      world.log,
      () => 'planning the builds',
      () => discover(world, ground, unprepared),
    ),
  )
  const images = savedImages(handles, plan.target.platform, kept.results)
  const builderCaches = openBuilderCaches(handles, plan, phases.within('build'))
  const tools = builderCaches === undefined ? handles : { ...handles, builderCaches }
  const { variants: built, findings } = await phases.run('build', () =>
    buildImages(tools, plan, images, { unprepared, probeSource, building }),
  )
  const { inspected, linked, programs } = await phases.run('inspect', (within) =>
    inspectAndExplain({ ...handles, results: kept.results }, plan, { images, built }, within),
  )
  await kept.close()
  const limit = request.inputs.rounds
  const startup = await phases.run('start', (within) =>
    measureStarts(handles, plan, inspected, { phases: within, limit, probeSource }),
  )
  const ofBuilder = await keepFromBuilder(handles, plan, builderCaches, phases)
  const isSaved =
    onBuilt !== undefined && [...built].some((variant) => variant.revision === 'head' && isBuilt(variant))
  if (isSaved) onBuilt(keptForNextRun(cache, ofBuilder.kept))
  else await ofBuilder.kept?.close()
  const timed = withCaches(phases.done, { ...cache, isSaved }, kept)
  const about = { version, context: request.context, phases: timed }
  const measured = {
    findings: [...findings, ...ofBuilder.findings, ...linked.findings],
    startup,
    programs,
    linked: linked.modules,
    limit,
  }
  return judged(world, await gatherEvidence(handles, plan, measured, about))
}

function judged({ log, secrets }: World, evidence: JudgeInput): ShownReport {
  const report = judge(evidence)
  log.info(durationLine(report))
  return shownReport(report, secrets)
}

async function readRepository(
  world: World,
  workspace: Workspace,
  request: Pick<PreflightRequest, 'inputs' | 'context'>,
  openEngine: () => ReturnType<typeof openDocker>,
): Promise<Awaited<ReturnType<typeof preflight>>> {
  const docker = onlyOnce(openEngine)
  const temporary = parentOf(workspace.directory)
  // first: with its last worktree git removes the directory in which new ones are made
  await removeLeftovers(world, { repository: request.inputs.directory, temporary, docker })
  return preflight(world, workspace, { ...request, docker })
}

function measureStarts(
  handles: Handles,
  plan: Plan,
  inspected: VariantSet<InspectedVariant | UnbuiltVariant>,
  given: Pick<Parameters<typeof measureStartup>[3], 'phases' | 'limit' | 'probeSource'>,
): ReturnType<typeof measureStartup> {
  const { limit } = given
  const rule = { interimAnalyses: interimAnalyses(limit), openModes: openModesOf(plan, limit) }
  return measureStartup(handles, plan, inspected, { ...given, ...rule })
}

/** Reading the images mostly waits for the engine, so the programs are explained meanwhile. No start is timed here. */
async function inspectAndExplain(
  handles: Handles & Pick<LinkTools, 'results'>,
  plan: Plan,
  { images, built }: { readonly images: SavedImages; readonly built: Builds['variants'] },
  phases: Pick<Phases, 'run'>,
): Promise<Explanation & { readonly inspected: VariantSet<InspectedVariant | UnbuiltVariant> }> {
  const { world } = handles
  const read = await readPrograms(world, built, plan.target.main)
  const [inspected, explanation] = await settleAll([
    inspectImages(handles, plan, images, read),
    explainCheck({ ...handles, world: besideSteps(world) }, plan, read, phases),
  ])
  const isLost = ![...inspected].some(isBuilt)
  return { inspected, ...(isLost ? nothingExplained : explanation) }
}

function inspectImages(
  { world, engine }: Handles,
  plan: Plan,
  images: SavedImages,
  read: VariantSet<ReadVariant | UnbuiltVariant>,
): Promise<VariantSet<InspectedVariant | UnbuiltVariant>> {
  return world.log.step('read binaries and images', () =>
    unlessEngineLost<VariantSet<InspectedVariant | UnbuiltVariant>>(
      world,
      () => inspectAll({ images, engine }, read, plan.target.main),
      (detail) => lostBeforeRead(read, detail),
    ),
  )
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
export async function discover(world: World, ground: Preflight, unprepared: Unprepared): Promise<Plan> {
  const { settings, source } = ground
  const { head, base } = source.checkouts
  const survey = await surveyImages(world.files, head, settings.config)
  const baseSurvey = base === undefined ? undefined : await surveyImages(world.files, base, settings.config)
  const isBaseUnprepared = unprepared.base !== undefined
  return makePlan(world, ground, { unprepared: unprepared.head, survey, baseSurvey, isBaseUnprepared })
}

async function buildImages(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  {
    unprepared,
    probeSource,
    building,
  }: { readonly unprepared: Unprepared; readonly probeSource: string; readonly building: World },
): Promise<Builds> {
  const { world, workspace } = handles
  const { target, go } = plan
  const { platform } = target
  const probe = () => buildProbe(world, { source: probeSource, directory: workspace.directory, platform, go })
  const { shipped, configured } = plan.images
  const isGoIdle = shipped !== undefined || configured.length > 0
  const [builds] = await settleAll([
    unlessEngineLost<Builds>(
      world,
      () => buildAll({ ...handles, world: building }, plan, images, unprepared),
      (detail) => ({ variants: lostBeforeBuilt(plan, detail), findings: [] }),
    ),
    // a failure counts only if something is to be started: it is reported below
    isGoIdle ? probe().catch(() => undefined) : undefined,
  ])
  // before the cache is saved, so that the next run finds it there
  if (builds.variants.filter(isBuilt).size > 0) await probe()
  return builds
}
