/** Problems of a configuration, as sentences with the place and the fix. */
import { type Document, isPair, isScalar, visit } from 'yaml'
import type * as z from 'zod'
import { didYouMean } from '../common/nearest.ts'
import { metricNames } from '../model/metric.ts'
import { budgetedMetrics } from './budget-schema.ts'
import { defaultModes, isBuiltIn, mostModes } from './built-in-modes.ts'
import { configSchema } from './schema.ts'

export interface ConfigProblem {
  readonly path: readonly PropertyKey[]
  readonly problem: string
}

/**
 * @param error the error of validating `raw`, if any
 * @param most maximum number of problems
 */
export function problemsOf(
  error: z.ZodError | undefined,
  raw: unknown,
  most: number,
): readonly ConfigProblem[] {
  const unknown = unknownBudgetKeys(raw, most)
  const reported = new Set(unknown.map(({ path }) => path.join('.')))
  const issues = (error?.issues ?? []).flatMap(flatten)
  return [
    ...unknown,
    ...issues
      .filter(({ path }) => !reported.has(path.slice(0, 2).join('.')))
      .slice(0, most)
      .flatMap((issue) => sentences(issue, raw, most)),
  ]
}

/** Checked separately, because a key under `budgets` can be a mode of this file, which the schema does not know. */
function unknownBudgetKeys(raw: unknown, most: number): ConfigProblem[] {
  const { budgets, modes } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  if (typeof budgets !== 'object' || budgets === null) return []
  const modeNames = Array.isArray(modes)
    ? modes.map(String)
    : typeof modes === 'object' && modes !== null
      ? Object.keys(modes)
      : [...defaultModes]
  const allowed = [...budgetedMetrics, ...modeNames.slice(0, mostModes)]
  const known = new Set([...allowed, ...modeNames])
  return Object.keys(budgets)
    .filter((key) => !known.has(key))
    .slice(0, most)
    .map((key) => ({
      path: ['budgets', key],
      problem: (metricNames as readonly string[]).includes(key)
        ? `\`${key}\` is informational: it cannot have a budget`
        : isBuiltIn(key)
          ? `\`budgets\` has \`${key}\`, which is not in \`modes\``
          : `unknown key \`${key}\` in \`budgets\`: ${didYouMean(key, allowed)}`,
    }))
}

/** Values of variables that YAML would change by reading them as numbers: 1.20 would become 1.2. */
export function changedNumbers(document: Document.Parsed): readonly ConfigProblem[] {
  const found: ConfigProblem[] = []
  visit(document, {
    Scalar(key, { value, source }, parents) {
      if (key !== 'value' || typeof value !== 'number' || source === undefined || String(value) === source)
        return
      const path = parents.flatMap((node) =>
        isPair(node) && isScalar(node.key) ? [String(node.key.value)] : [],
      )
      if (path.at(-2) !== 'env' && path.at(-2) !== 'build-args') return
      found.push({
        path,
        problem: `\`${path.join('.')}\` is the number ${value}: write '${source}' in quotes`,
      })
    },
  })
  return found
}

type Issue = z.core.$ZodIssue

/** For a union, reports the issues of the closest branch: one that did not fail at its root. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const near = issue.errors.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code === 'custom'),
  )
  if (near === undefined) return [issue]
  return near.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }))
}

function sentences(issue: Issue, raw: unknown, most: number): ConfigProblem[] {
  const name = issue.path.map(String).join('.') || 'the configuration'
  const given = valueAt(raw, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const where = issue.path.length === 0 ? 'the configuration' : `\`${name}\``
      return issue.keys.slice(0, most).map((key) => ({
        path: [...issue.path, key],
        problem: `unknown key \`${key}\` in ${where}: ${didYouMean(key, allowedKeys(issue.path))}`,
      }))
    }
    case 'invalid_value':
      return [{ path: issue.path, problem: wrongValue(name, given, issue.values) }]
    case 'invalid_union': {
      const types = issue.errors.flatMap((branch) =>
        branch.flatMap((inner) => (inner.code === 'invalid_type' ? [article(inner.expected)] : [])),
      )
      return [{ path: issue.path, problem: `\`${name}\` must be ${types.join(' or ')}` }]
    }
    case 'invalid_key':
      return [{ path: issue.path, problem: `\`${name}\`: ${issue.issues[0]?.message ?? issue.message}` }]
    case 'custom':
      return [{ path: issue.path, problem: `\`${name}\`: ${issue.message}` }]
    case 'invalid_format':
      return [{ path: issue.path, problem: `\`${name}\` is \`${String(given)}\`: ${issue.message}` }]
    case 'invalid_type':
      return [{ path: issue.path, problem: `\`${name}\` must be ${article(issue.expected)}` }]
    default:
      return [{ path: issue.path, problem: `\`${name}\`: ${issue.message}` }]
  }
}

function wrongValue(name: string, given: unknown, allowed: readonly unknown[]): string {
  const words = allowed.map(String)
  if (given === undefined) return `\`${name}\` is missing: write \`${name}: ${words[0]}\``
  if (words.includes(String(given))) return `\`${name}\` must be ${String(given)} without quotes`
  return `\`${name}\` is \`${String(given)}\`: ${didYouMean(String(given), words)}`
}

function article(type: string): string {
  if (type === 'record' || type === 'object') return 'a map'
  return type === 'array' ? 'a list' : `a ${type}`
}

/** Keys that the schema allows at a place. */
function allowedKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema
  for (const step of path) schema = shapeOf(schema)?.[String(step)] ?? anyKey(schema)
  return Object.keys(shapeOf(schema) ?? {})
}

interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly innerType?: unknown
  /** The input of a transformed value. */
  readonly in?: unknown
  readonly catchall?: unknown
  readonly valueType?: unknown
  readonly options?: readonly unknown[]
}

function definition(schema: unknown): Definition {
  const found = (schema as { readonly _zod?: { readonly def: Definition } } | undefined)?._zod?.def ?? {}
  return found.in === undefined ? found : definition(found.in)
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const { shape, innerType } = definition(schema)
  return shape ?? (innerType === undefined ? undefined : shapeOf(innerType))
}

function anyKey(schema: unknown): unknown {
  const { catchall, valueType, innerType, options } = definition(schema)
  if (options !== undefined) return options.map(anyKey).find((found) => found !== undefined)
  return catchall ?? valueType ?? (innerType === undefined ? undefined : anyKey(innerType))
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const step of path) value = (value as Record<PropertyKey, unknown> | undefined | null)?.[step]
  return value
}
