/** Which images the workflows of a repository build: `docker/build-push-action`, its like, and `docker build`. */

import { cleanPath, joinPath } from '../../common/paths.ts'
import { asList, asMap, asText, parsed, type Value, type ValueMap } from '../../common/yaml-values.ts'
import { commandWords } from '../../shell/commands.ts'
import { type DockerBuildFlags, dockerBuildOptions } from '../dockerfiles/build-command.ts'
import { combinations } from './matrix.ts'

/** A way to build an image that a file of the repository names. Paths are relative to the root of the repository. */
export interface NamedBuild {
  readonly dockerfile: string
  readonly context: string
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments whose values are known only there. */
  readonly unknownArgs: readonly string[]
  /** The file that says so, and the part of it. */
  readonly by: string
}

/** What an expression such as `matrix.file` stands for; undefined where only a run knows it. */
type Lookup = (expression: string) => string | undefined

/** The builds of one workflow; `file` is its path. What depends on more than the file is left out. */
export function workflowBuilds(text: string, file: string): readonly NamedBuild[] {
  const workflow = asMap(parsed(text))
  return Object.values(asMap(workflow['jobs'])).flatMap((given) => {
    const job = asMap(given)
    const places = [workflow, job].map((one) => asMap(asMap(asMap(one['defaults'])['run'])))
    const directory =
      asText(places[1]?.['working-directory']) ?? asText(places[0]?.['working-directory']) ?? '.'
    return combinations(asMap(asMap(job['strategy'])['matrix'])).flatMap((matrix) =>
      asList(job['steps']).flatMap((one) => {
        const step = asMap(one)
        const lookup = lookupIn(matrix, [asMap(workflow['env']), asMap(job['env']), asMap(step['env'])])
        const build = actionBuild(step, lookup)
        const ran = runBuilds(step, directory, lookup)
        return [...(build === undefined ? [] : [build]), ...ran].map((found) => ({ ...found, by: file }))
      }),
    )
  })
}

type Unsigned = Omit<NamedBuild, 'by'>

function actionBuild(step: ValueMap, lookup: Lookup): Unsigned | undefined {
  const uses = asText(step['uses']) ?? ''
  const options = asMap(step['with'])
  const option = (...names: readonly string[]) =>
    names.map((name) => asText(options[name])).find((found) => found !== undefined && found.trim() !== '')
  const isUsual = /\/build-push-action@/.test(uses)
  const named = option('file', 'dockerfile', 'containerfiles')
  if (!isUsual && (named === undefined || !/docker|kaniko|buildah|image/i.test(uses))) return undefined
  const context = resolve(option('context', 'directory', 'workdir') ?? '.', lookup)?.replace(
    /^\{\{\s*defaultContext\s*\}\}:?/,
    './',
  )
  const file = named === undefined ? undefined : resolve(named.trim(), lookup)
  if (context === undefined || (named !== undefined && file === undefined)) return undefined
  const args = option('build-args', 'build_args', 'buildargs') ?? ''
  return buildOf(
    {
      context,
      ...(file === undefined ? {} : { file }),
      target: option('target'),
      args: args.split('\n').map((line) => line.trim()),
    },
    '.',
    lookup,
  )
}

/** The `docker build` commands of a step's script. */
function runBuilds(step: ValueMap, inherited: string, lookup: Lookup): readonly Unsigned[] {
  const script = asText(step['run'])
  if (script === undefined || !/\bbu(?:ild|d)\b/.test(script)) return []
  let directory = resolve(asText(step['working-directory']) ?? inherited, lookup)
  const found: Unsigned[] = []
  for (const command of commandWords(script)) {
    const [program, to] = command
    if (program === 'cd') {
      const next = to === undefined ? undefined : resolve(to, lookup)
      directory =
        next === undefined || directory === undefined ? undefined : cleanPath(`${directory}/${next}`)
      continue
    }
    const options = dockerBuildOptions(command)
    if (options === undefined || directory === undefined) continue
    const build = buildOf(options, directory, lookup)
    if (build !== undefined) found.push(build)
  }
  return found
}

function buildOf(given: DockerBuildFlags, directory: string, lookup: Lookup): Unsigned | undefined {
  const at = (path: string | undefined) => (path === undefined ? undefined : inRepository(path, directory))
  const context = at(resolve(given.context, lookup))
  const file = given.file === undefined ? undefined : at(resolve(given.file, lookup))
  const target = given.target === undefined ? undefined : resolve(given.target, lookup)
  if (context === undefined || (given.file !== undefined && file === undefined)) return undefined
  if (given.target !== undefined && target === undefined) return undefined
  const buildArgs: Record<string, string> = {}
  const unknownArgs: string[] = []
  for (const arg of given.args) {
    const [, name, value] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? []
    if (name === undefined) continue
    const known = value === undefined ? undefined : resolve(value, lookup)
    if (known === undefined) unknownArgs.push(name)
    else buildArgs[name] = known
  }
  return {
    dockerfile: file ?? joinPath(context, 'Dockerfile'),
    context,
    ...(target === undefined || target === '' ? {} : { target }),
    buildArgs,
    unknownArgs,
  }
}

function inRepository(path: string, directory: string): string | undefined {
  // a whole workspace path, which an expression may have stood for, begins with `./`
  return path.startsWith('/') || /^\w+:/.test(path) ? undefined : cleanPath(`${directory}/${path}`)
}

/** Text with its expressions and variables filled in; undefined when one of them is not known here. */
function resolve(text: string, lookup: Lookup): string | undefined {
  let isKnown = true
  const value = (found: string | undefined) => {
    if (found === undefined) isKnown = false
    return found ?? ''
  }
  const filled = text
    .replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => value(lookup(expression)))
    .replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (_whole, plain?: string, braced?: string) =>
      value(lookup(`env.${plain ?? braced ?? ''}`)),
    )
  return isKnown && !filled.includes('$') ? filled : undefined
}

function lookupIn(matrix: ValueMap, environments: readonly ValueMap[]): Lookup {
  const workspace = { workspace: '.', GITHUB_WORKSPACE: '.' }
  const inner: Lookup = (expression) => {
    const [scope, ...path] = expression.split('.')
    if (scope === 'github' && path[0] === 'workspace') return workspace.workspace
    if (scope !== 'matrix') return undefined
    let found: Value = matrix
    for (const key of path) found = asMap(found)[key]
    return asText(found)
  }
  return (expression) => {
    const name = /^env\.(\w+)$/.exec(expression)?.[1]
    if (name === undefined) return inner(expression)
    if (name === 'GITHUB_WORKSPACE') return workspace.GITHUB_WORKSPACE
    const given = environments.map((one) => asText(one[name])).findLast((one) => one !== undefined)
    return given === undefined ? undefined : resolve(given, inner)
  }
}
