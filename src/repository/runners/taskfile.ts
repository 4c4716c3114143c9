import { joinPath, parentOf } from '../../common/paths.ts'
import {
  asList,
  asMap,
  asText,
  type PlacedYaml,
  placed,
  type Value,
  type ValueMap,
} from '../../common/yaml-values.ts'
import type { KnownVariables } from '../builds/environment.ts'
import { repositoryPath } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { mostTasks, type RunnerCall, type RunnerScript, runnerLine } from './runner-call.ts'

const names = ['Taskfile', 'taskfile'].flatMap((name) =>
  ['.yml', '.yaml', '.dist.yml', '.dist.yaml'].map((ending) => `${name}${ending}`),
)
const withValue = new Set(['-d', '--dir', '-t', '--taskfile', '-o', '--output', '-C', '--concurrency'])
/** Tasks that call each other in a longer chain are none that somebody wrote. */
const deepest = 8

/** The commands of the tasks that Task is called for, those that they depend on first. */
export function taskScripts(texts: RepositoryTexts, call: RunnerCall): readonly RunnerScript[] | undefined {
  const { options, plain, rest } = runnerLine(call.words, withValue)
  const from = options.get('--dir') ?? options.get('-d') ?? '.'
  const directory = call.directory === undefined ? undefined : repositoryPath(from, call.directory)
  if (directory === undefined) return undefined
  const given = options.get('--taskfile') ?? options.get('-t')
  const file =
    given === undefined
      ? names.map((name) => joinPath(directory, name)).find((path) => texts.paths.includes(path))
      : repositoryPath(given, directory)
  if (file === undefined) return undefined
  const assigned = plain.flatMap((word): readonly (readonly [string, string])[] => {
    const [, name, value = ''] = /^(\w+)=([\s\S]*)$/.exec(word) ?? []
    return name === undefined ? [] : [[name, value]]
  })
  const tasks = plain.filter((word) => !/^\w+=/.test(word))
  const known = [...assigned, ['CLI_ARGS', rest.join(' ')] as const]
  const overrides = new Map(known.map(([name, value]) => [name, value.includes('$') ? undefined : value]))
  const walk = new TaskWalk(texts, overrides, call.variables)
  const isKnown = (tasks.length === 0 ? ['default'] : tasks).map((task) =>
    walk.task({ file, directory, task, given: new Map(), depth: 0 }),
  )
  return isKnown.includes(true) ? walk.found : undefined
}

interface TaskPlace {
  readonly file: string
  /** Where its commands run, if the task does not name a directory. */
  readonly directory: string
  readonly task: string
  /** Variables of the call, which come before those of the file. */
  readonly given: Values
  readonly depth: number
}

/** undefined: only a run knows it. */
type Values = ReadonlyMap<string, string | undefined>

/** A task whose file was found. */
type OpenTask = Omit<TaskPlace, 'given' | 'task'> & { readonly variables: KnownVariables }

class TaskWalk {
  readonly #texts: RepositoryTexts
  /** Of the command line, before those of every file. */
  readonly #overrides: Values
  readonly #environment: KnownVariables
  readonly found: RunnerScript[] = []
  readonly #read = new Map<string, PlacedYaml>()
  #tasks = 0

  constructor(texts: RepositoryTexts, overrides: Values, environment: KnownVariables) {
    this.#texts = texts
    this.#overrides = overrides
    this.#environment = environment
  }

  /** Whether there is such a task. */
  task(place: TaskPlace): boolean {
    const { file, task: name, depth } = place
    this.#tasks += 1
    const text = depth > deepest || this.#tasks > mostTasks ? undefined : this.#texts.text(file)
    if (text === undefined) return false
    const yaml = this.#read.get(file) ?? placed(text)
    this.#read.set(file, yaml)
    const config = asMap(yaml.value)
    const outside = lookup([this.#overrides], this.#environment)
    const layers = [place.given, this.#overrides, varsIn([config['vars'], config['env']], outside)]
    const variables = lookup(layers, this.#environment)
    const tasks = asMap(config['tasks'])
    const key = Object.keys(tasks).find((one) => one === name || aliasesOf(tasks[one]).includes(name))
    if (key === undefined) return this.#included(config, place, variables)
    const task = asMap(tasks[key])
    const own = lookup([varsIn([task['vars'], task['env']], variables), ...layers], this.#environment)
    const inside = filled(templated(asText(task['dir']) ?? '.'), own)
    const directory = inside === undefined ? undefined : repositoryPath(inside, place.directory)
    // where its commands run, only a run knows
    if (directory === undefined) return true
    const from = { file, directory: place.directory, depth, variables: own }
    for (const one of asList(task['deps'])) this.#called(one, from)
    this.#commands(tasks[key], ['tasks', key], yaml, { ...from, directory, outside: place.directory })
    return true
  }

  #commands(
    task: Value,
    path: readonly string[],
    yaml: PlacedYaml,
    place: OpenTask & { readonly outside: string },
  ): void {
    const [list, at] = Array.isArray(task) ? [task, path] : [asMap(task)['cmds'], [...path, 'cmds']]
    const single = asText(task) ?? asText(asMap(task)['cmd'])
    if (single !== undefined) this.#script(single, yaml.lineOf(path), place)
    for (const [index, one] of asList(list as Value).entries()) {
      const command = asText(one) ?? asText(asMap(one)['cmd'])
      if (command === undefined) this.#called(one, { ...place, directory: place.outside })
      else this.#script(command, yaml.lineOf([...at, index]), place)
    }
  }

  #script(text: string, line: number, { directory, variables, file }: OpenTask): void {
    this.found.push({ text: templated(text), directory, variables, file, line })
  }

  /** Another task, which gets only the variables that it is given. */
  #called(call: Value, { file, directory, depth, variables }: OpenTask): void {
    const task = asText(call) ?? asText(asMap(call)['task'])
    if (task === undefined) return
    const given = varsIn([asMap(call)['vars']], variables)
    this.task({ file, directory, task: task.replace(/^:/, ''), given, depth: depth + 1 })
  }

  /** `docker:build` is the task `build` of the file that is included as `docker`. */
  #included(config: ValueMap, place: TaskPlace, variables: KnownVariables): boolean {
    const [, namespace = '', task] = /^([^:]+):(.+)$/.exec(place.task) ?? []
    const include = asMap(config['includes'])[namespace]
    const path = asText(include) ?? asText(asMap(include)['taskfile'])
    const from = parentOf(place.file)
    const to = path === undefined ? undefined : repositoryPath(path, from)
    if (task === undefined || to === undefined) return false
    const dir = asText(asMap(include)['dir'])
    const directory = dir === undefined ? place.directory : repositoryPath(dir, from)
    const files = this.#texts.paths.includes(to) ? [to] : names.map((name) => joinPath(to, name))
    const file = files.find((one) => this.#texts.paths.includes(one))
    if (file === undefined || directory === undefined) return false
    const given = new Map([...place.given, ...varsIn([asMap(include)['vars']], variables)])
    return this.task({ file, directory, task, given, depth: place.depth + 1 })
  }
}

function aliasesOf(task: Value): readonly string[] {
  return asList(asMap(task)['aliases']).flatMap((one) => asText(one) ?? [])
}

/** Templates as variables of the shell: one that is more than a name is known in no run but its own. */
function templated(text: string): string {
  return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, inner: string) => {
    const [, name] = /^-?\s*\.(\w+)\s*-?$/.exec(inner) ?? []
    return name === undefined ? `\${TEMPLATE}` : `\${${name}}`
  })
}

function varsIn(lists: readonly Value[], outer: KnownVariables): Values {
  const values = new Map<string, string | undefined>()
  const known: KnownVariables = (name) => (values.has(name) ? values.get(name) : outer(name))
  for (const [name, value] of lists.flatMap((one) => Object.entries(asMap(one)))) {
    const text = asText(value)
    values.set(name, text === undefined ? undefined : filled(templated(text), known))
  }
  return values
}

function filled(text: string, known: KnownVariables): string | undefined {
  const value = text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => known(name) ?? whole)
  return value.includes('$') ? undefined : value
}

function lookup(layers: readonly Values[], outer: KnownVariables): KnownVariables {
  return (name) => {
    const layer = layers.find((one) => one.has(name))
    return layer === undefined ? outer(name) : layer.get(name)
  }
}
