/** Collects all evidence of a run in the form of the report. */

import type { Files } from '../../effects/files.ts'
import type { Finding } from '../../findings/finding.ts'
import type { LinkedModules } from '../../model/linked.ts'
import { referenceMode } from '../../model/mode.ts'
import type { Origin } from '../../model/origin.ts'
import type { ProgramComparison } from '../../model/program-comparison.ts'
import type { Vulnerabilities } from '../../model/vulnerability.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { type Advise, startAdviser } from '../../plan/start/advice.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { readGoMod } from '../../repository/go/go-mod.ts'
import type { Startup, StartupOptions } from '../../startup/startup.ts'
import type { EarlierEvidence } from '../earlier-run.ts'
import { type JudgeInput, openModes } from '../judge.ts'
import { loosenedBudgets } from '../loosened.ts'
import { outsideImageFindings } from '../outside-image.ts'
import { loosenedVulnerabilities } from '../vulnerabilities.ts'
import { findingsOf, reportVariants } from './evidence.ts'
import { conditionFindings } from './start-findings.ts'
import { noiseOf } from './start-metrics.ts'

/** The measured variants of a plan. */
export interface Measurements {
  /** Findings of the builds. */
  readonly findings: readonly Finding[]
  readonly startup: Startup
  readonly programs: readonly ProgramComparison[]
  /** Why the new modules of head are linked; absent if there are none, or if the reason is unknown. */
  readonly linked?: LinkedModules | undefined
  /** Absent unless configured. */
  readonly vulnerabilities?: Vulnerabilities | undefined
  /** Maximum number of rounds. */
  readonly limit: number
  readonly ofHead: TreeFacts
}

/** Facts from the tree of head that findings need. */
interface TreeFacts {
  readonly advise: Advise
  readonly goMod: JudgeInput['goMod']
}

/** Must be called while the tree exists: it is removed as soon as the last start is over. */
export async function readHead(files: Files, plan: Plan): Promise<TreeFacts> {
  return { advise: await startAdviser(files, plan), goMod: await goModOf(files, plan) }
}

const goModOf = (files: Files, { source, target }: Plan) =>
  readGoMod(files, source.checkouts.head, target.main.module)

/** Facts about the run itself. */
export interface RunFacts {
  /** Version of linkgate. */
  readonly version: string
  /** Absent outside of GitHub Actions. */
  readonly context: GitHubContext | undefined
  readonly phases: JudgeInput['phases']
}

export function gatherEvidence(
  handles: Pick<Handles, 'world' | 'engine'>,
  plan: Plan,
  { findings, startup, programs, linked, vulnerabilities, limit, ofHead }: Measurements,
  facts: RunFacts,
): JudgeInput {
  const context = contextOf(handles, plan, { ...facts, goMod: ofHead.goMod })
  return {
    ...context,
    variants: reportVariants(startup.variants),
    ...(programs.length === 0 ? {} : { programs }),
    ...(linked === undefined ? {} : { linked: [linked] }),
    ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
    ...(startup.conditions === undefined ? {} : { conditions: startup.conditions }),
    findings: [
      ...findings,
      ...findingsOf(startup.variants, ofHead.advise),
      ...conditionFindings(startup.found),
      ...outsideImageFindings(context.engine),
      ...loosenedIn(plan),
    ],
    noise: noiseOf(startup, limit),
  }
}

/** Evidence of a run that builds nothing, because an earlier run had the same inputs. */
export async function gatherEarlier(
  handles: Pick<Handles, 'world' | 'engine'>,
  plan: Plan,
  earlier: EarlierEvidence,
  facts: RunFacts,
): Promise<JudgeInput> {
  const goMod = await goModOf(handles.world.files, plan)
  return {
    ...contextOf(handles, plan, { ...facts, goMod }),
    ...earlier,
    findings: [...earlier.findings, ...loosenedIn(plan)],
    noise: { floor: null, rounds: 0 },
  }
}

const loosenedIn = ({ settings: { config, ofBase } }: Plan) => [
  ...loosenedBudgets(ofBase?.budgets ?? [], config.budgets),
  ...loosenedVulnerabilities(ofBase?.vulnerabilities, config.vulnerabilities),
]

/** The parts of the report that do not depend on the variants. */
function contextOf(
  { world, engine }: Pick<Handles, 'world' | 'engine'>,
  plan: Plan,
  { version, context, phases, goMod }: RunFacts & Pick<TreeFacts, 'goMod'>,
): Omit<JudgeInput, 'variants' | 'programs' | 'findings' | 'noise'> {
  const { settings, source } = plan
  const isolation = engine.isolation?.()
  const { os, arch, cpus, image } = world.host
  const { budgets, modes } = settings.config
  const names = modes.map(({ name }) => name)
  const reference = names.length > 1 ? referenceMode(names, settings.config.reference) : undefined
  return {
    schema: 1,
    app: plan.app,
    tool: { version },
    runner: { os, arch, cpus, ...(image === undefined ? {} : { image }) },
    go: { version: plan.go.version },
    engine: { name: engine.name, version: engine.version, ...(isolation && { isolation }) },
    base: source.revisions.base,
    head: source.revisions.head,
    ...(context === undefined ? {} : { origin: originOf(context) }),
    ...(goMod === undefined ? {} : { goMod }),
    budgets,
    ...(reference === undefined ? {} : { reference }),
    phases,
  }
}

/** Judges the rounds so far, to find the modes that need more of them. */
export function openModesOf(
  { settings }: Pick<Plan, 'settings'>,
  limit: number,
): StartupOptions['openModes'] {
  const { budgets } = settings.config
  return (soFar, reachable) =>
    openModes(
      { variants: reportVariants(soFar.variants), budgets, noise: noiseOf(soFar, limit) },
      Math.min(limit, reachable),
    )
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
