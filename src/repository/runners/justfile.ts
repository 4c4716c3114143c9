import { joinPath, parentOf } from '../../common/paths.ts'
import type { KnownVariables } from '../builds/environment.ts'
import { repositoryPath } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { deepestTask, mostTasks, type RunnerCall, type RunnerScript, runnerLine } from './runner-call.ts'

const names = ['justfile', 'Justfile', '.justfile']
const withValue = new Set(['-f', '--justfile', '-d', '--working-directory'])

interface Recipe {
  readonly name: string
  /** Names and defaults of its parameters. */
  readonly parameters: readonly {
    readonly name: string
    readonly value?: string
    readonly takesRest: boolean
  }[]
  readonly needs: readonly string[]
  /** Line number of the first line of its body. */
  readonly line: number
  readonly body: readonly string[]
}

interface Justfile {
  readonly recipes: ReadonlyMap<string, Recipe>
  readonly aliases: ReadonlyMap<string, string>
  readonly variables: ReadonlyMap<string, string | undefined>
}

/** The scripts of the recipes in a call of just, dependencies first. */
export function justScripts(texts: RepositoryTexts, call: RunnerCall): readonly RunnerScript[] | undefined {
  const { options, plain } = runnerLine(call.words, withValue)
  const of = options.get('--working-directory') ?? options.get('-d') ?? '.'
  const from = call.directory === undefined ? undefined : repositoryPath(of, call.directory)
  if (from === undefined) return undefined
  const given = options.get('--justfile') ?? options.get('-f')
  const file =
    given === undefined
      ? names.map((name) => joinPath(from, name)).find((path) => texts.paths.includes(path))
      : repositoryPath(given, call.directory ?? '.')
  const text = file === undefined ? undefined : texts.text(file)
  if (file === undefined || text === undefined) return undefined
  const just = readJustfile(text)
  const overrides = new Map(just.variables)
  const words = plain.filter((word) => {
    const [, name, value = ''] = /^([\w-]+)=([\s\S]*)$/.exec(word) ?? []
    if (name !== undefined) overrides.set(name, value.includes('$') ? undefined : value)
    return name === undefined
  })
  const directory = options.has('-d') || options.has('--working-directory') ? from : parentOf(file)
  const found: RunnerScript[] = []
  const place = {
    file,
    directory,
    just,
    outer: withValues(overrides, call.variables),
    found,
    calls: { count: 0 },
  }
  for (const { recipe, values } of recipesOf(just, words)) run(recipe, values, place, 0)
  return found.length === 0 ? undefined : found
}

/** Splits words into recipes and their arguments. */
function recipesOf(
  { recipes, aliases }: Justfile,
  words: readonly string[],
): readonly { readonly recipe: Recipe; readonly values: readonly string[] }[] {
  const [first] = recipes.values()
  if (words.length === 0) return first === undefined ? [] : [{ recipe: first, values: [] }]
  const called: { recipe: Recipe; values: readonly string[] }[] = []
  for (let at = 0; at < words.length; ) {
    const name = words[at] ?? ''
    const recipe = recipes.get(aliases.get(name) ?? name)
    if (recipe === undefined) return called
    const { parameters } = recipe
    const end = parameters.some(({ takesRest }) => takesRest) ? words.length : at + 1 + parameters.length
    called.push({ recipe, values: words.slice(at + 1, end) })
    at = end
  }
  return called
}

interface JustPlace {
  readonly file: string
  readonly directory: string
  readonly just: Justfile
  readonly outer: KnownVariables
  readonly found: RunnerScript[]
  readonly calls: { count: number }
}

function run(recipe: Recipe, values: readonly string[], place: JustPlace, depth: number): void {
  const { file, directory, just, outer, found, calls } = place
  calls.count += 1
  if (depth > deepestTask || calls.count > mostTasks) return
  for (const need of recipe.needs) {
    const needed = just.recipes.get(just.aliases.get(need) ?? need)
    if (needed !== undefined) run(needed, [], place, depth + 1)
  }
  const own = new Map<string, string | undefined>(
    recipe.parameters.map(({ name, value, takesRest }, at) => {
      const given = takesRest ? values.slice(at).join(' ') : values[at]
      const text =
        given === undefined || (takesRest && given === '') ? (value ?? (takesRest ? '' : undefined)) : given
      return [name, text?.includes('$') === true ? undefined : text]
    }),
  )
  // `@` hides a line, and `-` ignores its failure
  const text = recipe.body.map((line) => line.replace(/^(?:@-?|-@?)/, '')).join('\n')
  found.push({
    text: interpolated(text),
    directory,
    variables: withValues(own, outer),
    file,
    line: recipe.line,
  })
}

/** Converts `{{name}}` to a shell variable. Other expressions are known only to a run. */
function interpolated(text: string): string {
  return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, inner: string) => {
    const name = inner.trim()
    return /^[\w-]+$/.test(name) ? `\${${shellName(name)}}` : `\${EXPRESSION}`
  })
}

/** Names of just may contain hyphens. */
const shellName = (name: string) => name.replaceAll('-', '_')

function withValues(values: ReadonlyMap<string, string | undefined>, outer: KnownVariables): KnownVariables {
  const named = new Map([...values].map(([name, value]) => [shellName(name), value]))
  return (name) => (named.has(name) ? named.get(name) : outer(name))
}

const assignment = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/
const header = /^@?([A-Za-z_][\w-]*)((?:\s+[^:\s]\S*)*)\s*:(?!=)(.*)$/

function readJustfile(text: string): Justfile {
  const recipes = new Map<string, Recipe>()
  const aliases = new Map<string, string>()
  const variables = new Map<string, string | undefined>()
  const all = text.split(/\r?\n/)
  for (let at = 0; at < all.length; at++) {
    const line = all[at] ?? ''
    const [, alias, target] = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line) ?? []
    const [, variable, value = ''] = assignment.exec(line) ?? []
    const [, name, parameters = '', needs = ''] = header.exec(line) ?? []
    if (alias !== undefined && target !== undefined) aliases.set(alias, target)
    else if (variable !== undefined) variables.set(variable, literal(value))
    else if (name !== undefined) {
      const body: string[] = []
      while (/^(?:[ \t]+\S|\s*$)/.test(all[at + 1] ?? 'x')) body.push(all[++at] ?? '')
      recipes.set(name, {
        name,
        parameters: parametersIn(parameters),
        needs: namesIn(needs),
        line: at - body.length + 2,
        body: unindented(body),
      })
    }
  }
  return { recipes, aliases, variables }
}

/** The value of a plain string; undefined for an expression. */
function literal(written: string): string | undefined {
  return /^"([^"\\]*)"\s*(?:#.*)?$/.exec(written)?.[1] ?? /^'([^']*)'\s*(?:#.*)?$/.exec(written)?.[1]
}

function parametersIn(written: string): Recipe['parameters'] {
  return [...written.matchAll(/([*+$]*)([A-Za-z_][\w-]*)(?:=("[^"]*"|'[^']*'|\S+))?/g)].map(
    ([, sign = '', name = '', value]) => {
      const text = value === undefined ? undefined : literal(value)
      return { name, takesRest: /[*+]/.test(sign), ...(text === undefined ? {} : { value: text }) }
    },
  )
}

/** Names of dependencies: `build`, `(build "x")`, and those after `&&`, which run afterwards. */
function namesIn(written: string): readonly string[] {
  return (written.replace(/#.*$/, '').match(/\([^)]*\)|[\w-]+/g) ?? []).flatMap(
    (one) => /^\(?\s*([\w-]+)/.exec(one)?.[1] ?? [],
  )
}

function unindented(body: readonly string[]): readonly string[] {
  const indent = /^[ \t]*/.exec(body.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0
  return body.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
}
