/** The scripts of workflows, by job. */

import { asList, asMap, asText, type PlacedYaml, placed, type ValueMap } from '../../common/yaml-values.ts'
import type { RepositoryTexts } from '../texts.ts'
import { pathIn, type Script } from './commands.ts'

/** The effects of the steps of a job, in their order. */
export interface JobSteps {
  readonly scripts: readonly Script[]
  /** Paths that actions write into the checkout. */
  readonly brought: readonly BroughtPath[]
  /** It builds an image, so its earlier steps prepare that. */
  readonly buildsImage: boolean
}

/** A path that an action writes, such as the artifact of another job. */
export interface BroughtPath {
  /** Relative to the root of the repository. */
  readonly path: string
  /** The action and its revision. */
  readonly uses: string
  /** `file:line` */
  readonly at: string
}

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/

interface Reading {
  readonly file: string
  readonly lines: readonly string[]
  readonly yaml: PlacedYaml
  readonly texts: RepositoryTexts
}

export function jobsOf(texts: RepositoryTexts): readonly JobSteps[] {
  return texts.paths
    .filter((path) => workflowFile.test(path))
    .flatMap((file) => {
      const reading = read(texts, file)
      const workflow = asMap(reading.yaml.value)
      return Object.entries(asMap(workflow['jobs'])).map(([id, job]) =>
        jobSteps(reading, ['jobs', id, 'steps'], [workflow, asMap(job)]),
      )
    })
}

function read(texts: RepositoryTexts, file: string): Reading {
  const text = texts.text(file) ?? ''
  return { file, lines: text.split('\n'), texts, yaml: placed(text) }
}

type Path = readonly (string | number)[]

/** @param around the mappings of the workflow and the job */
function jobSteps(reading: Reading, path: Path, around: readonly ValueMap[]): JobSteps {
  const directory = around
    .map((one) => asText(asMap(asMap(one['defaults'])['run'])['working-directory']))
    .findLast((one) => one !== undefined)
  const steps = asList(around.at(-1)?.['steps']).map(asMap)
  return {
    scripts: steps.flatMap((step, at) => scriptsOf(reading, [...path, at], step, directory ?? '.')),
    brought: steps.flatMap((step, at) => broughtBy(reading, [...path, at], step)),
    buildsImage: steps.some((step) =>
      /build-push-action|docker|buildah|kaniko|goreleaser|\bko\b/.test(
        `${asText(step['uses']) ?? ''} ${asText(step['run']) ?? ''}`,
      ),
    ),
  }
}

/** @param directory the default working directory */
function scriptsOf(reading: Reading, path: Path, step: ValueMap, directory: string): readonly Script[] {
  const uses = asText(step['uses'])
  if (uses?.startsWith('./') === true) return localAction(reading, uses)
  const run = asText(step['run'])
  if (run === undefined) return []
  const line = reading.yaml.lineOf([...path, 'run'])
  const isBlock = /:\s*[|>][-+\d]*\s*(?:#.*)?$/.test(reading.lines[line - 1] ?? '')
  return [
    {
      text: run,
      file: reading.file,
      line: isBlock ? line + 1 : line,
      directory: pathIn('.', asText(step['working-directory']) ?? directory),
      environment: assignmentsOf(asMap(step['env'])).join(''),
    },
  ]
}

function broughtBy(reading: Reading, path: Path, step: ValueMap): readonly BroughtPath[] {
  const uses = asText(step['uses']) ?? ''
  const to = asText(asMap(step['with'])['path'])
  const place = to === undefined ? undefined : pathIn('.', to)
  if (!/^actions\/(?:download-artifact|checkout)@/.test(uses) || place === undefined || place === '.')
    return []
  return [{ path: place, uses, at: `${reading.file}:${reading.yaml.lineOf([...path, 'uses'])}` }]
}

/** The scripts of an action in the repository. */
function localAction({ texts }: Reading, uses: string): readonly Script[] {
  const directory = pathIn('.', uses)
  const file = ['action.yml', 'action.yaml']
    .map((name) => `${directory}/${name}`)
    .find((path) => texts.paths.includes(path))
  if (file === undefined) return []
  const reading = read(texts, file)
  return asList(asMap(asMap(reading.yaml.value)['runs'])['steps']).flatMap((given, at) => {
    const step = asMap(given)
    // actions inside an action are not followed
    return step['uses'] === undefined ? scriptsOf(reading, ['runs', 'steps', at], step, '.') : []
  })
}

/** Variables of a step as shell assignments, without those that are only known at run time. */
function assignmentsOf(env: ValueMap): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const given = asText(value)
    if (!/^\w+$/.test(name) || given === undefined || /\$\{\{|[\r\n]/.test(given)) return []
    return [`${name}=${/^[\w./:@%+,-]+$/.test(given) ? given : `'${given.replaceAll("'", "'\\''")}'`} `]
  })
}
