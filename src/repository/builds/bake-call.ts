/** Calls of bake, by `docker buildx bake` or by `docker/bake-action`. */

import { joinPath, lastOf } from '../../common/paths.ts'
import { type BakeDefinition, joinedDefinitions, readBakeFile } from '../bake/definition.ts'
import { type BakeOverride, isListAttribute } from '../bake/overrides.ts'
import { type BakeTarget, bakeTargets, textsOf } from '../bake/targets.ts'
import { asWritten, type BakeValue, isList, isObject, unknownValue } from '../bake/values.ts'
import { composeFile } from '../compose/services.ts'
import type { RepositoryTexts } from '../texts.ts'
import { commandOptions, isPushed } from './build-command.ts'
import { givenContexts } from './build-contexts.ts'
import { composeDefinition } from './compose-call.ts'
import type { KnownVariables } from './environment.ts'
import { type NamedBuild, namedBuild, repositoryPath } from './named-build.ts'
import type { BuildNote } from './note.ts'

export interface BakeCall {
  /** As on the command line; if empty, bake reads its default files. */
  readonly files: readonly string[]
  /** Names of targets and groups. */
  readonly targets: readonly string[]
  readonly overrides: readonly BakeOverride[]
  readonly pushed: boolean
}

/** @param words after `docker buildx bake` */
export function bakeCall(words: readonly string[]): BakeCall {
  const { plain, valuesOf } = commandOptions(words)
  return {
    files: valuesOf('-f', '--file'),
    targets: plain,
    overrides: bakeOverrides(valuesOf('--set')),
    pushed: valuesOf('--push').some((value) => value !== 'false'),
  }
}

/** Parses `NAME.KEY=value`, without overrides with unknown keys. */
export function bakeOverrides(given: readonly string[]): readonly BakeOverride[] {
  return given.flatMap((one) => {
    const [, pattern, key, plus, value = ''] = /^([^.=]+)\.([^=+]+)(\+?)=([\s\S]*)$/.exec(one) ?? []
    if (pattern === undefined || key === undefined) return []
    const isUnknown = value.includes('$') && !isListAttribute(key)
    return [{ pattern, key, value: isUnknown ? undefined : value, ...(plus === '+' ? { adds: true } : {}) }]
  })
}

/** The default files of bake, in the order in which it reads them. */
const usualFiles = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-bake.json',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'docker-bake.override.hcl',
]

/** Attributes without which a target cannot be built. */
const places = ['context', 'dockerfile', 'dockerfile-inline', 'target']

export interface BakePlace {
  /** The working directory of bake, relative to the root of the repository. */
  readonly directory: string
  /** What runs bake, for messages; undefined if nothing does. */
  readonly by: string | undefined
  readonly environment: KnownVariables
}

export interface BakeBuilds {
  readonly builds: readonly NamedBuild[]
  readonly unread: readonly BuildNote[]
}

/** The images that a call of bake builds. */
export function bakeBuilds(
  texts: RepositoryTexts,
  { files, targets, overrides, pushed, directory, by, environment }: BakeCall & BakePlace,
): BakeBuilds {
  const unread: BuildNote[] = []
  const definitions: BakeDefinition[] = []
  const isUsual = files.length === 0
  const paths = (isUsual ? usualFiles : files).flatMap((file) => {
    const path = repositoryPath(file.replace(/^cwd:\/\//, ''), directory)
    return path === undefined || (isUsual && !texts.paths.includes(path)) ? [] : [path]
  })
  const isCompose = (path: string) => composeFile.test(lastOf(path)) || /\.ya?ml$/.test(path)
  const compose = paths.filter(isCompose)
  if (compose.length > 0) definitions.push(composeDefinition(texts, compose, environment))
  for (const path of paths.filter((one) => !isCompose(one))) {
    const text = texts.text(path)
    if (text === undefined) continue
    const read = readBakeFile(text, path)
    if (read.ok) definitions.push(read.value)
    else
      unread.push({
        text: `linkgate cannot read the bake file ${path}: ${read.problem.message}`,
        by: `${path}:${read.problem.line}`,
      })
  }
  const found = bakeTargets(joinedDefinitions(definitions), environment, overrides)
  const named = found.named(targets)
  const builds: NamedBuild[] = []
  for (const target of found.all.filter(({ name }) => named.includes(name))) {
    const build = buildOf(target, { directory, by, environment, pushed })
    const unknown = places.filter((key) => target.values[key] === unknownValue)
    if (build !== undefined) builds.push(build)
    else if (unknown.length > 0)
      unread.push({
        text: `linkgate does not build the bake target ${target.name}, because its ${unknown.join(' and ')} ${unknown.length === 1 ? 'is' : 'are'} only known at run time`,
        by: `${target.file}:${target.line}`,
      })
  }
  return { builds, unread }
}

/** Cache entries, written as for buildx or as objects. An unknown part contains a `$`. */
function cacheEntries(value: BakeValue | undefined): readonly string[] {
  return (isList(value) ? value : []).map((one) =>
    isObject(one)
      ? Object.entries(one)
          .map(([key, part]) => `${key}=${asWritten(part) ?? '$'}`)
          .join(',')
      : (asWritten(one) ?? '$'),
  )
}

function buildOf(
  { name, file, line, values }: BakeTarget,
  { directory, by, environment, pushed }: BakePlace & { readonly pushed: boolean },
): NamedBuild | undefined {
  const whole = [`${file}:${line}`, ...(by === undefined ? [] : [`run by ${by}`])].join(', ')
  const text = (key: string) => {
    const value = values[key]
    return value === unknownValue ? '$' : value === undefined || value === null ? undefined : asWritten(value)
  }
  const context = (text('context') ?? '.').replace(/^cwd:\/\//, '') || '.'
  const own = repositoryPath(context, directory)
  const dockerfile = text('dockerfile')
  const args = isObject(values['args']) ? Object.entries(values['args']) : []
  const outputs = isList(values['output']) ? textsOf(values['output']) : []
  const build = namedBuild(
    {
      context,
      // relative to the context, unlike with `docker build`
      file: dockerfile === undefined || own === undefined ? undefined : joinPath(context, dockerfile),
      target: text('target'),
      args: args.flatMap(([key, value]) => (asWritten(value) === undefined ? [`${key}=$`] : [])),
      knownArgs: Object.fromEntries(
        args.flatMap(([key, value]) => {
          const known = asWritten(value)
          return known === undefined ? [] : [[key, known]]
        }),
      ),
      tags: textsOf(values['tags']),
      contexts: givenContexts(
        isObject(values['contexts'])
          ? Object.entries(values['contexts']).map(([key, value]) => [key, asWritten(value) ?? '$'])
          : [],
        directory,
      ),
      cacheFrom: cacheEntries(values['cache-from']),
      pushed: pushed || outputs.some(isPushed),
    },
    directory,
    whole,
    environment,
  )
  const inline = values['dockerfile-inline']
  if (build === undefined || inline === unknownValue) return undefined
  const written = asWritten(inline)
  return { ...build, name, ...(written === undefined ? {} : { dockerfile: file, inline: written }) }
}
