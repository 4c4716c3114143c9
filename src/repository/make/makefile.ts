/** Reads Makefiles without running make. Values that depend on a command stay unknown. */

import { type Assignment, assigned, assignmentIn } from './assignments.ts'
import { type Condition, Conditionals } from './conditions.ts'
import { isUnknown, relativeFrom, unknownText, wordsOf } from './functions.ts'
import { findOutside, type MakeLine, MakeLines } from './lines.ts'
import type { Makefile, MakeRule } from './rules.ts'
import type { MakeFiles, MakeVariable } from './variable.ts'
import { MakeExpansion } from './variables.ts'

/** The default names of a Makefile; make uses the first one that exists. */
export const makefileNames = ['GNUmakefile', 'makefile', 'Makefile'] as const

/** A call of make. */
export interface MakeCall {
  /** Its working directory and its file, relative to the root of the repository. */
  readonly directory: string
  readonly file: string
  /** Variables of its command line. */
  readonly overrides: Readonly<Record<string, string>>
}

/** undefined if the file does not exist. */
export function readMakefile(files: MakeFiles, call: MakeCall): Makefile | undefined {
  const text = files.text(call.file)
  if (text === undefined) return undefined
  const reader = new MakefileReader(files, call)
  reader.read(text, call.file)
  return reader.result()
}

const directives =
  /^\s*(-?include|sinclude|export|unexport|override|private|define|undefine|vpath)\b(?!\s*[:?+!]*=)\s*([\s\S]*)$/
const mostIncludes = 50
/** Maximum nesting of lines that come from expansions of other lines. */
const deepest = 50

interface OpenRule extends MakeRule {
  readonly recipe: MakeLine[]
}

class MakefileReader {
  readonly #files: MakeFiles
  readonly #directory: string
  readonly #variables = new Map<string, MakeVariable>()
  readonly #exported = new Set<string>()
  readonly #rules: OpenRule[] = []
  readonly #expansion: MakeExpansion
  readonly #conditionals: Conditionals
  #file: string
  #line = 1
  #includes = 0
  #depth = 0
  #exportsAll = false
  #oneShell = false
  /** The rules whose recipe the next line may continue. */
  #open: OpenRule | undefined

  constructor(files: MakeFiles, call: MakeCall) {
    this.#files = files
    this.#directory = call.directory
    this.#file = call.file
    for (const [name, text] of Object.entries(call.overrides)) {
      // a value with a `$` is only known at run time
      const known = isUnknown(text) ? { text: unknownText, recursive: false } : { text, recursive: true }
      this.#variables.set(name, { ...known, origin: 'command line' })
      this.#exported.add(name)
    }
    this.#conditionals = new Conditionals((condition) => this.#isTrue(condition))
    this.#expansion = new MakeExpansion(this.#variables, files, call.directory, (added) => {
      const [file, line, open] = [this.#file, this.#line, this.#open]
      this.#lines(new MakeLines(added), line)
      this.#file = file
      this.#line = line
      this.#open = open
    })
  }

  result(): Makefile {
    const goal = this.#variables.get('.DEFAULT_GOAL')
    const first = this.#rules
      .flatMap(({ targets }) => targets)
      .find((name) => !name.includes('%') && (!name.startsWith('.') || name.includes('/')))
    const defaultGoal = goal === undefined ? first : this.#expansion.value('.DEFAULT_GOAL').trim()
    return {
      rules: this.#rules,
      variables: this.#variables,
      exported: this.#exportsAll ? new Set(this.#variables.keys()) : this.#exported,
      ...(defaultGoal === undefined ? {} : { defaultGoal }),
      oneShell: this.#oneShell,
      directory: this.#directory,
      files: this.#files,
    }
  }

  read(text: string, file: string): void {
    this.#includes += 1
    if (this.#includes > mostIncludes) return
    const outer = this.#file
    this.#file = file
    const list = this.#variables.get('MAKEFILE_LIST')?.text ?? ''
    const own = relativeFrom(this.#directory, file)
    this.#variables.set('MAKEFILE_LIST', { text: `${list} ${own}`, recursive: false, origin: 'file' })
    const { depth } = this.#conditionals
    this.#lines(new MakeLines(text))
    this.#conditionals.closeTo(depth)
    this.#open = undefined
    this.#file = outer
  }

  /** @param line the line number of all lines, if they come from an expansion in another line */
  #lines(lines: MakeLines, line?: number): void {
    if (this.#depth >= deepest) return
    this.#depth += 1
    while (!lines.isAtEnd) {
      const prefix = this.#variables.get('.RECIPEPREFIX')?.text[0] ?? '\t'
      if (this.#open !== undefined && lines.startsWith(prefix)) {
        const found = lines.recipe(prefix)
        if (this.#conditionals.hold !== false) this.#open.recipe.push({ ...found, line: line ?? found.line })
        continue
      }
      const found = lines.logical()
      this.#line = line ?? found.line
      if (found.text.trim() !== '' && !this.#conditionals.read(found.text)) this.#statement(found.text, lines)
    }
    this.#depth -= 1
  }

  #isTrue(condition: Condition): boolean | undefined {
    if (condition.kind === 'defined' || condition.kind === 'undefined') {
      const name = this.#expansion.expand(condition.name).trim()
      return ((this.#expansion.variable(name)?.text ?? '') !== '') === (condition.kind === 'defined')
    }
    const [one, other] = condition.sides.map((side) => this.#expansion.decided(side))
    if (one === undefined || other === undefined) return undefined
    return (one === other) === (condition.kind === 'equal')
  }

  #statement(text: string, lines: MakeLines): void {
    const [, directive = '', rest = ''] = directives.exec(text) ?? []
    // the body of a `define` is consumed even in an inactive branch
    const body = directive === 'define' || /^define\b/.test(rest) ? lines.definition() : undefined
    if (this.#conditionals.hold === false) return
    if (body !== undefined) this.#define(rest.replace(/^define\s+/, ''), body, directive)
    else if (directive === '') this.#assignmentOrRule(text)
    else if (directive === 'export') this.#export(rest)
    else if (directive === 'override' || directive === 'private') this.#assign(rest, directive)
    else if (directive.endsWith('include')) this.#include(this.#expansion.expand(rest))
  }

  #include(names: string): void {
    for (const name of wordsOf(names).flatMap((one) => this.#expansion.included(one))) {
      const path = this.#expansion.inRepository(name)
      const text = isUnknown(name) ? undefined : this.#files.text(path)
      if (text !== undefined) this.read(text, path)
    }
  }

  #export(rest: string): void {
    if (rest === '') this.#exportsAll = true
    else if (this.#assign(rest, 'export'))
      this.#exported.add(this.#expansion.expand(assignmentIn(rest)?.name ?? '').trim())
    else for (const name of wordsOf(this.#expansion.expand(rest))) this.#exported.add(name)
  }

  #define(head: string, body: string, directive: string): void {
    const [, name = '', operator = '='] = /^(.*?)\s*(::?:?=|\?=|\+=|!=|=)?\s*$/.exec(head) ?? []
    this.#set(this.#expansion.expand(name).trim(), operator, body)
    if (directive === 'export') this.#exported.add(name)
  }

  #assignmentOrRule(text: string): void {
    if (this.#assign(text, '')) {
      this.#open = undefined
      return
    }
    this.#rule(text)
  }

  /** Performs the assignment in the text; false if it is not an assignment. */
  #assign(text: string, directive: string): boolean {
    const parts = assignmentIn(text)
    if (parts === undefined) return false
    const name = this.#expansion.expand(parts.name).trim()
    this.#set(name, parts.operator, parts.value, directive === 'override' ? 'override' : 'file')
    return true
  }

  #set(name: string, operator: string, value: string, origin: MakeVariable['origin'] = 'file'): void {
    const before = this.#expansion.variable(name)
    if (before?.origin === 'command line' && origin !== 'override') return
    const set = assigned(this.#expansion, { before, operator, value, origin })
    if (set === before) return
    const isOpen = this.#conditionals.hold === undefined && before?.text !== set.text
    this.#variables.set(name, isOpen ? { text: unknownText, recursive: false, origin } : set)
  }

  #rule(text: string): void {
    const semicolon = findOutside(text, (character) => character === ';')
    const head = semicolon < 0 ? text : text.slice(0, semicolon)
    const colon = findOutside(head, (character) => character === ':')
    if (colon < 0) {
      // the expansion may be a rule, an assignment or empty
      const expanded = this.#expansion.expand(text)
      if (expanded !== text && expanded.trim() !== '') this.#lines(new MakeLines(expanded), this.#line)
      return
    }
    const targets = wordsOf(this.#expansion.expand(head.slice(0, colon).replace(/&$/, '')))
    const isDouble = head[colon + 1] === ':'
    const after = text.slice(colon + (isDouble ? 2 : 1))
    const own = assignmentIn(after.replace(/^\s*(?:override|private|export)\s+/, ''))
    if (own !== undefined) {
      this.#variableOf(targets, own)
      return
    }
    this.#addRule(targets, this.#expansion.expand(head.slice(colon + (isDouble ? 2 : 1))), isDouble)
    if (semicolon >= 0) this.#open?.recipe.push({ text: text.slice(semicolon + 1), line: this.#line })
  }

  #addRule(targets: readonly string[], prerequisites: string, independent: boolean): void {
    if (targets.includes('.ONESHELL')) this.#oneShell = true
    if (targets.includes('.EXPORT_ALL_VARIABLES')) this.#exportsAll = true
    const [, pattern, needed] = /^\s*(\S*%\S*)\s*:([\s\S]*)$/.exec(prerequisites) ?? []
    const [normal = '', orderOnly = ''] = (needed ?? prerequisites).split('|')
    this.#open = {
      targets,
      prerequisites: wordsOf(normal),
      orderOnly: wordsOf(orderOnly),
      recipe: [],
      independent,
      ...(pattern === undefined ? {} : { pattern }),
      variables: new Map(),
      file: this.#file,
      line: this.#line,
    }
    this.#rules.push(this.#open)
  }

  #variableOf(targets: readonly string[], { name, operator, value }: Assignment): void {
    this.#addRule(targets, '', false)
    const rule = this.#rules.pop()
    this.#open = undefined
    const before = this.#expansion.variable(name)
    if (rule === undefined || before?.origin === 'command line') return
    const set = assigned(this.#expansion, { before, operator, value, origin: 'file' })
    this.#rules.push({ ...rule, variables: new Map([[name, set]]) })
  }
}
