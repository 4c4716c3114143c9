/** What a Makefile has: its rules, and what making a target runs. */

import { stemOf } from './functions.ts'
import { isContinued, type MakeLine } from './lines.ts'
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
  const run = new RecipeRun(makefile)
  return targets.filter((target) => run.own(target).some(({ text }) => names.test(text)))
}

class RecipeRun {
  readonly scripts: RecipeScript[] = []
  readonly #makefile: Makefile
  readonly #expansion: MakeExpansion
  readonly #rules: RuleIndex
  readonly #made = new Set<string>()
  #depth = 0

  constructor(makefile: Makefile) {
    this.#makefile = makefile
    this.#expansion = new MakeExpansion(makefile.variables, makefile.files, makefile.directory)
    this.#rules = new RuleIndex(makefile.rules)
  }

  /** @param inherited variables of the targets that need this one */
  make(target: string, inherited: MakeVariables = new Map()): void {
    if (this.#made.has(target) || this.#made.size >= mostTargets) return
    if (this.scripts.length >= mostScripts || this.#depth >= deepest) return
    this.#made.add(target)
    this.#depth += 1
    const { parts, local } = this.#partsOf(target, inherited)
    for (const rules of parts) {
      const { needed, present } = prerequisitesOf(rules)
      for (const one of [...needed, ...present]) this.make(one, local)
      this.scripts.push(...this.#recipe(target, rules, local))
    }
    this.#depth -= 1
  }

  /** What the recipes of the target itself run, whatever it needs. */
  own(target: string): readonly RecipeScript[] {
    const { parts, local } = this.#partsOf(target, new Map())
    return parts.flatMap((rules) => this.#recipe(target, rules, local))
  }

  /** Rules whose prerequisites are made together, and variables that hold for them. */
  #partsOf(target: string, inherited: MakeVariables) {
    const found = this.#rules.fitting(target)
    const set = found.flatMap(({ rule }) => [...rule.variables])
    const local = set.length === 0 ? inherited : new Map([...inherited, ...set])
    const independent = found.filter(({ rule }) => rule.independent)
    return { parts: independent.length === 0 ? [found] : independent.map((one) => [one]), local }
  }

  /** The recipe of the last rule that has one. */
  #recipe(target: string, rules: readonly FittingRule[], local: MakeVariables): readonly RecipeScript[] {
    const last = rules.findLast(({ rule }) => rule.recipe.length > 0)
    if (last === undefined) return []
    const { needed, present } = prerequisitesOf(rules)
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
    return this.#scriptsOf(target, last.rule, own)
  }

  #scriptsOf(target: string, { recipe, file }: MakeRule, local: MakeVariables): readonly RecipeScript[] {
    const environment: Record<string, string> = {}
    for (const name of this.#makefile.exported) environment[name] = this.#expansion.value(name, local)
    const first = recipe[0]
    const parts =
      this.#makefile.oneShell && first !== undefined ? [{ ...first, text: joined(recipe) }] : recipe
    return parts.flatMap(({ text, line }) => {
      const expanded = this.#expansion.expand(text, local)
      const scripts = this.#makefile.oneShell ? [expanded] : shellLines(expanded)
      const plain = scripts.map((script) => script.replace(/^[\s@+-]+/, '')).filter((one) => one !== '')
      return plain.map((one) => ({ text: one, target, file, line, environment }))
    })
  }
}

interface FittingRule {
  readonly rule: MakeRule
  readonly stem?: string
}

/** Finds the rules for a target; a recipe with `$(eval)` adds rules. */
class RuleIndex {
  readonly #all: readonly MakeRule[]
  readonly #named = new Map<string, MakeRule[]>()
  readonly #patterns: MakeRule[] = []
  #known = 0

  constructor(all: readonly MakeRule[]) {
    this.#all = all
  }

  /** Rules that name the target; the first pattern rule that fits gives the recipe where they give none. */
  fitting(target: string): readonly FittingRule[] {
    this.#readNew()
    const named = (this.#named.get(target) ?? []).map((rule): FittingRule => {
      const stem = rule.pattern === undefined ? undefined : stemOf(rule.pattern, target)
      return { rule, ...(stem === undefined ? {} : { stem }) }
    })
    if (named.some(({ rule }) => rule.recipe.length > 0)) return named
    for (const rule of this.#patterns) {
      if (rule.recipe.length === 0) continue
      const pattern = rule.targets.find((one) => one.includes('%') && stemOf(one, target) !== undefined)
      const stem = pattern === undefined ? undefined : stemOf(pattern, target)
      // a rule for any file at all is not meant for a name
      if (stem !== undefined && pattern !== '%') return [...named, { rule, stem }]
    }
    return named
  }

  #readNew(): void {
    for (const rule of this.#all.slice(this.#known)) {
      for (const target of new Set(rule.targets)) {
        const others = this.#named.get(target)
        if (others === undefined) this.#named.set(target, [rule])
        else others.push(rule)
      }
      if (rule.targets.some((target) => target.includes('%'))) this.#patterns.push(rule)
    }
    this.#known = this.#all.length
  }
}

function prerequisitesOf(rules: readonly FittingRule[]) {
  const filledOf = (names: (rule: MakeRule) => readonly string[]) =>
    unique(rules.flatMap(({ rule, stem }) => names(rule).map((one) => filled(one, stem))))
  return { needed: filledOf((rule) => rule.prerequisites), present: filledOf((rule) => rule.orderOnly) }
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
  const whole: string[] = []
  let open: string[] = []
  for (const line of text.split('\n')) {
    open.push(line)
    if (isContinued(line)) continue
    whole.push(open.join('\n'))
    open = []
  }
  return open.length === 0 ? whole : [...whole, open.join('\n')]
}
