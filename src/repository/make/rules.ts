/** What a Makefile has: its rules, and what making a target runs. */

import { stemOf } from './functions.ts'
import type { MakeLine } from './lines.ts'
import { automatic, type MakeFiles, type MakeVariable, type MakeVariables } from './variable.ts'
import { MakeExpansion } from './variables.ts'

export interface MakeRule {
  /** Names or patterns. */
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
  /** Prerequisites that only have to be there. */
  readonly orderOnly: readonly string[]
  /** As it is written. */
  readonly recipe: readonly MakeLine[]
  /** Written with `::`: its recipe is run besides those of other rules. */
  readonly independent: boolean
  /** Pattern of the targets, of a static pattern rule. */
  readonly pattern?: string
  /** Variables that hold for its targets alone. */
  readonly variables: MakeVariables
  /** Path from the root of the repository, and line in it. */
  readonly file: string
  readonly line: number
}

export interface Makefile {
  /** In the order in which make reads them; those of included files among them. */
  readonly rules: readonly MakeRule[]
  readonly variables: MakeVariables
  /** Names of the variables that commands find in their environment. */
  readonly exported: ReadonlySet<string>
  /** What is made where nothing is named; absent where there are no rules. */
  readonly defaultGoal?: string
  /** A recipe is one script. */
  readonly oneShell: boolean
  /** Where make runs, from the root of the repository. */
  readonly directory: string
  readonly files: MakeFiles
}

/** A part of a recipe that one shell runs. */
export interface RecipeScript {
  /** As make gives it to the shell, without `@`, `-` and `+`. */
  readonly text: string
  /** The target it is run for. */
  readonly target: string
  readonly file: string
  readonly line: number
  /** What make adds to the environment. */
  readonly environment: Readonly<Record<string, string>>
}

/** More than a Makefile written by hand comes to. */
const mostScripts = 500
/** Files that only have to be there are counted too. */
const mostTargets = 20_000
/** Of targets that need each other; pattern rules may go on without an end. */
const deepest = 100

/**
 * What making these targets runs where nothing is made yet, prerequisites first; the default goal where none is given.
 * A target without a rule is a file that is there.
 */
export function recipeScripts(makefile: Makefile, goals: readonly string[] = []): readonly RecipeScript[] {
  const run = new RecipeRun(makefile)
  const { defaultGoal } = makefile
  for (const goal of goals.length > 0 || defaultGoal === undefined ? goals : [defaultGoal]) run.make(goal)
  return run.scripts
}

/** Targets that have a name, in the order in which they are written. */
export function namedTargets({ rules }: Makefile): readonly string[] {
  const names = rules.flatMap(({ targets }) => targets)
  return [...new Set(names.filter((name) => !name.includes('%') && !/^\.[A-Z_]+$/.test(name)))]
}

/** Targets that make a path: the one that is called so, else those whose own recipes name it. Paths start where make runs. */
export function targetsMaking(makefile: Makefile, path: string): readonly string[] {
  const targets = namedTargets(makefile)
  if (targets.includes(path)) return [path]
  const escaped = path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const names = new RegExp(`(?<![\\w./-])(?:\\./)?${escaped}(?![\\w.-])`)
  return targets.filter((target) =>
    recipeScripts(makefile, [target]).some((script) => script.target === target && names.test(script.text)),
  )
}

class RecipeRun {
  readonly scripts: RecipeScript[] = []
  readonly #makefile: Makefile
  readonly #expansion: MakeExpansion
  readonly #made = new Set<string>()
  #depth = 0

  constructor(makefile: Makefile) {
    this.#makefile = makefile
    this.#expansion = new MakeExpansion(makefile.variables, makefile.files, makefile.directory)
  }

  /** @param inherited variables of the targets that need this one */
  make(target: string, inherited: MakeVariables = new Map()): void {
    if (this.#made.has(target) || this.#made.size >= mostTargets) return
    if (this.scripts.length >= mostScripts || this.#depth >= deepest) return
    this.#made.add(target)
    this.#depth += 1
    const found = rulesFor(this.#makefile.rules, target)
    const local = new Map([...inherited, ...found.flatMap(({ rule }) => [...rule.variables])])
    const independent = found.filter(({ rule }) => rule.independent)
    for (const one of independent) this.#follow(target, [one], local)
    if (independent.length === 0) this.#follow(target, found, local)
    this.#depth -= 1
  }

  /** Makes what rules need; then runs the recipe of the last one that has one. */
  #follow(target: string, rules: readonly FittingRule[], local: MakeVariables): void {
    const needed = unique(
      rules.flatMap(({ rule, stem }) => rule.prerequisites.map((one) => filled(one, stem))),
    )
    const present = unique(rules.flatMap(({ rule, stem }) => rule.orderOnly.map((one) => filled(one, stem))))
    for (const one of [...needed, ...present]) this.make(one, local)
    const last = rules.findLast(({ rule }) => rule.recipe.length > 0)
    if (last === undefined) return
    const all = automatic(needed.join(' '))
    const own = new Map<string, MakeVariable>([
      ...local,
      ['@', automatic(target)],
      ['<', automatic(needed[0] ?? '')],
      ['^', all],
      ['+', all],
      ['?', all],
      ['|', automatic(present.join(' '))],
      ['*', automatic(last.stem ?? '')],
    ])
    this.#run(target, last.rule, own)
  }

  #run(target: string, { recipe, file }: MakeRule, local: MakeVariables): void {
    const environment: Record<string, string> = {}
    for (const name of this.#makefile.exported) environment[name] = this.#expansion.value(name, local)
    const first = recipe[0]
    const parts =
      this.#makefile.oneShell && first !== undefined ? [{ ...first, text: joined(recipe) }] : recipe
    for (const { text, line } of parts) {
      const expanded = this.#expansion.expand(text, local)
      for (const script of this.#makefile.oneShell ? [expanded] : shellLines(expanded)) {
        const plain = script.replace(/^[\s@+-]+/, '')
        if (plain !== '') this.scripts.push({ text: plain, target, file, line, environment })
      }
    }
  }
}

interface FittingRule {
  readonly rule: MakeRule
  readonly stem?: string
}

/** Rules that name the target; the first pattern rule that fits gives the recipe where they give none. */
function rulesFor(rules: readonly MakeRule[], target: string): readonly FittingRule[] {
  const named = rules
    .filter(({ targets }) => targets.includes(target))
    .map((rule): FittingRule => {
      const stem = rule.pattern === undefined ? undefined : stemOf(rule.pattern, target)
      return { rule, ...(stem === undefined ? {} : { stem }) }
    })
  if (named.some(({ rule }) => rule.recipe.length > 0)) return named
  for (const rule of rules) {
    if (rule.recipe.length === 0) continue
    const pattern = rule.targets.find((one) => one.includes('%') && stemOf(one, target) !== undefined)
    const stem = pattern === undefined ? undefined : stemOf(pattern, target)
    // a rule for any file at all is not meant for a name
    if (stem !== undefined && pattern !== '%') return [...named, { rule, stem }]
  }
  return named
}

function filled(name: string, stem: string | undefined): string {
  return stem === undefined ? name : name.replace('%', () => stem)
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}

function joined(recipe: readonly MakeLine[]): string {
  return recipe.map(({ text }) => text).join('\n')
}

/** The lines that a shell of its own runs each: of a canned recipe there are several. */
function shellLines(text: string): readonly string[] {
  const lines: string[] = []
  let open = ''
  for (const line of text.split('\n')) {
    const whole = open === '' ? line : `${open}\n${line}`
    const isOpen = (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1
    if (!isOpen) lines.push(whole)
    open = isOpen ? whole : ''
  }
  return open === '' ? lines : [...lines, open]
}
