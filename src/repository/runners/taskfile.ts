import { joinPath, parentOf } from '../../common/paths.ts'
import { remembered } from '../../common/remembered.ts'
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
import { deepestTask, mostTasks, type RunnerCall, type RunnerScript, runnerLine } from './runner-call.ts'

const names = ['Taskfile', 'taskfile'].flatMap((name) =>
  ['.yml', '.yaml', '.dist.yml', '.dist.yaml'].map((ending) => `${name}${ending}`),
)
const withValue = new Set(['-d', '--dir', '-t', '--taskfile', '-o', '--output', '-C', '--concurrency'])

/** The commands of the tasks in a call of Task, dependencies first. */
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
  const walk = new TaskWalk(texts, { file, directory }, overrides, call.variables)
  const isKnown = (tasks.length === 0 ? ['default'] : tasks).map((task) =>
    walk.task({ file, directory, task, given: new Map(), depth: 0 }),
  )
  return isKnown.includes(true) ? walk.found : undefined
}

interface TaskPlace {
  readonly file: string
  /** The directory of its commands, unless the task sets one. */
  readonly directory: string
  readonly task: string
  /** Variables of the call, which override those of the file. */
  readonly given: Values
  /** Variables of the including file, which this file's own variables override; absent for the file of the command line. */
  readonly beneath?: KnownVariables
  readonly depth: number
}

/** Variables; undefined for a value that is only known at run time. */
type Values = ReadonlyMap<string, string | undefined>

/** A task in an open file. */
type OpenTask = Pick<TaskPlace, 'file' | 'directory' | 'beneath' | 'depth'> & {
  readonly variables: KnownVariables
}

class TaskWalk {
  readonly #texts: RepositoryTexts
  readonly #root: Pick<TaskPlace, 'file' | 'directory'>
  /** Variables of the command line, which override those of all files. */
  readonly #overrides: Values
  readonly #environment: KnownVariables
  readonly found: RunnerScript[] = []
  readonly #read: (file: string) => PlacedYaml | undefined
  #tasks = 0

  constructor(
    texts: RepositoryTexts,
    root: Pick<TaskPlace, 'file' | 'directory'>,
    overrides: Values,
    environment: KnownVariables,
  ) {
    this.#texts = texts
    this.#read = remembered((file) => {
      const text = texts.text(file)
      return text === undefined ? undefined : placed(text)
    })
    this.#root = root
    this.#overrides = overrides
    this.#environment = environment
  }

  /** Follows a task; false if there is none of this name. */
  task(place: TaskPlace): boolean {
    const { file, task: name, depth } = place
    this.#tasks += 1
    const yaml = depth > deepestTask || this.#tasks > mostTasks ? undefined : this.#read(file)
    if (yaml === undefined) return false
    const config = asMap(yaml.value)
    const outside = place.beneath ?? lookup([this.#overrides], this.#environment)
    const isIncluded = place.beneath !== undefined
    const ofFile = varsIn([config['vars'], config['env']], outside)
    // which one applies depends on how the file is included
    const unclear = isIncluded ? [...this.#overrides.keys()] : this.#includedNames(config, file)
    const layers = [
      place.given,
      ...(isIncluded ? [] : [this.#overrides]),
      new Map([...ofFile].map(([one, value]) => [one, unclear.includes(one) ? undefined : value])),
    ]
    const variables = lookup(layers, outside)
    const tasks = asMap(config['tasks'])
    const key = Object.keys(tasks).find((one) => one === name || aliasesOf(tasks[one]).includes(name))
    if (key === undefined) return this.#included(config, place, variables)
    const task = asMap(tasks[key])
    const own = lookup([varsIn([task['vars'], task['env']], variables), ...layers], outside)
    const inside = filled(templated(asText(task['dir']) ?? '.'), own)
    const directory = inside === undefined ? undefined : repositoryPath(inside, place.directory)
    // the directory of its commands is only known at run time
    if (directory === undefined) return true
    const beneath = isIncluded ? { beneath: outside } : {}
    const from = { file, directory: place.directory, depth, variables: own, ...beneath }
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

  /** Follows a called task, which gets only the variables of the call. */
  #called(call: Value, { variables, ...place }: OpenTask): void {
    const task = asText(call) ?? asText(asMap(call)['task'])
    if (task === undefined) return
    const given = varsIn([asMap(call)['vars']], variables)
    const depth = place.depth + 1
    if (task.startsWith(':')) this.task({ ...this.#root, task: task.slice(1), given, depth })
    else {
      const { file, directory, beneath } = place
      this.task({ file, directory, task, given, depth, ...(beneath === undefined ? {} : { beneath }) })
    }
  }

  /** Follows a task of an included file: `docker:build` is the task `build` of the file that is included as `docker`. */
  #included(config: ValueMap, place: TaskPlace, variables: KnownVariables): boolean {
    const [, namespace = '', task] = /^([^:]+):(.+)$/.exec(place.task) ?? []
    const include = asMap(config['includes'])[namespace]
    const file = this.#includedFile(include, place.file)
    if (task === undefined || file === undefined) return false
    const dir = asText(asMap(include)['dir'])
    const directory = dir === undefined ? place.directory : repositoryPath(dir, parentOf(place.file))
    if (directory === undefined) return false
    const beneath = lookup([varsIn([asMap(include)['vars']], variables)], variables)
    return this.task({ file, directory, task, given: place.given, beneath, depth: place.depth + 1 })
  }

  #includedFile(include: Value, from: string): string | undefined {
    const path = asText(include) ?? asText(asMap(include)['taskfile'])
    const to = path === undefined ? undefined : repositoryPath(path, parentOf(from))
    if (to === undefined || this.#texts.paths.includes(to)) return to
    return names.map((name) => joinPath(to, name)).find((one) => this.#texts.paths.includes(one))
  }

  /** Names of variables in included files, which Task merges with those of the file. */
  #includedNames(config: ValueMap, from: string): readonly string[] {
    return Object.values(asMap(config['includes'])).flatMap((include) => {
      const file = this.#includedFile(include, from)
      const yaml = file === undefined ? undefined : this.#read(file)
      return Object.keys(asMap(asMap(yaml?.value)['vars']))
    })
  }
}

function aliasesOf(task: Value): readonly string[] {
  return asList(asMap(task)['aliases']).flatMap((one) => asText(one) ?? [])
}

/** Converts templates to shell variables. Templates other than plain names are known only to a run. */
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
