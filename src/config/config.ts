import { type Document, isMap, isScalar } from 'yaml'
import { type Checked, type Problem, succeed } from '../common/result.ts'
import { readYaml } from '../common/yaml-values.ts'
import type { Budget } from '../model/budget.ts'
import type { Mode } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import { budgetsOf, type Locate } from './budgets.ts'
import { type BuildCacheOptions, type DockerfileOptions, dockerfileOptions } from './build-schema.ts'
import { defaultModes } from './built-in-modes.ts'
import type { ModeOptions } from './mode-schema.ts'
import { type GoBuildOptions, resolveModes, withoutModes } from './modes.ts'
import { changedNumbers, problemsOf } from './problems.ts'
import { referenceProblems } from './reference.ts'
import { type ConfigFile, configSchema, defaultTimeoutMs } from './schema.ts'
import { type VulnerabilityOptions, vulnerabilityOptions } from './vulnerability-schema.ts'

/** Time limit of all starts together. */
const defaultTotalTimeoutMs = 120_000

/** When an app counts as ready. */
export type Readiness =
  | {
      readonly by: 'response'
      /** Path that must answer; absent if any HTTP response counts. */
      readonly path?: string
      /** Accepted statuses; empty for all below 400. */
      readonly statuses: readonly number[]
    }
  | { readonly by: 'accept' }
  | { readonly by: 'log'; readonly pattern: string }

/** A configuration with its defaults filled in. */
export interface Config {
  readonly app?: string
  readonly main?: string
  readonly build: GoBuildOptions
  /** Shell command that runs at the root of each revision before the build. */
  readonly prepare?: string
  /** Whether programs are linked again to record the linker's graph. */
  readonly relinks: boolean
  /** Whether RUNs of Dockerfiles that compile Go get cache mounts. */
  readonly mountsCaches: boolean
  /** Whether only one image is built if the inputs of the builder are the same at base and head. */
  readonly skipsUnchanged: boolean
  readonly buildCaches: BuildCacheOptions
  /** Whether results are kept for later runs. */
  readonly keepsResults: boolean
  readonly dockerfile: DockerfileOptions
  readonly modes: readonly Mode[]
  /** At least one; absent if the file sets none. */
  readonly platforms?: readonly Platform[]
  /** The mode that others are compared with; absent if the file does not set it. */
  readonly reference?: string
  readonly startup: {
    readonly args: readonly string[]
    readonly env: Readonly<Record<string, string>>
    /** Whether PORT is set if `env` does not set it. */
    readonly setsPort: boolean
    readonly ready: Readiness
    /** Where it listens: a port, or a Unix socket (a path, or `@` and an abstract name); absent if linkgate detects it. */
    readonly port?: number
    readonly socket?: string
    /** Network of the container; absent for the engine's default. */
    readonly network?: string
    /** Path in the image → path relative to the root of the repository. */
    readonly files: Readonly<Record<string, string>>
    /** Time limit of one start. */
    readonly timeoutMs: number
    /** Time limit of all starts together. */
    readonly totalTimeoutMs: number
  }
  readonly budgets: readonly Budget[]
  /** Absent if linkgate does not look for vulnerabilities. */
  readonly vulnerabilities?: VulnerabilityOptions
}

/**
 * Reads a configuration file's text; `file` is its name in messages.
 *
 * @param path path of the file, relative to the root of the repository; if given, budgets record their lines
 */
export function parseConfig(source: string, file: string, path?: string): Checked<Config> {
  const { document, lines, value, faults } = readYaml(source)
  const at = (offset: number | undefined) =>
    offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  if (faults.length > 0) {
    const found = faults.map(({ offset, message }) => `${at(offset)}: ${notYaml(message)}`)
    return wrong([...new Set(found)], (problem) => problem)
  }
  const raw: unknown = value ?? {}
  const place = (path: readonly PropertyKey[]) => at(offsetOf(document, path))
  const parsed = configSchema.safeParse(raw)
  const problems = [...problemsOf(parsed.error, raw, mostProblems + 1), ...changedNumbers(document)]
    // limited first, because locating a hundred thousand problems would take minutes
    .slice(0, mostProblems + 1)
    .map(({ path, problem }) => ({ offset: offsetOf(document, path), problem }))
    .sort((one, other) => (one.offset ?? -1) - (other.offset ?? -1))
    .map(({ offset, problem }) => `${at(offset)}: ${problem}`)
  if (!parsed.success || problems.length > 0) return wrong([...new Set(problems)], (problem) => problem)
  return resolve(parsed.data, place, (key) => {
    const offset = offsetOf(document, key)
    return path === undefined || offset === undefined
      ? undefined
      : { file: path, line: lines.linePos(offset).line }
  })
}

function notYaml(message: string): string {
  return `not valid YAML: ${message.split(/[\n;]/)[0]}`
}

/** The configuration of a repository without a file. */
export function defaultConfig(): Config {
  const result = parseConfig('version: 1', 'default')
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/** More problems at once do not help anybody. */
const mostProblems = 20

function wrong<T>(
  problems: readonly T[],
  say: (problem: T) => string,
): { readonly ok: false; readonly problem: readonly Problem[] } {
  const shown = problems.slice(0, mostProblems).map(say)
  const rest =
    problems.length > mostProblems ? ['more problems follow: fix these first, and run linkgate again'] : []
  return { ok: false, problem: [...shown, ...rest].map((message) => ({ message })) }
}

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
  const modes = resolveModes(modeEntries(file.modes), build, file.build?.dockerfile === false)
  if (!modes.ok) return wrong(modes.problem, ({ path, problem }) => `${place(path)}: ${problem}`)
  const names = modes.value.map(({ name }) => name)
  const problems = [...referenceProblems(file, names), ...withoutModes(file.platforms ?? [], modes.value)]
  if (problems.length > 0) return wrong(problems, ({ path, problem }) => `${place(path)}: ${problem}`)
  const { reference, platforms, vulnerabilities } = file
  return succeed({
    ...(file.app === undefined ? {} : { app: file.app }),
    ...(file.build?.main === undefined ? {} : { main: file.build.main }),
    build,
    ...(file.build?.prepare === undefined ? {} : { prepare: file.build.prepare }),
    relinks: file.build?.relink !== false,
    mountsCaches: file.build?.['compile-caches'] !== false,
    skipsUnchanged: file.build?.['skip-unchanged'] !== false,
    buildCaches: {
      ...(file.build?.['cache-from'] === undefined ? {} : { from: file.build['cache-from'] }),
      to: file.build?.['cache-to'] ?? [],
    },
    keepsResults: file.build?.['keep-results'] !== false,
    dockerfile: dockerfileOptions(file.build),
    modes: modes.value,
    ...(platforms === undefined ? {} : { platforms }),
    ...(reference === undefined ? {} : { reference }),
    startup: startupOf(file.startup),
    budgets: budgetsOf(file, modes.value, locate),
    ...(vulnerabilities === undefined
      ? {}
      : { vulnerabilities: vulnerabilityOptions(vulnerabilities, locate(['vulnerabilities'])) }),
  })
}

function startupOf(given: ConfigFile['startup'] = {}): Config['startup'] {
  const { port, socket, network } = given
  const timeoutMs = given.timeout?.value ?? defaultTimeoutMs
  return {
    args: given.args ?? [],
    env: given.env?.variables ?? {},
    setsPort: given.env?.setsPort ?? true,
    ready: readinessOf(given.ready),
    ...(port === undefined ? {} : { port }),
    ...(socket === undefined ? {} : { socket }),
    ...(network === undefined ? {} : { network }),
    files: given.files ?? {},
    timeoutMs,
    totalTimeoutMs: given['total-timeout']?.value ?? Math.max(defaultTotalTimeoutMs, 4 * timeoutMs),
  }
}

function modeEntries(given: ConfigFile['modes']): readonly (readonly [string, ModeOptions])[] {
  if (given === undefined) return defaultModes.map((name) => [name, {}])
  if (Array.isArray(given)) return given.map((name) => [name, {}])
  return Object.entries(given).map(([name, options]) => [name, options ?? {}])
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

/** Offset of a key or value in the file, or of the nearest parent if it is missing. */
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
