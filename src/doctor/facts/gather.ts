/** Gathers the facts. */

import { nearest } from '../../common/nearest.ts'
import { mapResult, type Result, succeed } from '../../common/result.ts'
import { defaultConfig } from '../../config/config.ts'
import { loadConfig, usualPlaces } from '../../config/load.ts'
import type { Report } from '../../document/report.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import { imagePlatform, type Platform } from '../../model/platform.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { openCheckout } from '../../repository/git/git.ts'
import { type GoRequirement, readGoLines } from '../../repository/go/go-version.ts'
import { findModules } from '../../repository/go/modules.ts'
import { findGo } from '../../repository/go/toolchain.ts'
import {
  type BrokenWorkflow,
  isExpression,
  parseWorkflow,
  usesOfLinkgate,
  type Workflow,
} from '../../repository/workflow/workflow.ts'
import type { ConfigFacts, DoctorFacts, GitFacts, GoFacts } from './facts.ts'
import { gitFacts, revisionsHere } from './gather-git.ts'
import { machineFacts } from './gather-machine.ts'
import { type PlanQuestion, withPlans } from './gather-plan.ts'
import { localContextOf } from './local-context.ts'

export interface GatherOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Directory of the repository, absolute. */
  readonly directory: string
  /** Path of the configuration; absent for the usual places. */
  readonly config?: string | undefined
  /** Context of the current workflow run; absent outside of a run. */
  readonly context?: Result<GitHubContext> | undefined
  readonly report?: Report | undefined
  /** Omits facts that a finished run has already shown. */
  readonly afterRun?: boolean
}

const workflowDirectory = '.github/workflows'

export async function gather(world: World, question: GatherOptions): Promise<DoctorFacts> {
  const { files, host } = world
  const { version, probeSource, directory, config, context, report, afterRun = false } = question
  const git = await openCheckout(world, directory)
  const root = git.ok ? git.value.root : directory
  const modules = await findModules(files, root)
  const { workflows, broken } = await readWorkflows(world, root)
  const go = await goFacts(world)
  const configs = await readConfigs(world, root, config, workflows)
  const of = context?.ok === true ? context.value : undefined
  const clone: Result<GitFacts> | undefined = afterRun
    ? undefined
    : git.ok
      ? succeed(await gitFacts(world, git.value, of))
      : git
  const revisions = clone?.ok === true ? revisionsHere(clone.value) : undefined
  const found =
    clone === undefined || !go.ok
      ? configs
      : await withPlan(world, { git, root, go: go.value, context: of, revisions }, configs)
  const own = found.find((one) => one.compiled !== undefined) ?? configs[0]
  const compiled = own.compiled ?? modesOf(own)
  const isCompiled = (name: string) => compiled.some((mode) => mode.name === name)
  const machine =
    clone === undefined
      ? undefined
      : await machineFacts(world, {
          git: clone,
          go,
          modes: compiled,
          fallbacks: modesOf(own).filter(
            ({ name, image }) => image?.from !== 'dockerfile' && !isCompiled(name),
          ),
          platforms: platformsOf(own, host),
          probeSource,
        })
  return {
    version,
    os: host.os,
    arch: host.arch,
    go,
    goRequirements: await readGoRequirements(world, root, modules, probeSource),
    workflows,
    brokenWorkflows: broken,
    configs: found,
    strays: await findStrays(world, root, configs),
    ...(context === undefined ? {} : { localContext: localContextOf(world, context) }),
    ...(report === undefined ? {} : { report }),
    ...(machine === undefined ? {} : { machine }),
  }
}

/** The Go version of this machine, determined outside of any module, because a module could make Go download another one. */
async function goFacts(world: World): Promise<Result<GoFacts>> {
  const go = await findGo(world, '/')
  if (!go.ok) return go
  const { stdout } = await world.exec.ask(['go', 'env', 'GOTOOLCHAIN'], { cwd: '/' })
  return succeed({ ...go.value, toolchain: stdout.trim() })
}

async function readGoRequirements(
  { files }: World,
  root: string,
  modules: readonly string[],
  probeSource: string,
): Promise<readonly GoRequirement[]> {
  const places = ['go.work', ...modules.map((module) => (module === '.' ? 'go.mod' : `${module}/go.mod`))]
  const goRequirements: GoRequirement[] = []
  for (const [directory, path, file] of [
    ...places.map((place) => [root, place, place] as const),
    [probeSource, 'go.mod', 'linkgate itself'] as const,
  ]) {
    const source = await repositoryText(files, directory, path)
    if (source !== undefined) goRequirements.push(readGoLines(source, file))
  }
  return goRequirements
}

export async function readWorkflows(
  { files }: World,
  root: string,
): Promise<{ readonly workflows: readonly Workflow[]; readonly broken: readonly BrokenWorkflow[] }> {
  const workflows: Workflow[] = []
  const broken: BrokenWorkflow[] = []
  for (const { name } of await files.list(`${root}/${workflowDirectory}`)) {
    if (!/\.ya?ml$/.test(name)) continue
    const file = `${workflowDirectory}/${name}`
    const source = (await repositoryText(files, root, file)) ?? ''
    const workflow = parseWorkflow(source, file)
    // an invalid workflow matters only if it uses linkgate
    if (workflow.ok) workflows.push(workflow.value)
    else if (/linkgate/i.test(source)) broken.push(workflow.problem)
  }
  return { workflows, broken }
}

async function readConfigs(
  world: World,
  root: string,
  named: string | undefined,
  workflows: readonly Workflow[],
): Promise<readonly [ConfigFacts, ...ConfigFacts[]]> {
  const others = workflows
    .flatMap(usesOfLinkgate)
    .filter(({ step: { inputs }, phase }) => phase !== 'publish' && inputs['working-directory'] === undefined)
    .map(({ step }) => step.inputs['config']?.trim() ?? '')
    .filter((path) => path !== '' && path !== named && !isExpression(path))
  const read = async (path: string | undefined): Promise<ConfigFacts> => {
    const loaded = await loadConfig(world, root, path)
    const file = loaded.ok ? loaded.value.file : path
    return { ...(file === undefined ? {} : { file }), config: mapResult(loaded, ({ config }) => config) }
  }
  const configs: [ConfigFacts, ...ConfigFacts[]] = [await read(named)]
  for (const path of new Set(others)) configs.push(await read(path))
  return configs
}

function modesOf({ config }: ConfigFacts) {
  return config.ok ? config.value.modes : defaultConfig().modes
}

function platformsOf({ config }: ConfigFacts, host: World['host']): readonly Platform[] {
  return (config.ok ? config.value.platforms : undefined) ?? [imagePlatform(host)]
}

async function withPlan(
  world: World,
  question: PlanQuestion,
  configs: readonly [ConfigFacts, ...ConfigFacts[]],
): Promise<readonly [ConfigFacts, ...ConfigFacts[]]> {
  const [first, ...others] = configs
  // if every service has its own configuration, the defaults do not apply
  const isUnread = first.file === undefined && others.length > 0
  const planned = await withPlans(world, question, isUnread ? others : configs)
  const [own = first, ...rest] = isUnread ? [first, ...planned] : planned
  return [own, ...rest]
}

async function findStrays(
  { files }: World,
  root: string,
  configs: readonly ConfigFacts[],
): Promise<readonly string[]> {
  const used = configs.map(({ file }) => file)
  const names = async (directory: string) =>
    (await files.list(directory)).filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const isOurs = (name: string) => /^\.?linkgate\b.*\.(ya?ml|jsonc?|toml)$/i.test(name)
  const wanted = usualPlaces.map((place) => place.slice(place.lastIndexOf('/') + 1))
  return [
    ...(await names(root)).filter(isOurs),
    ...(await names(`${root}/.github`))
      .filter((name) => isOurs(name) || nearest(name, wanted) !== undefined)
      .map((name) => `.github/${name}`),
  ].filter((file) => !used.includes(file))
}
