import { CancelledError } from './common/errors.ts'
import type { Inputs } from './config/inputs.ts'
import { describeDockerfile } from './dockerfile/facts/describe.ts'
import type { Report } from './document/report.ts'
import { openWorkspace, type Workspace } from './effects/workspace.ts'
import type { World } from './effects/world.ts'
import { buildAll } from './images/build.ts'
import { restoreModules } from './images/caches/module-cache.ts'
import { openDocker } from './images/engines/docker/docker.ts'
import { inspectAll } from './images/inspect-variants.ts'
import { prepareAll } from './images/prepare.ts'
import { savedImages } from './images/saved-images.ts'
import { findingsOf, variantsOf } from './judge/evidence/evidence.ts'
import { noiseOf } from './judge/evidence/start-metrics.ts'
import { isDecided, judge } from './judge/judge.ts'
import { loosenedBudgets } from './judge/loosened.ts'
import { interimAnalyses } from './judge/timing/timing-rule.ts'
import type { Origin } from './model/origin.ts'
import { surveyImages } from './plan/mode-images.ts'
import { makePlan, preflight } from './plan/plan.ts'
import { startAdviser } from './plan/start/advice.ts'
import type { GitHubContext } from './repository/event.ts'
import { readGoMod } from './repository/go/go-mod.ts'
import { buildProbe } from './startup/probe/build.ts'
import { measureStartup } from './startup/startup.ts'

export interface RunOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Told as soon as there is something to clean up, for whoever must do it when this process is killed. */
  readonly onOpen?: (workspace: Workspace) => void
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
): Promise<Report> {
  const phases: { name: string; seconds: number }[] = []
  const phase = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const since = world.clock.now()
    const result = await work()
    phases.push({ name, seconds: Math.round((world.clock.now() - since) / 100) / 10 })
    return result
  }

  const workspace = await openWorkspace(world)
  try {
    options.onOpen?.(workspace)
    const ground = await phase('plan', async () =>
      preflight(world, workspace, inputs, context, await openDocker(world)),
    )
    const { go, engine, revisions, checkouts, modules } = ground
    world.log.info(`base ${revisions.base?.sha ?? 'none'} (${revisions.because})`)
    world.log.info(
      `head ${revisions.head.sha}${revisions.head.dirty === true ? ' and uncommitted changes' : ''}`,
    )
    world.log.info(
      `${go.version}, ${engine.name} ${engine.version}, configuration ${ground.configFile ?? 'defaults'}`,
    )

    const cache = await phase('restore', () => restoreModules(world, go, checkouts.head, modules))
    const unprepared =
      ground.config.prepare === undefined ? {} : await phase('prepare', () => prepareAll(world, ground))
    const plan = await phase('discover', async () => {
      const survey = await surveyImages(world.files, checkouts.head, ground.config, describeDockerfile)
      return makePlan(world, ground, { unprepared: unprepared.head, survey })
    })
    const images = savedImages(world, workspace, plan)
    const { built, findings: told } = await phase('build', async () => {
      const all = await buildAll(world, workspace, plan, images, unprepared)
      const { platform, go } = plan
      // before the cache is saved, so that the next run finds it there
      if (all.built.some(({ result }) => result.ok))
        await buildProbe(world, { source: options.probeSource, directory: workspace.directory, platform, go })
      return all
    })
    // saved before anything is judged: a broken budget must not cost the next run its cache
    await phase('save', () => cache.save())
    const inspected = await phase('inspect', () =>
      world.log.step('read binaries and images', () => inspectAll(world, plan, built, images)),
    )
    const goMod = await readGoMod(world.files, checkouts.head, plan.main.module)
    const { budgets } = plan.config
    const { platform } = plan
    const limit = inputs.rounds
    const startup = await phase('start', () =>
      measureStartup(world, workspace, plan, built, inspected, {
        limit,
        looks: interimAnalyses(limit),
        isDecided: (so) =>
          isDecided({
            variants: variantsOf(built, inspected, so.started, platform),
            budgets,
            noise: noiseOf(so, limit, platform),
          }),
        probeSource: options.probeSource,
      }),
    )
    return judge({
      schema: 1,
      app: plan.app,
      tool: { version: options.version },
      runner: {
        os: world.host.os,
        arch: world.host.arch,
        cpus: world.host.cpus,
        ...(world.host.image === undefined ? {} : { image: world.host.image }),
      },
      go: { version: go.version },
      engine: { name: engine.name, version: engine.version },
      base: revisions.base,
      head: revisions.head,
      ...(context === undefined ? {} : { origin: originOf(context) }),
      variants: variantsOf(built, inspected, startup.started, platform),
      ...(goMod === undefined ? {} : { goMod }),
      budgets,
      findings: [
        ...told,
        ...findingsOf(built, inspected, startup.started, await startAdviser(world.files, plan)),
        ...loosenedBudgets(ground.baseBudgets ?? [], budgets),
      ],
      noise: noiseOf(startup, limit, platform),
      phases,
    })
  } catch (error) {
    // a terminal stops our tools together with us: what they then fail with is not the reason
    throw world.signal.aborted ? new CancelledError() : error
  } finally {
    await workspace.close()
  }
}

function originOf({ owner, repo, eventName, pullRequest }: GitHubContext): Origin {
  return {
    repository: `${owner}/${repo}`,
    event: eventName,
    ...(pullRequest === undefined
      ? {}
      : { pullRequest: { number: pullRequest.number, headSha: pullRequest.headSha } }),
  }
}
