import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { type Checked, type Problem, succeed } from '../common/result.ts'
import type { Budget, Place } from '../model/budget.ts'
import { type Metric, metricNames } from '../model/metric.ts'
import type { Mode } from '../model/mode.ts'
import { type DockerfileOptions, dockerfileOptions } from './build-schema.ts'
import { builtInModeNames } from './built-in-modes.ts'
import type { ModeOptions } from './mode-schema.ts'
import { type GoBuildOptions, resolveMode } from './modes.ts'
import { changedNumbers, problemsOf } from './problems.ts'
import { type BudgetOptions, budgetedMetrics, type ConfigFile, configSchema } from './schema.ts'

/** When an app counts as started. */
export type Readiness =
  | {
      readonly by: 'response'
      /** Path that must answer; absent: any HTTP response will do. */
      readonly path?: string
      /** What it must answer with; empty: below 400. */
      readonly statuses: readonly number[]
    }
  | { readonly by: 'accept' }
  | { readonly by: 'log'; readonly pattern: string }

/** A configuration with its defaults filled in. */
export interface Config {
  readonly app?: string
  readonly main?: string
  readonly build: GoBuildOptions
  /** Command for the shell, run at the root of each revision before it is built. */
  readonly prepare?: string
  readonly dockerfile: DockerfileOptions
  readonly modes: readonly Mode[]
  readonly startup: {
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
    readonly ready: Readiness
    /** Where it listens: a port, or a unix socket (a path, or `@` and an abstract name); found out when absent. */
    readonly port?: number
    readonly socket?: string
    /** Of the container; the engine's own choice when absent. */
    readonly network?: string
    /** Path in the image → path from the root of the repository. */
    readonly files: Readonly<Record<string, string>>
    readonly timeoutMs: number
  }
  readonly budgets: readonly Budget[]
}

/** What holds without a `budgets` key: only increases, since no ceiling fits every service. */
const defaultBudgets = {
  'binary-size': { increase: '1% and 64 kB' },
  'image-size': { increase: '1% and 256 kB' },
  'pull-size': { increase: '1% and 256 kB' },
  startup: { increase: '10% and 1 ms' },
  memory: { increase: '5% and 512 kB', level: 'warn' },
} as const satisfies Partial<Record<Metric, { increase: string; level?: 'warn' }>>

/**
 * Reads a configuration file's text; `file` is its name in messages.
 *
 * @param path of the file from the root of the repository; budgets are told where they stand when it is given
 */
export function parseConfig(source: string, file: string, path?: string): Checked<Config> {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const at = (offset: number | undefined) =>
    offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  if (document.errors.length > 0) {
    return wrong(document.errors.map((error) => `${at(error.pos[0])}: ${notYaml(error)}`))
  }
  let raw: unknown
  try {
    raw = document.toJS() ?? {}
  } catch (error) {
    // aliases are followed only now: to nothing, or to far too much
    return wrong([`${file}: ${notYaml(error)}`])
  }
  const place = (path: readonly PropertyKey[]) => at(offsetOf(document, path))
  const parsed = configSchema.safeParse(raw)
  const problems = [...problemsOf(parsed.error, raw), ...changedNumbers(document)]
    .map(({ path, problem }) => ({ offset: offsetOf(document, path), problem }))
    .sort((one, other) => (one.offset ?? -1) - (other.offset ?? -1))
    .map(({ offset, problem }) => `${at(offset)}: ${problem}`)
  if (!parsed.success || problems.length > 0) return wrong([...new Set(problems)])
  return resolve(parsed.data, place, (key) => {
    const offset = offsetOf(document, key)
    return path === undefined || offset === undefined
      ? undefined
      : { file: path, line: lines.linePos(offset).line }
  })
}

function notYaml(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return `not YAML: ${message.split(/[\n;]/)[0]}`
}

/** The configuration of a repository that has none. */
export function defaultConfig(): Config {
  const result = parseConfig('version: 1', 'default')
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

function wrong(messages: readonly string[]): { readonly ok: false; readonly problem: readonly Problem[] } {
  return { ok: false, problem: messages.map((message) => ({ message })) }
}

type Locate = (key: readonly string[]) => Place | undefined

function resolve(
  file: ConfigFile,
  place: (path: readonly PropertyKey[]) => string,
  locate: Locate,
): Checked<Config> {
  const ldflags = file.build?.ldflags
  const build: GoBuildOptions = {
    tags: file.build?.tags ?? [],
    ...(ldflags === undefined ? {} : { ldflags }),
  }
  const isBuiltInOnly = file.build?.dockerfile === false
  const problems: string[] = []
  const modes: Mode[] = []
  for (const [name, options] of modeEntries(file.modes)) {
    const mode = resolveMode(name, options, build)
    if (modes.some((one) => one.name === name)) {
      problems.push(`${place(['modes'])}: \`modes\` names \`${name}\` twice`)
    } else if ((metricNames as readonly string[]).includes(name)) {
      problems.push(
        `${place(['modes', name])}: a mode cannot be called \`${name}\`, which is a metric: budgets could not tell the two apart`,
      )
    } else if (mode?.image?.from === 'dockerfile' && mode.image.dockerfile === undefined && isBuiltInOnly) {
      problems.push(
        `${place(['modes', name])}: mode \`${name}\` asks for an image of a Dockerfile, and \`build.dockerfile\` for the built-in one: give the mode its \`dockerfile\`, or leave that of \`build\` away`,
      )
    } else if (mode !== undefined) modes.push(mode)
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
  if (problems.length > 0) return wrong(problems)
  const { port, socket, network } = file.startup ?? {}
  return succeed({
    ...(file.app === undefined ? {} : { app: file.app }),
    ...(file.build?.main === undefined ? {} : { main: file.build.main }),
    build,
    ...(file.build?.prepare === undefined ? {} : { prepare: file.build.prepare }),
    dockerfile: dockerfileOptions(file.build),
    modes,
    startup: {
      args: file.startup?.args ?? [],
      env: file.startup?.env ?? {},
      ready: readinessOf(file.startup?.ready),
      ...(port === undefined ? {} : { port }),
      ...(socket === undefined ? {} : { socket }),
      ...(network === undefined ? {} : { network }),
      files: file.startup?.files ?? {},
      timeoutMs: file.startup?.timeout?.value ?? 30_000,
    },
    budgets: budgetsOf(file, modes, locate),
  })
}

function readinessOf(given: NonNullable<ConfigFile['startup']>['ready'] = undefined): Readiness {
  if (given?.tcp !== undefined) return { by: 'accept' }
  if (given?.log !== undefined) return { by: 'log', pattern: given.log }
  return {
    by: 'response',
    ...(given?.http === undefined ? {} : { path: given.http }),
    statuses: given?.status === undefined ? [] : [given.status].flat(),
  }
}

function modeEntries(given: ConfigFile['modes']): readonly (readonly [string, ModeOptions])[] {
  if (given === undefined) return builtInModeNames.map((name) => [name, {}])
  if (Array.isArray(given)) return given.map((name) => [name, {}])
  return Object.entries(given).map(([name, options]) => [name, options ?? {}])
}

function budgetsOf(file: ConfigFile, modes: readonly Mode[], locate: Locate): Budget[] {
  if (file.budgets === undefined) {
    const defaults = configSchema.parse({ version: 1, budgets: defaultBudgets }).budgets
    return budgetsOf({ ...file, budgets: defaults }, modes, () => undefined).map((budget) => ({
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
      if (options === undefined) return []
      const place = locate(['budgets', ...(mode === undefined ? [] : [mode]), metric])
      return [{ ...budgetOf(metric, mode, options), ...(place === undefined ? {} : { place }) }]
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
