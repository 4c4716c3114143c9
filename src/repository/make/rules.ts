/** The rules of a Makefile, and the scripts that making a target runs. */

import { stemOf } from './functions.ts'
import { isContinued, type MakeLine } from './lines.ts'
import { automatic, type MakeFiles, type MakeVariable, type MakeVariables } from './variable.ts'
import { MakeExpansion } from './variables.ts'

export interface MakeRule {
  /** Names or patterns. */
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
  /** Order-only prerequisites. */
  readonly orderOnly: readonly string[]
  /** The recipe lines as written. */
  readonly recipe: readonly MakeLine[]
  /** A double-colon rule (`::`), whose recipe runs in addition to those of other rules. */
  readonly independent: boolean
  /** For a static pattern rule: the pattern of its targets. */
  readonly pattern?: string
  /** Target-specific variables. */
  readonly variables: MakeVariables
  /** Path, relative to the root of the repository; `line` is its line in this file. */
  readonly file: string
  readonly line: number
}

export interface Makefile {
  /** In the order in which make reads them, including those of included files. */
  readonly rules: readonly MakeRule[]
  readonly variables: MakeVariables
  /** Names of the exported variables. */
  readonly exported: ReadonlySet<string>
  /** The default goal; absent without rules. */
  readonly defaultGoal?: string
  /** `.ONESHELL`: each recipe is one script. */
  readonly oneShell: boolean
  /** The working directory of make, relative to the root of the repository. */
  readonly directory: string
  readonly files: MakeFiles
}

/** The part of a recipe that runs in one shell. */
export interface RecipeScript {
  /** The text for the shell, without `@`, `-` and `+`. */
  readonly text: string
  /** The target for which it runs. */
  readonly target: string
  readonly file: string
  readonly line: number
  /** Variables that make adds to the environment. */
  readonly environment: Readonly<Record<string, string>>
}

/** Maximum number of scripts, more than in Makefiles written by hand. */
const mostScripts = 500
/** Maximum number of targets, including files without a rule. */
const mostTargets = 20_000
/** Maximum length of a chain of prerequisites, because pattern rules may continue forever. */
const deepest = 100

/**
 * The scripts that make runs for these goals if nothing is up to date, prerequisites first. Without goals, those of the default
 * goal. A target without a rule counts as an existing file.
 */
export function recipeScripts(makefile: Makefile, goals: readonly string[] = []): readonly RecipeScript[] {
  const run = new RecipeRun(makefile)
  const { defaultGoal } = makefile
  for (const goal of goals.length > 0 || defaultGoal === undefined ? goals : [defaultGoal]) run.make(goal)
  return run.scripts
}

/** Targets that are not patterns, in the order of the file. */
export function namedTargets({ rules }: Makefile): readonly string[] {
  const names = rules.flatMap(({ targets }) => targets)
  return [...new Set(names.filter((name) => !name.includes('%') && !/^\.[A-Z_]+$/.test(name)))]
}

/**
 * Targets that generate a path: the target of that name, or else those whose own recipes contain it.
 * @param path relative to the working directory of make
 */
export function targetsGenerating(makefile: Makefile, path: string): readonly string[] {
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

  /** @param inherited target-specific variables of the targets that require this one */
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

  /** The scripts of the target's own recipes, without prerequisites. */
  own(target: string): readonly RecipeScript[] {
    const { parts, local } = this.#partsOf(target, new Map())
    return parts.flatMap((rules) => this.#recipe(target, rules, local))
  }

  /** The rules of a target, and the target-specific variables that apply. */
  #partsOf(target: string, inherited: MakeVariables) {
    const found = this.#rules.fitting(target)
    const set = found.flatMap(({ rule }) => [...rule.variables])
    const local = set.length === 0 ? inherited : new Map([...inherited, ...set])
    const independent = found.filter(({ rule }) => rule.independent)
    return { parts: independent.length === 0 ? [found] : independent.map((one) => [one]), local }
  }

  /** The scripts of the last rule with a recipe. */
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

/** Finds the rules for a target. A recipe with `$(eval)` may add rules later. */
class RuleIndex {
  readonly #all: readonly MakeRule[]
  readonly #named = new Map<string, MakeRule[]>()
  readonly #patterns: MakeRule[] = []
  #known = 0

  constructor(all: readonly MakeRule[]) {
    this.#all = all
  }

  /** The explicit rules of the target. If they have no recipe, also the first pattern rule that matches. */
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
      // a match-anything rule (`%`) is not meant for the name of a target
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

/** Splits a recipe line into the lines that run in separate shells: a canned recipe has several. */
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
