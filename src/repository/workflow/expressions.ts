/** Values of expressions in a workflow that follow from the repository. */

import { joinPath } from '../../common/paths.ts'
import { asMap, asText, type Value, type ValueMap } from '../../common/yaml-values.ts'
import { type KnownExpressions, type KnownVariables, withExpressions } from '../builds/environment.ts'
import { repositoryRoot } from '../builds/named-build.ts'

/** The contexts of expressions at a step. */
export interface ExpressionScope {
  /** One combination of the matrix. */
  readonly matrix: ValueMap
  /** Inputs of a called workflow or an action. */
  readonly inputs: ValueMap
  /** The `env` of the workflow, the job and the step, outermost first. */
  readonly environments: readonly ValueMap[]
  /** Directory of the action that contains the step, relative to the root of the repository. */
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

/** Inputs from the caller, or else their defaults, without those that are only known at run time. */
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
