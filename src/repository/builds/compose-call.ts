/** Calls of compose that build images, and compose files in the way that bake reads them. */

import { parentOf, relativeTo } from '../../common/paths.ts'
import type { BakeDefinition, TargetBlock } from '../bake/definition.ts'
import type { Expression } from '../bake/syntax.ts'
import { composeServices } from '../compose.ts'
import type { RepositoryTexts } from '../texts.ts'
import { commandOptions } from './build-command.ts'
import type { KnownVariables } from './environment.ts'
import { type NamedBuild, repositoryPath } from './named-build.ts'

export interface ComposeCall {
  readonly verb: 'build' | 'push'
  /** As on the command line. If empty, compose reads its default files. */
  readonly files: readonly string[]
  /** If empty: all services. */
  readonly services: readonly string[]
  /** Build arguments of the command line, as `NAME=value`. */
  readonly args: readonly string[]
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
    services,
    args: valuesOf('--build-arg'),
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

export function composeCallBuilds(
  texts: RepositoryTexts,
  { files, services, args }: ComposeCall,
  {
    directory,
    by,
    variables,
  }: { readonly directory: string; readonly by: string; readonly variables: KnownVariables },
): readonly NamedBuild[] {
  const usual = usualFiles.flatMap((names) => {
    const found = names.find((name) => texts.paths.includes(repositoryPath(name, directory) ?? ''))
    return found === undefined ? [] : [found]
  })
  const builds = new Map<string, NamedBuild>()
  for (const file of files.length > 0 ? files : usual) {
    const path = repositoryPath(file, directory)
    const text = path === undefined ? undefined : texts.text(path)
    if (path === undefined || text === undefined) continue
    for (const { name, build } of composeServices(text, path, variables)) {
      if (build !== undefined) builds.set(name, build)
    }
  }
  const given = args.flatMap((one) => {
    const [, name, value] = /^(\w+)=([^$]*)$/.exec(one) ?? []
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  const unknown = args.flatMap((one) => /^(\w+)=[^=]*\$/.exec(one)?.[1] ?? [])
  return [...builds.values()]
    .filter(({ name }) => services.length === 0 || services.includes(name ?? ''))
    .map((build) => ({
      ...build,
      buildArgs: { ...build.buildArgs, ...Object.fromEntries(given) },
      unknownArgs: [...build.unknownArgs, ...unknown],
      by: `${build.by}, run by ${by}`,
    }))
}

/** A compose file as a bake definition: each service is a target, and all of them are the group `default`. */
export function composeDefinition(text: string, file: string, variables: KnownVariables): BakeDefinition {
  const targets = composeServices(text, file, variables).flatMap(({ build }) =>
    build === undefined ? [] : [targetOf(build, file)],
  )
  const names = targets.map(({ name }) => name)
  const group: TargetBlock = {
    file,
    line: 1,
    name: 'default',
    attributes: new Map([['targets', { expression: list(names), line: 1 }]]),
  }
  return { variables: new Map(), functions: new Map(), groups: names.length === 0 ? [] : [group], targets }
}

function targetOf(build: NamedBuild, file: string): TargetBlock {
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
    tags: list(tags),
    'cache-from': list(cacheFrom),
  }
  const line = Number(/:(\d+)$/.exec(by)?.[1] ?? 1)
  const attributes = Object.entries(given).flatMap(([key, expression]) =>
    expression === undefined ? [] : [[key, { expression, line }] as const],
  )
  return { file, line, name: name.replaceAll('.', '_'), attributes: new Map(attributes) }
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
