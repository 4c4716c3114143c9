/** Calls of compose that build images, and compose files in the way that bake reads them. */

import { ancestorsOf, joinPath, parentOf, relativeTo } from '../../common/paths.ts'
import type { BakeDefinition, TargetBlock } from '../bake/definition.ts'
import type { Expression } from '../bake/syntax.ts'
import { activeServices, composeServices } from '../compose/services.ts'
import { withVariablesFile } from '../compose/variables-file.ts'
import type { RepositoryTexts } from '../texts.ts'
import { commandOptions } from './build-command.ts'
import { writtenContext } from './build-contexts.ts'
import type { KnownVariables } from './environment.ts'
import { type NamedBuild, repositoryPath } from './named-build.ts'

export interface ComposeCall {
  readonly verb: 'build' | 'push'
  /** As on the command line. If empty, compose reads its default files. */
  readonly files: readonly string[]
  /** Names of services; empty for all services of the active profiles. */
  readonly services: readonly string[]
  readonly profiles: readonly string[]
  /** The directory that relative paths start from, as on the command line. Default: that of the first file. */
  readonly projectDirectory?: string | undefined
  /** Files with variables, as on the command line. If empty, compose reads `.env`. */
  readonly variableFiles: readonly string[]
  /** Build arguments of the command line, as `NAME=value`. */
  readonly args: readonly string[]
  /** It pushes the images that it builds. */
  readonly pushed: boolean
}

/** undefined if the command neither builds nor pushes. @param words after `docker compose` */
export function composeCall(words: readonly string[]): ComposeCall | undefined {
  const { plain, valuesOf } = commandOptions(words)
  const [verb = '', ...services] = plain
  const builds = verb === 'build' || (/^(?:up|create|run)$/.test(verb) && valuesOf('--build').length > 0)
  if (!builds && verb !== 'push') return undefined
  return {
    verb: verb === 'push' ? 'push' : 'build',
    files: valuesOf('-f', '--file'),
    // a service that only a run knows may be any of them
    services: services.filter((name) => !/[$`{]/.test(name)),
    profiles: valuesOf('--profile'),
    projectDirectory: valuesOf('--project-directory').at(-1),
    variableFiles: valuesOf('--env-file'),
    args: valuesOf('--build-arg'),
    pushed: verb === 'build' && valuesOf('--push').some((value) => value !== 'false'),
  }
}

const usualFiles: readonly (readonly string[])[] = [
  ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
  [
    'compose.override.yaml',
    'compose.override.yml',
    'docker-compose.override.yml',
    'docker-compose.override.yaml',
  ],
]

export interface ComposePlace {
  /** The working directory of compose, relative to the root of the repository. */
  readonly directory: string
  /** What runs compose, for messages. */
  readonly by: string
  readonly variables: KnownVariables
}

export function composeCallBuilds(
  texts: RepositoryTexts,
  call: ComposeCall,
  { directory, by, variables }: ComposePlace,
): readonly NamedBuild[] {
  const { services } = call
  const pathsOf = (given: readonly string[]) => given.flatMap((path) => repositoryPath(path, directory) ?? [])
  const [projectDirectory] = pathsOf(call.projectDirectory === undefined ? [] : [call.projectDirectory])
  const withFiles = (place: string, outer: KnownVariables) =>
    withVariablesFile(
      texts,
      call.variableFiles.length > 0 ? pathsOf(call.variableFiles) : [joinPath(place, '.env')],
      outer,
    )
  // compose reads the file of the working directory only to find the project
  const outer = call.files.length > 0 ? variables : withFiles(projectDirectory ?? directory, variables)
  const named = call.files.length > 0 ? call.files : listed(outer('COMPOSE_FILE'))
  const files = named.length > 0 ? pathsOf(named) : usualFilesIn(texts, directory)
  const all = composeServices(texts, {
    files,
    directory: projectDirectory,
    ...(call.variableFiles.length === 0 ? {} : { variables: pathsOf(call.variableFiles) }),
    environment: outer,
  })
  const inside = withFiles(projectDirectory ?? parentOf(files[0] ?? ''), outer)
  const profiles = call.profiles.length > 0 ? call.profiles : listed(inside('COMPOSE_PROFILES'))
  const requested =
    services.length > 0 ? all.filter(({ name }) => services.includes(name)) : activeServices(all, profiles)
  return requested
    .flatMap(({ build }) => build ?? [])
    .map((build) => ({
      ...build,
      ...withArgs(build, call.args, variables),
      ...(call.pushed && build.tags !== undefined ? { pushed: true as const } : {}),
      by: `${build.by}, run by ${by}`,
    }))
}

function listed(value = ''): readonly string[] {
  return value.split(/[:,]/).filter((one) => one !== '')
}

/** The build arguments with those of the command line, which win. */
function withArgs(
  build: NamedBuild,
  args: readonly string[],
  variables: KnownVariables,
): Pick<NamedBuild, 'buildArgs' | 'unknownArgs'> {
  const buildArgs = { ...build.buildArgs }
  const unknown = new Set(build.unknownArgs)
  for (const arg of args) {
    const [, name, written] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? []
    if (name === undefined) continue
    const value = written ?? variables(name)
    unknown.delete(name)
    delete buildArgs[name]
    if (value === undefined || value.includes('$')) unknown.add(name)
    else buildArgs[name] = value
  }
  return { buildArgs, unknownArgs: [...unknown] }
}

/** The files that compose reads if a command sets none: in the directory, or in the nearest parent that has some. */
function usualFilesIn(texts: RepositoryTexts, directory: string): readonly string[] {
  for (const place of ancestorsOf(directory)) {
    const found = usualFiles.flatMap((names) => {
      const path = names.map((name) => joinPath(place, name)).find((one) => texts.paths.includes(one))
      return path === undefined ? [] : [path]
    })
    if (found.length > 0) return found
  }
  return []
}

/** Compose files as a bake definition: each service is a target, and all of them are the group `default`. */
export function composeDefinition(
  texts: RepositoryTexts,
  files: readonly string[],
  environment: KnownVariables,
): BakeDefinition {
  const targets = composeServices(texts, { files, environment }).flatMap(({ build }) =>
    build === undefined ? [] : [targetOf(build)],
  )
  const names = targets.map(({ name }) => name)
  const group: TargetBlock = {
    file: files[0] ?? '',
    line: 1,
    name: 'default',
    attributes: new Map([['targets', { expression: list(names), line: 1 }]]),
  }
  return { variables: new Map(), functions: new Map(), groups: names.length === 0 ? [] : [group], targets }
}

function targetOf(build: NamedBuild): TargetBlock {
  const {
    name = '',
    context,
    dockerfile,
    inline,
    target,
    buildArgs,
    unknownArgs,
    tags = [],
    cacheFrom = [],
    contexts = {},
    by,
  } = build
  const given: Readonly<Record<string, Expression | undefined>> = {
    // relative to the directory in which bake runs, usually the root
    context: literal(context),
    dockerfile:
      inline === undefined
        ? literal(relativeTo(context, dockerfile) ?? upFrom(context, dockerfile))
        : undefined,
    'dockerfile-inline': inline === undefined ? undefined : literal(inline),
    target: target === undefined ? undefined : literal(target),
    args: {
      kind: 'object',
      entries: [
        ...Object.entries(buildArgs).map(([key, value]) => [literal(key), literal(value)] as const),
        ...unknownArgs.map((key) => [literal(key), { kind: 'variable', name: '' }] as const),
      ],
    },
    contexts: {
      kind: 'object',
      entries: Object.entries(contexts).map(
        ([key, context]) => [literal(key), literal(writtenContext(context))] as const,
      ),
    },
    tags: list(tags),
    'cache-from': list(cacheFrom),
  }
  const [, file = by, line = '1'] = /^(.*):(\d+)$/.exec(by) ?? []
  const attributes = Object.entries(given).flatMap(([key, expression]) =>
    expression === undefined ? [] : [[key, { expression, line: Number(line) }] as const],
  )
  return { file, line: Number(line), name: name.replaceAll('.', '_'), attributes: new Map(attributes) }
}

function upFrom(context: string, path: string): string {
  return `${'../'.repeat(parentOf(`${context}/x`).split('/').length)}${path}`
}

function literal(value: string): Expression {
  return { kind: 'literal', value }
}

function list(values: readonly string[]): Expression {
  return { kind: 'list', items: values.map(literal) }
}
