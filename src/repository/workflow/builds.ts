/** Which images the workflows of a repository build: by actions, by `docker build`, and by what their scripts run. */

import {
  asList,
  asMap,
  asText,
  type PlacedYaml,
  placed,
  type Value,
  type ValueMap,
} from '../../common/yaml-values.ts'
import { bakeBuilds, bakeOverrides } from '../builds/bake-call.ts'
import { isPushed } from '../builds/build-command.ts'
import { type KnownExpressions, type KnownVariables, withExpressions } from '../builds/environment.ts'
import { type NamedBuild, namedBuild, repositoryPath, repositoryRoot } from '../builds/named-build.ts'
import { BuildWalk, type FollowedBuilds } from '../builds/walk.ts'
import type { RepositoryTexts } from '../texts.ts'
import { combinations } from './matrix.ts'

export interface WorkflowBuilds extends FollowedBuilds {
  /** It runs for tags or releases. */
  readonly isRelease: boolean
}

/** The builds of one workflow; `file` is its path. What depends on more than the repository is left out. */
export function workflowBuilds(text: string, file: string, texts: RepositoryTexts): WorkflowBuilds {
  const yaml = placed(text)
  const workflow = asMap(yaml.value)
  const jobs = Object.entries(asMap(workflow['jobs'])).flatMap(([id, given]) =>
    combinations(asMap(asMap(asMap(given)['strategy'])['matrix'])).map((matrix) =>
      jobBuilds({ texts, file, yaml, workflow, id, job: asMap(given), matrix }),
    ),
  )
  return {
    builds: jobs.flatMap(({ builds }) => builds),
    pushes: jobs.some(({ pushes }) => pushes),
    releases: jobs.some(({ releases }) => releases),
    unread: [...new Set(jobs.flatMap(({ unread }) => unread))],
    isRelease: isReleaseWorkflow(workflow),
  }
}

function isReleaseWorkflow(workflow: ValueMap): boolean {
  const on = workflow['on']
  const events = typeof on === 'string' ? [on] : [...asList(on).map(asText), ...Object.keys(asMap(on))]
  return events.includes('release') || asMap(asMap(on)['push'])['tags'] !== undefined
}

interface JobOfWorkflow {
  readonly texts: RepositoryTexts
  readonly file: string
  readonly yaml: PlacedYaml
  readonly workflow: ValueMap
  readonly id: string
  readonly job: ValueMap
  /** One combination of it. */
  readonly matrix: ValueMap
}

function jobBuilds(place: JobOfWorkflow): FollowedBuilds {
  const { texts, file, yaml, workflow, id, job, matrix } = place
  const walk = new BuildWalk(texts)
  const direct: NamedBuild[] = []
  const unread: string[] = []
  let pushes = false
  let releases = false
  for (const [at, one] of asList(job['steps']).entries()) {
    const step = asMap(one)
    const known = expressionsIn(matrix, [asMap(workflow['env']), asMap(job['env']), asMap(step['env'])])
    const line = yaml.lineOf(['jobs', id, 'steps', at])
    const uses = (asText(step['uses']) ?? '').split('@', 1)[0] ?? ''
    const action = actionBuilds(uses, asMap(step['with']), { texts, known, by: `${file}:${line}` })
    direct.push(...action.builds)
    unread.push(...action.unread)
    pushes ||= /\/(?:push-to-registry)$/.test(uses)
    releases ||=
      uses === 'goreleaser/goreleaser-action' &&
      !/--snapshot|^build/.test(asText(asMap(step['with'])['args']) ?? '')
    const script = asText(step['run'])
    if (script === undefined) continue
    const directory =
      asText(step['working-directory']) ?? workingDirectory(job) ?? workingDirectory(workflow) ?? '.'
    walk.follow({
      text: withExpressions(script, known),
      directory: repositoryPath(withExpressions(directory, known), '.'),
      variables: variablesOf(known),
      file,
      line: scriptLine(yaml, ['jobs', id, 'steps', at, 'run'], script),
      callers: [],
    })
  }
  const { found } = walk
  const pushesAll = pushes || found.pushes
  const builds = [...direct, ...found.builds]
  return {
    // what is built in a job that pushes images is pushed there
    builds: pushesAll ? builds.map((build) => ({ ...build, pushed: true })) : builds,
    pushes: pushesAll,
    releases: releases || found.releases,
    unread: [...unread, ...found.unread],
  }
}

/** The line of a script's first line: that after the key, where it has several. */
function scriptLine(yaml: PlacedYaml, path: readonly (string | number)[], script: string): number {
  return yaml.lineOf(path) + (script.trimEnd().includes('\n') ? 1 : 0)
}

function workingDirectory(of: ValueMap): string | undefined {
  return asText(asMap(asMap(of['defaults'])['run'])['working-directory'])
}

interface ActionPlace {
  readonly texts: RepositoryTexts
  readonly known: KnownExpressions
  readonly by: string
}

type ActionBuilds = Pick<FollowedBuilds, 'builds' | 'unread'>

/** What an action builds, of those that build images. */
function actionBuilds(uses: string, options: ValueMap, place: ActionPlace): ActionBuilds {
  const option = (...names: readonly string[]) => {
    const given = names
      .map((name) => asText(options[name]))
      .find((one) => one !== undefined && one.trim() !== '')
    return given === undefined ? undefined : withExpressions(given.trim(), place.known)
  }
  const lines = (...names: readonly string[]) =>
    (option(...names) ?? '').split('\n').map((line) => line.trim())
  if (uses.endsWith('/bake-action')) return bakedByAction(option, lines, place)
  const file = option('file', 'dockerfile', 'containerfiles')
  const isUsual = uses.endsWith('/build-push-action')
  if (!isUsual && (file === undefined || !/docker|kaniko|buildah|image/i.test(uses)))
    return { builds: [], unread: [] }
  const push = option('push')
  const context = option('context', 'directory', 'workdir') ?? '.'
  const build = namedBuild(
    {
      context: context.replace(/^\{\{\s*defaultContext\s*\}\}:?/, './'),
      file,
      target: option('target'),
      args: lines('build-args', 'build_args', 'buildargs'),
      tags: lines('tags', 'tag', 'image', 'images').flatMap((line) => line.split(',')),
      contexts: lines('build-contexts').flatMap((line) =>
        line === '' ? [] : (line.split('=', 1)[0] ?? line),
      ),
      pushed:
        (push !== undefined && push !== 'false') || lines('outputs').some(isPushed) || /kaniko/i.test(uses),
    },
    '.',
    place.by,
  )
  return { builds: build === undefined ? [] : [build], unread: [] }
}

function bakedByAction(
  option: (name: string) => string | undefined,
  lines: (name: string) => readonly string[],
  { texts, known, by }: ActionPlace,
): ActionBuilds {
  const list = (name: string) =>
    lines(name)
      .flatMap((line) => line.split(','))
      .filter((one) => one !== '')
  const source =
    /^\{\{\s*defaultContext\s*\}\}:?(.*)$/.exec(option('source') ?? '')?.[1] ?? option('source') ?? '.'
  const directory = repositoryPath(
    source === '' ? '.' : source,
    repositoryPath(option('workdir') ?? '.', '.') ?? '.',
  )
  if (directory === undefined) return { builds: [], unread: [] }
  const push = option('push')
  return bakeBuilds(texts, {
    // those of docker/metadata-action are made by a step
    files: list('files').filter((one) => !one.includes('$')),
    targets: list('targets'),
    overrides: bakeOverrides(lines('set')),
    pushed: push !== undefined && push !== 'false',
    directory,
    by,
    environment: variablesOf(known),
  })
}

function variablesOf(known: KnownExpressions): KnownVariables {
  return (name) => known(`env.${name}`)
}

function expressionsIn(matrix: ValueMap, environments: readonly ValueMap[]): KnownExpressions {
  const inner: KnownExpressions = (expression) => {
    const [scope, ...path] = expression.split('.')
    if (scope === 'github' && path[0] === 'workspace') return repositoryRoot
    if (scope !== 'matrix') return undefined
    let found: Value = matrix
    for (const key of path) found = asMap(found)[key]
    return asText(found)
  }
  return (expression) => {
    const name = /^env\.(\w+)$/.exec(expression)?.[1]
    if (name === undefined) return inner(expression)
    if (name === 'GITHUB_WORKSPACE') return repositoryRoot
    const given = environments.map((one) => asText(one[name])).findLast((one) => one !== undefined)
    const filled = given === undefined ? undefined : withExpressions(given, inner)
    return filled?.includes('$') === true ? undefined : filled
  }
}
