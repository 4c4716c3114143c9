import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type * as z from 'zod'
import { type Budget, type Metric, type Mode, metricNames } from '../model.ts'
import { type BudgetOptions, budgetedMetrics, type ConfigFile, configSchema } from './config-schema.ts'
import { type BuildOptions, builtInModeNames, isBuiltIn, type ModeOptions, resolveMode } from './modes.ts'
import { didYouMean } from './nearest.ts'

/** A configuration with its defaults filled in. */
export interface Config {
  readonly app?: string
  readonly main?: string
  readonly build: BuildOptions
  readonly modes: readonly Mode[]
  readonly startup: {
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
    /** Path that must answer below 400; any answer to / when absent. */
    readonly path?: string
    readonly timeoutMs: number
  }
  readonly budgets: readonly Budget[]
}

export type ConfigResult = { readonly config: Config } | { readonly problems: readonly string[] }

/** What holds without a `budgets` key: only increases, since no ceiling fits every service. */
const defaultBudgets = {
  'binary-size': { increase: '1% and 64 kB' },
  'image-size': { increase: '1% and 256 kB' },
  'pull-size': { increase: '1% and 256 kB' },
  startup: { increase: '10% and 1 ms' },
  memory: { increase: '5% and 512 kB', level: 'warn' },
} as const satisfies Partial<Record<Metric, { increase: string; level?: 'warn' }>>

/** Reads a configuration file's text; `file` is its name in messages. */
export function parseConfig(source: string, file: string): ConfigResult {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number | undefined) =>
    offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(
        (error) => `${at(error.pos[0])}: not YAML: ${error.message.split('\n')[0]}`,
      ),
    }
  }
  const raw: unknown = document.toJS() ?? {}
  const place = (path: readonly PropertyKey[]) => at(offsetOf(document, path))
  const problems = unknownBudgetKeys(raw).map(({ path, problem }) => `${place(path)}: ${problem}`)
  const misplaced = new Set(unknownBudgetKeys(raw).map(({ path }) => path.join('.')))
  const parsed = configSchema.safeParse(raw)
  if (!parsed.success) {
    for (const issue of parsed.error.issues.flatMap(flatten)) {
      if (misplaced.has(issue.path.slice(0, 2).join('.'))) continue
      problems.push(...sentences(issue, raw).map(({ path, problem }) => `${place(path)}: ${problem}`))
    }
  }
  if (!parsed.success || problems.length > 0) return { problems: [...new Set(problems)] }
  return resolve(parsed.data, place)
}

/** The configuration of a repository that has none. */
export function defaultConfig(): Config {
  const result = parseConfig('version: 1', 'default')
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  return result.config
}

function resolve(file: ConfigFile, place: (path: readonly PropertyKey[]) => string): ConfigResult {
  const build = { tags: file.build?.tags ?? [], ldflags: file.build?.ldflags ?? '-s -w' }
  const problems: string[] = []
  const modes: Mode[] = []
  for (const [name, options] of modeEntries(file.modes)) {
    const mode = resolveMode(name, options, build)
    if (mode !== undefined) modes.push(mode)
    else {
      problems.push(
        `${place(['modes', name])}: \`${name}\` is not a built-in mode (${builtInModeNames.join(', ')}): add \`link:\` with the one it starts from`,
      )
    }
  }
  if (modes.length === 0 && problems.length === 0) {
    problems.push(
      `${place(['modes'])}: \`modes\` is empty: name at least one of ${builtInModeNames.join(', ')}`,
    )
  }
  if (problems.length > 0) return { problems }
  const http = file.startup?.ready?.http
  return {
    config: {
      ...(file.app === undefined ? {} : { app: file.app }),
      ...(file.build?.main === undefined ? {} : { main: file.build.main }),
      build,
      modes,
      startup: {
        args: file.startup?.args ?? [],
        env: file.startup?.env ?? {},
        ...(http === undefined ? {} : { path: http }),
        timeoutMs: file.startup?.timeout?.value ?? 30_000,
      },
      budgets: budgetsOf(file, modes),
    },
  }
}

function modeEntries(given: ConfigFile['modes']): readonly (readonly [string, ModeOptions])[] {
  if (given === undefined) return builtInModeNames.map((name) => [name, {}])
  if (Array.isArray(given)) return given.map((name) => [name, {}])
  return Object.entries(given).map(([name, options]) => [name, options ?? {}])
}

function budgetsOf(file: ConfigFile, modes: readonly Mode[]): Budget[] {
  if (file.budgets === undefined) {
    const defaults = configSchema.parse({ version: 1, budgets: defaultBudgets }).budgets
    return budgetsOf({ ...file, budgets: defaults }, modes).map((budget) => ({
      ...budget,
      source: 'default',
    }))
  }
  const given: Readonly<Record<string, unknown>> = file.budgets
  const scopes: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, given],
    ...modes.map(({ name }) => [name, given[name]] as const),
  ]
  return scopes.flatMap(([mode, scope]) =>
    budgetedMetrics.flatMap((metric) => {
      const options = (scope as Partial<Record<Metric, BudgetOptions>> | undefined)?.[metric]
      return options === undefined ? [] : [budgetOf(metric, mode, options)]
    }),
  )
}

function budgetOf(metric: Metric, mode: string | undefined, options: BudgetOptions): Budget {
  const { max, increase, level = 'fail' } = options
  return {
    metric,
    ...(mode === undefined ? {} : { mode }),
    ...(max === undefined ? {} : { max: max.value }),
    ...(increase === undefined
      ? {}
      : {
          increase: {
            ...(increase.relative === undefined ? {} : { relative: increase.relative }),
            ...(increase.absolute === undefined ? {} : { absolute: increase.absolute }),
          },
        }),
    level,
    unmeasured: options.unmeasured ?? level,
    text: [
      ...(max === undefined ? [] : [`max ${max.text}`]),
      ...(increase === undefined ? [] : [`increase ${increase.text}`]),
    ].join(', '),
    source: 'config',
  }
}

interface Problem {
  readonly path: readonly PropertyKey[]
  readonly problem: string
}

/** A key under `budgets` is a metric or a mode of this file; the schema alone cannot know the second. */
function unknownBudgetKeys(raw: unknown): Problem[] {
  const { budgets, modes } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  if (typeof budgets !== 'object' || budgets === null) return []
  const modeNames = Array.isArray(modes)
    ? modes.map(String)
    : typeof modes === 'object' && modes !== null
      ? Object.keys(modes)
      : [...builtInModeNames]
  const allowed = [...budgetedMetrics, ...modeNames]
  return Object.keys(budgets)
    .filter((key) => !allowed.includes(key))
    .map((key) => ({
      path: ['budgets', key],
      problem: (metricNames as readonly string[]).includes(key)
        ? `\`${key}\` is for information and takes no budget`
        : isBuiltIn(key)
          ? `\`budgets\` has \`${key}\`, which is not among \`modes\``
          : `unknown key \`${key}\` in \`budgets\`: ${didYouMean(key, allowed)}`,
    }))
}

type Issue = z.core.$ZodIssue

/** Of a union, the branch that came closest: one that did not fail at its very root. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const near = issue.errors.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code === 'custom'),
  )
  if (near === undefined) return [issue]
  return near.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }))
}

function sentences(issue: Issue, raw: unknown): Problem[] {
  const name = issue.path.map(String).join('.') || 'the configuration'
  const given = valueAt(raw, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const where = issue.path.length === 0 ? 'the configuration' : `\`${name}\``
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        problem: `unknown key \`${key}\` in ${where}: ${didYouMean(key, allowedKeys(issue.path))}`,
      }))
    }
    case 'invalid_value':
      return [
        {
          path: issue.path,
          problem:
            given === undefined
              ? `\`${name}\` is missing: write \`${name}: ${String(issue.values[0])}\``
              : `\`${name}\` is \`${String(given)}\`: ${didYouMean(String(given), issue.values.map(String))}`,
        },
      ]
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
  readonly catchall?: unknown
  readonly valueType?: unknown
  readonly options?: readonly unknown[]
}

function definition(schema: unknown): Definition {
  return (schema as { readonly _zod?: { readonly def: Definition } } | undefined)?._zod?.def ?? {}
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

/** Where a key or value stands in the file; the nearest parent when it is missing. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const key = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      if (isScalar(pair?.key)) return pair.key.range?.[0]
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isScalar(node)) return node.range?.[0]
  }
  return undefined
}
