/** Checks of the tools on this machine. */

import { plural } from '../../common/english.ts'
import { needsCompiler } from '../../config/modes.ts'
import { formatSize } from '../../model/quantity.ts'
import { isolationText } from '../../report/isolation.ts'
import { compareGo, newestRequired } from '../../repository/go/go-version.ts'
import { currentActions } from '../../repository/workflow/current-actions.ts'
import { stepsUsing } from '../../repository/workflow/workflow.ts'
import { type Addition, addition, type Check, stepsAddition } from '../check.ts'
import type {
  ConfigFacts,
  DoctorFacts,
  EmbeddedFacts,
  EngineFacts,
  GoFacts,
  Machine,
} from '../facts/facts.ts'

/** In bytes. Below this, images and build cache of two revisions may not fit. */
const littleSpace = 2e9

export function machineChecks(facts: DoctorFacts): readonly Check[] {
  const { machine } = facts
  const go = goCheck(facts)
  return machine === undefined
    ? [go]
    : [
        go,
        ...compilerChecks(facts, machine),
        ...fallbackChecks(facts, machine),
        ...excludedChecks(facts, machine),
        engineCheck(facts, machine),
        ...diskChecks(machine),
      ]
}

function goCheck(facts: DoctorFacts): Check {
  const { go, goRequirements } = facts
  const id = 'go'
  const needed = newestRequired(goRequirements, 'go')
  if (!go.ok) return { id, state: 'problem', message: go.problem.message, ...setUpGo(facts, needed) }
  const { version, toolchain } = go.value
  const wanted = newestRequired(goRequirements, 'toolchain') ?? needed
  const newest = [needed, wanted].reduce((a, b) =>
    compareGo(a?.version ?? '', b?.version ?? '') < 0 ? b : a,
  )
  const older = (than: typeof needed) => than !== undefined && compareGo(version, than.version) < 0
  if (newest === undefined || !older(newest)) {
    const asks = needed === undefined ? '' : `; ${needed.file} requires Go ${needed.version}`
    return { id, state: 'ok', message: `${version}${asks}` }
  }
  if (fetches(go.value)) {
    const message = `${newest.file} requires Go ${newest.version} but ${version} is installed; Go downloads the toolchain`
    return facts.localContext === undefined
      ? { id, state: 'ok', message: `${message} once` }
      : { id, state: 'hint', message: `${message} on every run`, ...setUpGo(facts, newest) }
  }
  if (needed === undefined || !older(needed)) {
    return { id, state: 'ok', message: `${version}, fixed by GOTOOLCHAIN=${toolchain}` }
  }
  const why = toolchain === '' ? '' : `, and GOTOOLCHAIN=${toolchain} forbids a download`
  return {
    id,
    state: 'problem',
    message: `${needed.file} requires Go ${needed.version} but ${version} is installed${why}: install Go ${needed.version} or newer${toolchain === 'local' ? ' or set GOTOOLCHAIN=auto' : ''}`,
    ...setUpGo(facts, needed),
  }
}

const fetches = ({ toolchain }: GoFacts): boolean => /(^|\+)auto$/.test(toolchain)

/** A step for the current workflow; empty on a local machine, where actions/setup-go is useless. */
function setUpGo(
  facts: DoctorFacts,
  required: { readonly file: string; readonly version: string } | undefined,
) {
  const { localContext, workflows } = facts
  if (localContext === undefined) return {}
  const job = workflows
    .find(({ file }) => file === localContext.workflow)
    ?.jobs.find(({ id }) => id === localContext.job)
  const [step] = job === undefined ? [] : stepsUsing(job, 'actions/setup-go')
  const isModule = required === undefined || /go\.(mod|work)$/.test(required.file)
  // if both are set, setup-go uses the version
  const version =
    isModule && step?.inputs['go-version'] === undefined
      ? { 'go-version-file': required?.file ?? 'go.mod' }
      : { 'go-version': required?.version }
  return stepsAddition(localContext.workflow, localContext.job, [
    { uses: step?.uses ?? currentActions.setupGo, with: version },
  ])
}

function compilerChecks(facts: DoctorFacts, { compiler }: Machine): readonly Check[] {
  const { os, configs } = facts
  const [{ config, file, compiled }] = configs
  const id = 'compiler'
  if (compiler === undefined) return []
  if (!compiler.ok) {
    const { message, packages } = compiler.problem
    return [{ id, state: 'problem', message, ...installing(facts, packages) }]
  }
  const modes = compiled ?? (config.ok ? config.value.modes : [])
  const foreign = modes.filter((mode) => needsCompiler(mode) && mode.env['CC'] === undefined)
  if (os === 'linux' || foreign.length === 0) {
    return [{ id, state: 'ok', message: `C compiler ${compiler.value.name}` }]
  }
  const others = modes.filter((mode) => !foreign.includes(mode)).map(({ name }) => name)
  return foreign.map(({ name }) => ({
    id,
    state: 'hint',
    message: `mode \`${name}\` needs a C compiler for Linux, which ${os} does not have: set CC in the \`env\` of the mode, or remove the mode on this machine`,
    ...(others.length === 0 ? {} : configAddition(file, { modes: others })),
  }))
}

/** One check for all modes, because several modes usually lack the same tools, and one step installs everything. */
function fallbackChecks(facts: DoctorFacts, { compiler, fallbacks = [] }: Machine): readonly Check[] {
  // the problem with the compiler already suggests a step
  if (fallbacks.length === 0 || compiler?.ok === false) return []
  const packages = [...new Set(fallbacks.flatMap((one) => one.packages))]
  const [first, ...others] = fallbacks.map(({ message }) => message)
  const more = others.length === 0 ? '' : `; ${plural(others.length, 'other mode')} too`
  return [
    {
      id: 'compiler',
      state: 'hint',
      message: `unless your Dockerfile can link it, ${first}${more}`,
      ...installing(facts, packages),
    },
  ]
}

/** One check for each platform and set of packages. */
function excludedChecks(facts: DoctorFacts, { excluded = [] }: Machine): readonly Check[] {
  const alike = Map.groupBy(excluded, ({ platform, packages }) => [platform, ...packages].join(' '))
  return [...alike.values()].map((lacking) => {
    const packages = lacking[0]?.packages ?? []
    const [first, ...others] = lacking.map(({ message }) => message)
    const more = others.length === 0 ? '' : `; ${plural(others.length, 'other mode')} too`
    return { id: 'compiler', state: 'hint', message: `${first}${more}`, ...installing(facts, packages) }
  })
}

/** A step for the current workflow. */
function installing({ localContext }: DoctorFacts, packages: readonly string[]): Partial<Addition> {
  if (packages.length === 0) return {}
  const install = { run: `sudo apt-get update && sudo apt-get install --yes ${packages.join(' ')}` }
  return localContext === undefined ? {} : stepsAddition(localContext.workflow, localContext.job, [install])
}

/** Keys for the configuration, in a new file if there is none. */
export function configAddition(file: string | undefined, content: object): Addition {
  return file === undefined
    ? addition('.github/linkgate.yml', { version: 1, ...content })
    : addition(file, content)
}

function engineCheck(facts: DoctorFacts, { engine, embedded }: Machine): Check {
  const { arch, localContext } = facts
  if (!engine.ok && embedded !== undefined) return embeddedCheck(facts, embedded)
  const id = 'engine'
  const hosted =
    localContext === undefined
      ? {}
      : addition(localContext.workflow, { jobs: { [localContext.job]: { 'runs-on': 'ubuntu-latest' } } })
  if (!engine.ok) return { id, state: 'problem', message: engine.problem.message, ...hosted }
  const { name, version, os } = engine.value
  if (os !== undefined && os !== 'linux') {
    return {
      id,
      state: 'problem',
      message: `${name} ${version} runs ${os} containers, but linkgate builds Linux images: switch to Linux containers`,
      ...hosted,
    }
  }
  if (engine.value.arch !== undefined && engine.value.arch !== arch) {
    return {
      id,
      state: 'hint',
      message: `${name} ${version} runs on ${engine.value.arch}, but this machine is ${arch}: images for linux/${arch} start under emulation or not at all, so start-up times are meaningless`,
    }
  }
  return { id, state: 'ok', message: engineText(engine.value) }
}

/** How a check works without an engine. */
function embeddedCheck({ configs }: DoctorFacts, embedded: EmbeddedFacts): Check {
  const id = 'engine'
  const engine = 'embedded engine, because no Docker engine and no Podman answers'
  const { isolation, canBuild } = embedded
  if (!isolation.ok) {
    const message = `${engine}. It cannot start an app here (${isolation.problem.message}), so only sizes and linkage are measured.`
    return { id, state: 'hint', message }
  }
  const isBuilt = ({ config, compiled }: ConfigFacts) =>
    config.ok && compiled !== undefined && compiled.length < config.value.modes.length
  if (!canBuild && configs.some(isBuilt)) {
    const message = `${engine}. It cannot build your Dockerfile: linkgate measures the built-in image instead.`
    return { id, state: 'hint', message }
  }
  const { kind, refused } = isolation.value
  if (kind === 'none') {
    const because = refused.at(-1)?.because ?? ''
    const message = `${engine}. It starts apps outside their image, because this machine refuses anything better (${because}); start-up budgets only warn.`
    return { id, state: 'hint', message }
  }
  return { id, state: 'ok', message: `${engine}: apps run in ${isolationText(isolation.value)}` }
}

function engineText({ name, version, store, buildx }: EngineFacts): string {
  const parts = [...(store === undefined ? [] : [store]), buildx ? 'buildx' : 'no buildx']
  return `${name} ${version}: ${parts.join(', ')}`
}

function diskChecks({ disk }: Machine): readonly Check[] {
  return disk
    .filter(({ free }) => free < littleSpace)
    .map(({ of, path, free }) => ({
      id: 'disk',
      state: 'hint',
      message: `only ${formatSize(free)} are free for ${of} (${path}), but linkgate may need ${formatSize(littleSpace)}`,
    }))
}
