/** A build of an image, with facts from its Dockerfile. */

import { InputError } from '../../common/errors.ts'
import { bytesOf } from '../../common/fitting.ts'
import type { DockerfileOptions } from '../../config/build-schema.ts'
import { withoutNamedContexts } from '../../dockerfile/derive/named-contexts.ts'
import { type DockerfileDescription, describeDockerfile } from '../../dockerfile/facts/describe.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText, type TextFiles } from '../../effects/repository-text.ts'
import { contextsOf } from '../builds/build-contexts.ts'
import type { NamedBuild } from '../builds/named-build.ts'
import { type CompiledPackages, compiledIn } from './compiled.ts'
import { findContext } from './context.ts'
import { type FinalStage, finalStages, stageNumber } from './final-stages.ts'

/** Kinds of evidence that a Dockerfile is built in this way, strongest first. */
export const evidences = [
  'configuration',
  /** A workflow for tags or releases pushes it. */
  'release',
  /** Another workflow pushes it. */
  'publication',
  /** A workflow builds it. */
  'workflow',
  /** A bake file, a Makefile or a compose file defines it. */
  'build-file',
  'file',
] as const
export type BuildEvidence = (typeof evidences)[number]

/** One build of a Dockerfile. Paths are relative to the root of the repository. */
export interface ImageBuild extends NamedBuild, CompiledPackages {
  readonly evidence: BuildEvidence
  readonly facts: DockerfileDescription
  /** The candidates for the production image, if there are several and no file chooses one. */
  readonly choices?: readonly FinalStage[]
  /** Number of its stage; undefined if the Dockerfile has no such stage. */
  readonly stage?: number
  /** Its name or path shows that it does not ship: tests, development, an example. */
  readonly decoy: boolean
}

/** Words in names of Dockerfiles, compose files and directories which show that they do not ship. */
const decoyWords =
  /^(?:\.?devcontainer|dev|devel|development|ci|tests?|testing|testdata|integration|(?:tests?)?e2e|debug|local|override|lint|bak|backup|old|archive|demo|examples?|samples?|docs)$/i

interface Reading {
  readonly files: Files
  readonly root: string
  readonly options: DockerfileOptions
  /** Cache of read builds, keyed by all inputs: many files may define the same build. */
  readonly known: Map<string, DescribedBuild | undefined>
}

type DescribedBuild = Pick<ImageBuild, 'context' | 'facts' | 'choices' | 'stage'> & CompiledPackages

/** The builds whose Dockerfile exists, with its facts. */
export async function readBuilds(
  reading: Reading,
  named: readonly NamedBuild[],
  evidence: BuildEvidence,
): Promise<readonly ImageBuild[]> {
  const { options, known } = reading
  const builds: ImageBuild[] = []
  for (const one of named) {
    const target = options.target ?? one.target
    const request = {
      ...one,
      context: options.context ?? (one.by === one.dockerfile ? undefined : one.context),
      target,
      buildArgs: { ...one.buildArgs, ...options.buildArgs },
      mayChoose: target === undefined && evidence === 'file',
    }
    const key = JSON.stringify([
      [request.dockerfile, request.inline, request.context, target, request.contexts],
      [request.buildArgs, request.mayChoose],
    ])
    if (!known.has(key)) known.set(key, await describedBuild(reading, request))
    const described = known.get(key)
    if (described === undefined) continue
    builds.push({
      ...one,
      ...described,
      ...(target === undefined ? {} : { target }),
      buildArgs: request.buildArgs,
      unknownArgs: one.unknownArgs.filter((name) => options.buildArgs[name] === undefined),
      evidence,
      decoy:
        (evidence !== 'configuration' && isAsidePath(one.dockerfile)) ||
        (options.target === undefined && hasDecoyName(one)),
    })
  }
  return builds
}

async function describedBuild(
  { files, root, known }: Reading,
  request: Omit<NamedBuild, 'context' | 'target'> & {
    readonly context: string | undefined
    readonly target: string | undefined
    readonly mayChoose: boolean
  },
): Promise<DescribedBuild | undefined> {
  if (known.size >= mostBuilds) {
    throw new InputError([
      `files of this repository define more than ${mostBuilds} image builds: remove unused ones`,
    ])
  }
  const { target, buildArgs, mayChoose } = request
  const text = await dockerfileText(files, root, { ...request, context: request.context ?? '.' })
  if (text === undefined) return undefined
  const facts = describeDockerfile(text, { buildArgs, ...(target === undefined ? {} : { target }) })
  const context = request.context ?? (await findContext(files, root, request.dockerfile, facts))
  const compiled = await compiledIn(files, root, { ...request, context }, facts)
  const stage = stageNumber(text, target)
  return {
    context,
    facts,
    ...compiled,
    ...(mayChoose ? { choices: choicesIn(text, buildArgs) } : {}),
    ...(stage === undefined ? {} : { stage }),
  }
}

/** Maximum number of builds, because each reads its Dockerfile. */
const mostBuilds = 500

/** Whether its names show that it does not ship. */
function hasDecoyName({ target = '', name = '', tags = [], pushed }: NamedBuild): boolean {
  if (decoyWords.test(target)) return true
  if (pushed === true) return false
  const isAside = name.split(/[._/-]/).some((word) => decoyWords.test(word))
  return (
    isAside || (tags.length > 0 && tags.every((tag) => decoyWords.test(/:([^:/]*)$/.exec(tag)?.[1] ?? '')))
  )
}

/** The text of the Dockerfile of a build, with named contexts replaced; undefined if there is no such file. */
export async function dockerfileText(
  files: TextFiles,
  root: string,
  build: Pick<NamedBuild, 'dockerfile' | 'inline' | 'contexts' | 'context'>,
): Promise<string | undefined> {
  const { dockerfile, inline } = build
  const text = inline ?? (await repositoryText(files, root, dockerfile))
  if (text === undefined) return undefined
  requireFitDockerfile(text, dockerfile)
  return withoutNamedContexts(text, contextsOf(build))
}

/** Several times the size of the longest Dockerfiles written by hand. */
const most = { bytes: 100_000, lines: 5_000, instructions: 500 } as const
const instruction =
  /^[ \t]*(?:add|arg|cmd|copy|entrypoint|env|expose|from|healthcheck|label|maintainer|onbuild|run|shell|stopsignal|user|volume|workdir)\s/gim

const nestedVariables = /(?:\$\{[^{}$]{0,100}){100}/

/** @throws {InputError} if parsing it would take minutes */
function requireFitDockerfile(text: string, dockerfile: string): void {
  if (nestedVariables.test(text)) {
    throw new InputError([
      `\`${dockerfile}\` has more than 100 nested variables, which linkgate does not expand: set them one by one`,
    ])
  }
  const has = {
    bytes: bytesOf(text),
    lines: text.split('\n').length,
    instructions: text.match(instruction)?.length ?? 0,
  }
  for (const what of ['bytes', 'lines', 'instructions'] as const) {
    if (has[what] <= most[what]) continue
    const [own, allowed] = [has[what], most[what]].map((number) => number.toLocaleString('en'))
    throw new InputError([
      `\`${dockerfile}\` has ${own} ${what}, but linkgate reads at most ${allowed}: move scripts and data to separate files`,
    ])
  }
}

/**
 * The stages among which the user must choose: those that start a program. Empty if only the last one is neither for
 * development nor for tests.
 */
function choicesIn(text: string, buildArgs: Readonly<Record<string, string>>): readonly FinalStage[] {
  const all = finalStages(text, { buildArgs })
  const starting = all.filter(
    ({ name }) => describeDockerfile(text, { buildArgs, target: name }).starts !== undefined,
  )
  const meant = starting.filter(({ name }) => !decoyWords.test(name))
  const isLast = meant.length === 1 && meant[0] === all.at(-1)
  return meant.length === 0 || isLast ? [] : meant
}

/** Whether the path shows that it is for development, for tests or an example. */
export function isAsidePath(path: string): boolean {
  const parts = path.split('/')
  const words = (parts.pop() ?? '').split(/[._-]/)
  return [...parts, ...words].some((word) => decoyWords.test(word))
}
