/** Finds the images that the jobs of a workflow build, also through the repository's workflows and actions that they call. */

import {
  asList,
  asMap,
  asText,
  type PlacedYaml,
  placed,
  type Value,
  type ValueMap,
} from '../../common/yaml-values.ts'
import { withExpressions } from '../builds/environment.ts'
import { type NamedBuild, repositoryPath } from '../builds/named-build.ts'
import type { BuildNote } from '../builds/note.ts'
import { BuildWalk, callChain, type FollowedBuilds } from '../builds/walk.ts'
import type { RepositoryTexts } from '../texts.ts'
import { actionBuilds } from './build-actions.ts'
import { type ExpressionScope, expressionsIn, givenInputs, variablesIn } from './expressions.ts'
import { combinations } from './matrix.ts'

/** GitHub's maximum length of a chain of workflows and actions. */
const deepest = 10
/** Maximum number of steps to follow, because workflows may call each other many times. */
const mostSteps = 5000

/** A workflow or an action. */
interface SourceFile {
  readonly file: string
  readonly yaml: PlacedYaml
  /** Its callers, the nearest first. */
  readonly callers: readonly string[]
}

export function readSource(texts: RepositoryTexts, file: string): Pick<SourceFile, 'file' | 'yaml'> {
  return { file, yaml: placed(texts.text(file) ?? '') }
}

/** The steps of a job or of an action. */
interface StepList extends SourceFile {
  readonly steps: Value
  readonly path: readonly string[]
  readonly scope: ExpressionScope
  /** Default working directory of its scripts. */
  readonly directory: string
}

interface Gathered {
  readonly walk: BuildWalk
  readonly builds: NamedBuild[]
  readonly unread: BuildNote[]
  pushes: boolean
  releases: boolean
}

export class WorkflowReader {
  /** Paths of the repository's workflows that were called. */
  readonly calls = new Set<string>()
  readonly #texts: RepositoryTexts
  #steps = 0

  constructor(texts: RepositoryTexts) {
    this.#texts = texts
  }

  jobs(source: SourceFile, inputs: ValueMap): FollowedBuilds {
    const workflow = asMap(source.yaml.value)
    const found = Object.entries(asMap(workflow['jobs'])).flatMap(([id, given]) => {
      const job = asMap(given)
      return combinations(asMap(asMap(job['strategy'])['matrix'])).map((matrix) => {
        const scope = { matrix, inputs, environments: [asMap(workflow['env']), asMap(job['env'])] }
        const path = ['jobs', id]
        return (
          this.#calledWorkflow(source, path, job, scope) ??
          this.#job({
            ...source,
            steps: job['steps'],
            path: [...path, 'steps'],
            scope,
            directory: workingDirectory(job) ?? workingDirectory(workflow) ?? '.',
          })
        )
      })
    })
    return {
      builds: found.flatMap(({ builds }) => builds),
      pushes: found.some(({ pushes }) => pushes),
      releases: found.some(({ releases }) => releases),
      unread: found.flatMap(({ unread }) => unread),
    }
  }

  /** The builds of a job that calls another workflow of the repository; undefined for other jobs. */
  #calledWorkflow(
    { file, yaml, callers }: SourceFile,
    path: readonly string[],
    job: ValueMap,
    scope: ExpressionScope,
  ): FollowedBuilds | undefined {
    const called = localPath(asText(job['uses']))
    if (called === undefined || callers.length >= deepest) return undefined
    this.calls.add(called)
    const source = readSource(this.#texts, called)
    const declared = asMap(asMap(asMap(source.yaml.value)['on'])['workflow_call'])['inputs']
    const inputs = givenInputs(declared, job['with'], expressionsIn(scope))
    return this.jobs({ ...source, callers: [`${file}:${yaml.lineOf(path)}`, ...callers] }, inputs)
  }

  #job(list: StepList): FollowedBuilds {
    const to: Gathered = {
      walk: new BuildWalk(this.#texts),
      builds: [],
      unread: [],
      pushes: false,
      releases: false,
    }
    this.#list(list, to)
    const { found } = to.walk
    const pushes = to.pushes || found.pushes
    const builds = [...to.builds, ...found.builds]
    return {
      // a job that pushes images is assumed to push all that it builds
      builds: pushes ? builds.map((build) => ({ ...build, pushed: true })) : builds,
      pushes,
      releases: to.releases || found.releases,
      unread: [...to.unread, ...found.unread],
    }
  }

  #list(list: StepList, to: Gathered): void {
    for (const [at, step] of asList(list.steps).entries()) {
      this.#steps += 1
      if (this.#steps > mostSteps) return
      this.#step({ ...list, step: asMap(step), at: [...list.path, at] }, to)
    }
  }

  #step(
    place: StepList & { readonly step: ValueMap; readonly at: readonly (string | number)[] },
    to: Gathered,
  ): void {
    const { file, yaml, callers, step, at } = place
    const scope = { ...place.scope, environments: [...place.scope.environments, asMap(step['env'])] }
    const known = expressionsIn(scope)
    const line = yaml.lineOf(at)
    const [uses = ''] = (asText(step['uses']) ?? '').split('@', 1)
    const by = callChain({ file, line, callers })
    const action = actionBuilds(uses, asMap(step['with']), { texts: this.#texts, known, by })
    to.builds.push(...action.builds)
    to.unread.push(...action.unread)
    to.pushes ||= /\/(?:push-to-registry)$/.test(uses)
    to.releases ||=
      uses === 'goreleaser/goreleaser-action' &&
      !/--snapshot|^build/.test(asText(asMap(step['with'])['args']) ?? '')
    this.#calledAction({ ...place, scope, line }, to)
    const script = asText(step['run'])
    if (script === undefined) return
    const directory = withExpressions(asText(step['working-directory']) ?? place.directory, known)
    to.walk.follow({
      text: withExpressions(script, known),
      directory: repositoryPath(directory, '.'),
      variables: variablesIn(known),
      file,
      line: scriptLine(yaml, [...at, 'run'], script),
      callers,
    })
  }

  /** Follows a step that uses a composite action of the repository. */
  #calledAction(
    { file, line, callers, step, scope }: StepList & { readonly step: ValueMap; readonly line: number },
    to: Gathered,
  ): void {
    const action = localPath(asText(step['uses']))
    if (action === undefined || callers.length >= deepest) return
    const names = ['action.yml', 'action.yaml'].map((name) => (action === '.' ? name : `${action}/${name}`))
    const found = names.find((name) => this.#texts.paths.includes(name))
    if (found === undefined) return
    const source = readSource(this.#texts, found)
    const { inputs, runs } = asMap(source.yaml.value)
    this.#list(
      {
        ...source,
        callers: [`${file}:${line}`, ...callers],
        steps: asMap(runs)['steps'],
        path: ['runs', 'steps'],
        scope: {
          matrix: {},
          inputs: givenInputs(inputs, step['with'], expressionsIn(scope)),
          // the action sees the environment, but not the contexts of its expressions
          environments: [resolved(scope)],
          action,
        },
        directory: '.',
      },
      to,
    )
  }
}

/** The environment of a step, without variables that are only known at run time. */
function resolved({ environments, ...scope }: ExpressionScope): ValueMap {
  const known = expressionsIn({ ...scope, environments })
  const names = environments.flatMap((one) => Object.keys(one))
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = known(`env.${name}`)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The path of a local `uses`, relative to the root of the repository. */
function localPath(uses: string | undefined): string | undefined {
  return uses?.startsWith('./') === true ? repositoryPath(uses, '.') : undefined
}

/** The line number of a script's first line: in a block, the line after the key. */
function scriptLine(yaml: PlacedYaml, path: readonly (string | number)[], script: string): number {
  return yaml.lineOf(path) + (script.trimEnd().includes('\n') ? 1 : 0)
}

function workingDirectory(of: ValueMap): string | undefined {
  return asText(asMap(asMap(of['defaults'])['run'])['working-directory'])
}
