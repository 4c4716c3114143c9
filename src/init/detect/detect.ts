/** Detects everything that the configuration and the workflow depend on. Changes and builds nothing. */

import { requireInput } from '../../common/errors.ts'
import { joinPath, lastOf } from '../../common/paths.ts'
import { fail, mapResult, type Result, succeed } from '../../common/result.ts'
import { defaultConfig } from '../../config/config.ts'
import { notBuiltHere, platformProblems } from '../../dockerfile/facts/platform-check.ts'
import { withPlace } from '../../dockerfile/read/problem.ts'
import { readWorkflows } from '../../doctor/facts/gather.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import { chooseDockerfile, compiledPackages } from '../../plan/choose-dockerfile.ts'
import { dockerfileText, type ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { type DockerfileSurvey, surveyDockerfiles } from '../../repository/dockerfiles/survey.ts'
import { appNameOf } from '../../repository/go/app-name.ts'
import { discoverMain, namedMain } from '../../repository/go/discover.ts'
import { compareGo, readGoLines } from '../../repository/go/go-version.ts'
import {
  type Discovery,
  inRepository,
  type MainPackage,
  mainDirectory,
} from '../../repository/go/main-package.ts'
import { findModules } from '../../repository/go/modules.ts'
import { findGo } from '../../repository/go/toolchain.ts'
import { findRunHints, imageNames } from '../../repository/start/hints.ts'
import { usesOfLinkgate } from '../../repository/workflow/workflow.ts'
import {
  type BuiltInFound,
  type Detected,
  type DockerfileFound,
  type ImageFound,
  nothingToStart,
  type StartFound,
} from './detected.ts'
import { howItBuilds, noObstacles } from './how-it-builds.ts'
import { privateModules } from './private-modules.ts'
import { type DockerfileReading, deducedArgs, readDockerfile } from './read-dockerfile.ts'
import { startFound } from './start-hints.ts'

export interface DetectOptions {
  /** Version of linkgate. */
  readonly version: string
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Root of the repository. */
  readonly root: string
  readonly configFile: string
  /** Path of the workflow to write. */
  readonly workflowFile: string
}

export interface Detection {
  readonly found: Detected
  /** Absent if unknown. */
  readonly main?: MainPackage
}

/** @throws {InputError} if there is no Go module */
export async function detect(world: World, question: DetectOptions): Promise<Detection> {
  const { version, root, configFile } = question
  const survey = await surveyDockerfiles(world.files, root, defaultConfig().dockerfile)
  const modules = await findModules(world.files, root)
  const discovery = await discover(world, question, modules, survey)
  const known = discovery.ok ? discovery.value : undefined
  const image = known === undefined ? unknownImage : await imageFound(world, root, survey, known.main)
  const building = known === undefined ? noObstacles : await howItBuilds(world, root, known.main, image)
  const found: Detected = {
    version,
    configFile,
    main: mapResult(discovery, ({ main, because, others }) => ({
      path: inRepository(main.module, main.path),
      name: appNameOf(main.importPath, lastOf(root)),
      because,
      others,
    })),
    image: image.found,
    ...building,
    start: known === undefined ? nothingToStart : await howItStarts(world, root, survey, known.main, image),
    go: await goFound(world, question, known?.main, modules),
    privateModules: await privateModules(world, root, known?.main.module ?? modules[0] ?? '.'),
    ...(await workflowsFound(world, question)),
  }
  return { found, ...(known === undefined ? {} : { main: known.main }) }
}

type Chosen = { readonly main: MainPackage; readonly because: string; readonly others: readonly string[] }

/** The main package; the first one if several are equally likely. */
async function discover(
  world: World,
  { root }: DetectOptions,
  modules: readonly string[],
  survey: DockerfileSurvey,
): Promise<Result<Chosen>> {
  const search = { checkout: root, root, modules, tags: [] }
  const go = modules.length === 0 ? undefined : await findGo(world, root)
  if (go?.ok === false) return go
  const repository = lastOf(root)
  const found = await discoverMain(world, search, { repository, compiled: compiledPackages(survey) })
  // without a module, there is nothing to set up linkgate for
  if (modules.length === 0) requireInput(found)
  if (found.ok) return succeed({ ...found.value, others: [] })
  const [first, ...others] = found.problem.candidates ?? []
  const named: Discovery = first === undefined ? found : await namedMain(world, search, first)
  if (!named.ok) return fail(found.problem.message)
  const isOnly = others.length === 0
  return succeed({
    main: named.value.main,
    because: isOnly ? 'the only one that is not an example or a tool' : 'the first of several',
    others,
  })
}

interface ImageKnown {
  readonly found: ImageFound
  /** The chosen build, or the one that would be chosen if it compiled the program. */
  readonly build?: ImageBuild
  /** Facts about the detected Dockerfile. */
  readonly reading?: DockerfileReading
}

const builtIn = (because: string, copying: Pick<BuiltInFound, 'copying'> = {}): ImageFound => ({
  kind: 'built-in',
  because,
  ...copying,
})

const unknownImage: ImageKnown = { found: builtIn('the main package is unknown') }

async function imageFound(
  world: World,
  root: string,
  survey: DockerfileSurvey,
  main: MainPackage,
): Promise<ImageKnown> {
  const choice = chooseDockerfile(survey, main)
  if (choice.kind === 'none') return { found: builtIn(choice.because) }
  const [build, ...others] = choice.kind === 'problem' ? choice.candidates : [choice.build]
  if (build === undefined) return { found: builtIn(choice.kind === 'problem' ? choice.message : '') }
  const { dockerfile, context, target, unknownArgs, by } = build
  const text = (await dockerfileText(world.files, root, build)) ?? ''
  const stage = target === undefined ? {} : { target }
  const elsewhere = notBuiltHere(build, text, { ...stage, buildArgs: build.buildArgs })
  if (elsewhere !== undefined) {
    const { because, isCopied } = elsewhere
    return {
      found: builtIn(`${dockerfile} is not used: ${because}`, isCopied ? { copying: dockerfile } : {}),
      build,
    }
  }
  const directory = mainDirectory(main)
  const inside = main.path.replace(/^\.\/?/, '')
  const words = [main.name, inside, directory, main.path].filter((word) => word !== '')
  const buildArgs = { ...build.buildArgs, ...deducedArgs(text, build, directory, words) }
  const options = { ...stage, buildArgs, platform: `linux/${world.host.arch}` }
  const reading = readDockerfile(text, options)
  const found: DockerfileFound = {
    kind: 'dockerfile',
    dockerfile,
    context,
    ...stage,
    because: choice.kind === 'build' ? choice.because : 'the first of several',
    others: others.map((one) =>
      one.target === undefined ? one.dockerfile : `${one.dockerfile}, target ${one.target}`,
    ),
    buildArgs,
    unknownArgs: unknownArgs.filter((name) => !reading.neededArgs.includes(name)),
    neededArgs: reading.neededArgs,
    by,
    secrets: reading.secrets,
    ssh: reading.ssh,
    // missing values have their own message
    problems: platformProblems(text, options)
      .filter(({ argument }) => argument === undefined)
      .map((problem) => withPlace(build, problem)),
    named: true,
  }
  return { found, build: { ...build, buildArgs }, reading }
}

async function howItStarts(
  world: World,
  root: string,
  survey: DockerfileSurvey,
  main: MainPackage,
  { found, build, reading }: ImageKnown,
): Promise<StartFound> {
  const services = survey.services.filter(
    (one) => one.build === undefined || build === undefined || one.build.target === build.target,
  )
  const hints = await findRunHints(
    world.files,
    root,
    { ...survey, services },
    {
      dockerfile: build?.dockerfile,
      names: imageNames(main),
    },
  )
  return startFound({
    hints,
    services: survey.services,
    program: main.name,
    ...(found.kind === 'dockerfile' && reading !== undefined
      ? { shipped: { file: found.dockerfile, reading } }
      : {}),
  })
}

async function goFound(
  { files }: World,
  { root, probeSource }: DetectOptions,
  main: MainPackage | undefined,
  modules: readonly string[],
): Promise<Detected['go']> {
  const own = joinPath(main?.module ?? modules[0] ?? '.', 'go.mod')
  const places = main?.outsideWorkspace === true ? [own] : ['go.work', own]
  const needed = readGoLines((await repositoryText(files, probeSource, 'go.mod')) ?? '', 'linkgate itself').go
  for (const file of places) {
    const source = await repositoryText(files, root, file)
    const asked = source === undefined ? undefined : readGoLines(source, file).go
    if (asked === undefined) continue
    if (needed === undefined || compareGo(asked, needed) >= 0) return { kind: 'file', file, version: asked }
    return { kind: 'newest', because: `${file} requires Go ${asked}, but linkgate needs Go ${needed}` }
  }
  return { kind: 'newest', because: `${own} requires no version` }
}

async function workflowsFound(
  world: World,
  { root, workflowFile }: DetectOptions,
): Promise<Pick<Detected, 'mergeQueue' | 'runsAlready'>> {
  const read = await readWorkflows(world, root)
  const workflows = read.workflows.filter(({ file }) => file !== workflowFile)
  const queue = workflows.find(({ events }) => Object.hasOwn(events, 'merge_group'))
  const running = workflows.find((workflow) =>
    usesOfLinkgate(workflow).some(({ phase }) => phase !== 'publish'),
  )
  return {
    ...(queue === undefined ? {} : { mergeQueue: queue.file }),
    ...(running === undefined ? {} : { runsAlready: running.file }),
  }
}
