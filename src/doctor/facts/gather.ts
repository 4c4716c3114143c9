/** Gathers the facts. */

import { nearest } from '../../common/nearest.ts'
import { defaultConfig } from '../../config/config.ts'
import { loadConfig, usualPlaces } from '../../config/load.ts'
import { describeDockerfile } from '../../dockerfile/facts/describe.ts'
import type { Report } from '../../document/report.ts'
import type { World } from '../../effects/world.ts'
import { compiledPackages } from '../../plan/choose-dockerfile.ts'
import { chooseImages, compiledHere, joined, surveyImages } from '../../plan/mode-images.ts'
import type { GitHubContext } from '../../repository/event.ts'
import { openGit } from '../../repository/git/git.ts'
import { discoverMain, namedMain } from '../../repository/go/discover.ts'
import { type GoAsked, readGoLines } from '../../repository/go/go-version.ts'
import { findModules } from '../../repository/go/modules.ts'
import { findGo } from '../../repository/go/toolchain.ts'
import {
  type BrokenWorkflow,
  isExpression,
  parseWorkflow,
  usesOfLinkgate,
  type Workflow,
} from '../../repository/workflow/workflow.ts'
import type { ConfigFacts, DoctorFacts, GoFacts, Problem } from './facts.ts'
import { attempt, machineFacts } from './gather-machine.ts'
import { hereOf } from './local-context.ts'

export interface GatherOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Of the repository, absolute. */
  readonly directory: string
  /** Path of the configuration; the usual places when absent. */
  readonly config?: string | undefined
  /** Of the workflow run that asks; absent outside of one. */
  readonly context?: GitHubContext | Problem | undefined
  readonly report?: Report | undefined
  /** Leave out what a run that came to its end has shown by itself. */
  readonly afterRun?: boolean
}

const workflowDirectory = '.github/workflows'

export async function gather(world: World, question: GatherOptions): Promise<DoctorFacts> {
  const { files, host } = world
  const { version, probeSource, directory, config, context, report, afterRun = false } = question
  const git = await attempt(() => openGit(world.exec, directory))
  const root = 'problem' in git ? directory : git.root
  const modules = await findModules(files, root)
  const workflows = await readWorkflows(world, root)
  const go = await goFacts(world)
  const configs = await readConfigs(world, root, config, workflows)
  const discover = afterRun || 'problem' in go ? undefined : modules
  const found = discover === undefined ? configs : await withMain(world, root, discover, configs)
  const machine = afterRun
    ? undefined
    : await machineFacts(world, {
        git,
        go,
        modes: found.find(({ compiled }) => compiled !== undefined)?.compiled ?? modesOf(configs[0]),
        context: context === undefined || 'problem' in context ? undefined : context,
      })
  return {
    version,
    os: host.os,
    arch: host.arch,
    go,
    asked: await readAsked(world, root, modules, probeSource),
    workflows,
    configs: found,
    strays: await findStrays(world, root, configs),
    ...(context === undefined ? {} : { here: hereOf(world, context) }),
    ...(report === undefined ? {} : { report }),
    ...(machine === undefined ? {} : { machine }),
  }
}

/** The Go of this machine: asked outside of any module, which could have another one fetched. */
async function goFacts(world: World): Promise<GoFacts | Problem> {
  const go = await findGo(world, '/')
  if ('problem' in go) return go
  const { stdout } = await world.exec.query(['go', 'env', 'GOTOOLCHAIN'], { cwd: '/' })
  return { ...go, toolchain: stdout.trim() }
}

async function readAsked(
  { files }: World,
  root: string,
  modules: readonly string[],
  probeSource: string,
): Promise<readonly GoAsked[]> {
  const places = ['go.work', ...modules.map((module) => (module === '.' ? 'go.mod' : `${module}/go.mod`))]
  const asked: GoAsked[] = []
  for (const [path, file] of [
    ...places.map((place) => [`${root}/${place}`, place] as const),
    [`${probeSource}/go.mod`, 'linkgate itself'] as const,
  ]) {
    const source = await files.readText(path)
    if (source !== undefined) asked.push(readGoLines(source, file))
  }
  return asked
}

export async function readWorkflows(
  { files }: World,
  root: string,
): Promise<readonly (Workflow | BrokenWorkflow)[]> {
  const read: (Workflow | BrokenWorkflow)[] = []
  for (const { name } of await files.list(`${root}/${workflowDirectory}`)) {
    if (!/\.ya?ml$/.test(name)) continue
    const file = `${workflowDirectory}/${name}`
    const source = (await files.readText(`${root}/${file}`)) ?? ''
    const workflow = parseWorkflow(source, file)
    // what GitHub cannot read elsewhere is not linkgate's business
    if (!('problem' in workflow) || /linkgate/i.test(source)) read.push(workflow)
  }
  return read
}

async function readConfigs(
  world: World,
  root: string,
  named: string | undefined,
  workflows: readonly (Workflow | BrokenWorkflow)[],
): Promise<readonly [ConfigFacts, ...ConfigFacts[]]> {
  const others = workflows
    .flatMap((workflow) => ('problem' in workflow ? [] : usesOfLinkgate(workflow)))
    .filter(({ step: { inputs }, phase }) => phase !== 'publish' && inputs['working-directory'] === undefined)
    .map(({ step }) => step.inputs['config']?.trim() ?? '')
    .filter((path) => path !== '' && path !== named && !isExpression(path))
  const read = async (path: string | undefined): Promise<ConfigFacts> => {
    const loaded = await loadConfig(world, root, path)
    if ('problems' in loaded) return { ...(path === undefined ? {} : { file: path }), config: loaded }
    return { ...(loaded.file === undefined ? {} : { file: loaded.file }), config: loaded.config }
  }
  const configs: [ConfigFacts, ...ConfigFacts[]] = [await read(named)]
  for (const path of new Set(others)) configs.push(await read(path))
  return configs
}

function modesOf({ config }: ConfigFacts) {
  return 'problems' in config ? defaultConfig().modes : config.modes
}

async function withMain(
  world: World,
  root: string,
  modules: readonly string[],
  [first, ...others]: readonly [ConfigFacts, ...ConfigFacts[]],
): Promise<readonly [ConfigFacts, ...ConfigFacts[]]> {
  const found = async (facts: ConfigFacts): Promise<ConfigFacts> => {
    if ('problems' in facts.config) return facts
    const { main, build, modes } = facts.config
    const search = { checkout: root, root, modules, tags: build.tags }
    const survey = await surveyImages(world.files, root, facts.config, describeDockerfile)
    const all = joined(survey)
    const discovery =
      main === undefined
        ? await discoverMain(world, search, {
            compiled: compiledPackages(all),
            repository: root.slice(root.lastIndexOf('/') + 1),
          })
        : await namedMain(world, search, main)
    const chosen = 'main' in discovery ? chooseImages(modes, survey, discovery.main) : undefined
    const isKnown = chosen !== undefined && !('problems' in chosen)
    const compiled =
      isKnown || all.builds.length === 0 ? compiledHere(modes, isKnown ? chosen.shipped : undefined) : []
    return { ...facts, main: discovery, compiled }
  }
  // where every service has a configuration of its own, nobody reads the defaults
  const isUnread = first.file === undefined && others.length > 0
  const rest: ConfigFacts[] = []
  for (const one of others) rest.push(await found(one))
  return [isUnread ? first : await found(first), ...rest]
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
