/** What expressions of a workflow are, as far as the repository says it. */

import { joinPath } from '../../common/paths.ts'
import { asMap, asText, type Value, type ValueMap } from '../../common/yaml-values.ts'
import { type KnownExpressions, type KnownVariables, withExpressions } from '../builds/environment.ts'
import { repositoryRoot } from '../builds/named-build.ts'

/** What expressions ask for at a step. */
export interface ExpressionScope {
  /** One combination of it. */
  readonly matrix: ValueMap
  /** Of a called workflow or an action. */
  readonly inputs: ValueMap
  /** Those of the workflow, the job and the step, outermost first. */
  readonly environments: readonly ValueMap[]
  /** Folder of the action that the step is in, from the root of the repository. */
  readonly action?: string
}

export function expressionsIn(scope: ExpressionScope): KnownExpressions {
  const inner: KnownExpressions = (expression) => {
    const [context = '', ...path] = expression.split('.')
    if (context === 'github') return place(path[0], scope.action)
    if (context !== 'matrix' && context !== 'inputs') return undefined
    let found: Value = scope[context]
    for (const key of path) found = asMap(found)[key]
    return asText(found)
  }
  return (expression) => {
    const name = /^env\.(\w+)$/.exec(expression)?.[1]
    if (name === undefined) return inner(expression)
    if (name === 'GITHUB_WORKSPACE') return repositoryRoot
    if (name === 'GITHUB_ACTION_PATH') return place('action_path', scope.action)
    const given = scope.environments.map((one) => asText(one[name])).findLast((one) => one !== undefined)
    const filled = given === undefined ? undefined : withExpressions(given, inner)
    return filled?.includes('$') === true ? undefined : filled
  }
}

function place(key: string | undefined, action: string | undefined): string | undefined {
  if (key === 'workspace') return repositoryRoot
  return key === 'action_path' && action !== undefined ? joinPath(repositoryRoot, action) : undefined
}

export function variablesIn(known: KnownExpressions): KnownVariables {
  return (name) => known(`env.${name}`)
}

/** Inputs with what a caller gives, else their defaults; without those that only a run knows. */
export function givenInputs(declared: Value, given: Value, known: KnownExpressions): ValueMap {
  const defaults = Object.entries(asMap(declared)).map(
    ([name, input]) => [name, asMap(input)['default']] as const,
  )
  const values = [...defaults, ...Object.entries(asMap(given))].flatMap(([name, value]) => {
    const text = asText(value)
    return text === undefined ? [] : [[name, withExpressions(text, known)] as const]
  })
  return Object.fromEntries([...new Map(values)].filter(([, value]) => !value.includes('${{')))
}
