/** Which images the actions build that are made for that. */

import { asText, type ValueMap } from '../../common/yaml-values.ts'
import { bakeBuilds, bakeOverrides } from '../builds/bake-call.ts'
import { isPushed } from '../builds/build-command.ts'
import { type KnownExpressions, withExpressions } from '../builds/environment.ts'
import { namedBuild, repositoryPath } from '../builds/named-build.ts'
import type { FollowedBuilds } from '../builds/walk.ts'
import type { RepositoryTexts } from '../texts.ts'
import { variablesIn } from './expressions.ts'

export interface ActionPlace {
  readonly texts: RepositoryTexts
  readonly known: KnownExpressions
  readonly by: string
}

type ActionBuilds = Pick<FollowedBuilds, 'builds' | 'unread'>

/** What an action builds, of those that build images; `options` is what it is given. */
export function actionBuilds(uses: string, options: ValueMap, place: ActionPlace): ActionBuilds {
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
      cacheFrom: isUsual ? lines('cache-from') : [],
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
    environment: variablesIn(known),
  })
}
