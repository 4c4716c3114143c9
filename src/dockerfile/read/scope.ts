import { longestPath } from '../../common/paths.ts'
import type { Variables } from '../../shell/expansion.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { imageDefaults } from './image-name.ts'
import type { Dockerfile, Instruction, Stage } from './parse.ts'
import { type BuildParameters, chainOf, globalScope } from './stages.ts'
import { expandedWord, restOf, type Setting, settingsOf } from './variables.ts'

/** Variables, directory and user before an instruction runs. */
export interface Scope {
  readonly variables: Variables
  /** Expands a word of the instruction; undefined if it needs an unknown value. */
  readonly expand: (word: Word) => string | undefined
  /** Whether ENV or ARG sets a variable, the later one if both do; undefined if neither does. */
  readonly setBy: (name: string) => 'ARG' | 'ENV' | undefined
  /** Absolute working directory; undefined if it depends on an unknown value. */
  readonly workdir: string | undefined
  readonly user: string | undefined
}

export interface StageStep {
  readonly stage: Stage
  readonly instruction: Instruction
  readonly scope: Scope
}

/** The instructions of a stage and of the stages that it is FROM, in the order of execution, each with the scope before it. */
export function stepsOf(
  dockerfile: Dockerfile,
  stage: Stage,
  options: BuildParameters,
): readonly StageStep[] {
  const { stages, root } = chainOf(dockerfile, stage, options)
  const state = new StageState(dockerfile, root.kind === 'image' ? root.image : '', options)
  return stages.flatMap((each) =>
    each.instructions.map((instruction) => {
      const step = { stage: each, instruction, scope: state.scope() }
      state.follow(instruction, step.scope)
      return step
    }),
  )
}

interface SetValue {
  readonly at: number
  readonly by: 'ARG' | 'ENV'
  /** undefined if the variable is only declared; `value` is undefined if unknown. */
  readonly set: { readonly value: string | undefined } | undefined
}

/** The state of a stage, which each instruction changes. */
class StageState {
  readonly #escapeCharacter: string
  readonly #buildArgs: Readonly<Record<string, string>>
  readonly #inFrom: Variables
  /** The values of each variable, with the instruction from which on each applies. */
  readonly #history = new Map<string, SetValue[]>()
  #now = 0
  readonly #isComplete: boolean
  #workdir: string | undefined
  #user: string | undefined

  constructor(dockerfile: Dockerfile, image: string, options: BuildParameters) {
    const known = options.images?.get(image)
    const { workdir, env } = known ?? imageDefaults(image)
    this.#escapeCharacter = dockerfile.escapeCharacter
    this.#buildArgs = options.buildArgs ?? {}
    this.#inFrom = globalScope(dockerfile, options)
    for (const [name, value] of Object.entries(env)) this.#set(name, 'ENV', { value })
    this.#isComplete = image === 'scratch' || known !== undefined
    this.#workdir = workdir
    if (known !== undefined && known.user !== '') this.#user = known.user
  }

  scope(): Scope {
    const until = this.#now
    const last = (name: string) => this.#history.get(name)?.findLast(({ at }) => at <= until)
    const variables: Variables = {
      get: (name) => last(name)?.set?.value,
      has: (name) => last(name)?.set !== undefined,
      isEmpty: () => this.#isComplete,
    }
    return {
      variables,
      expand: (word) => expandedWord(word, variables, this.#escapeCharacter),
      setBy: (name) => last(name)?.by,
      workdir: this.#workdir,
      user: this.#user,
    }
  }

  follow(instruction: Instruction, { expand }: Scope): void {
    switch (instruction.keyword) {
      case 'ENV':
        for (const { name, value } of this.#settings(instruction))
          this.#set(name, 'ENV', { value: value && expand(value) })
        break
      case 'ARG':
        for (const setting of this.#settings(instruction)) this.#declare(setting)
        break
      case 'WORKDIR': {
        const to = restOf(instruction.rest, this.#escapeCharacter)
        const path = to && expand(to)
        if (to !== undefined)
          this.#workdir = path === undefined ? undefined : resolvePath(this.#workdir, path)
        break
      }
      case 'USER': {
        const [user] = instruction.words
        if (user !== undefined) this.#user = expand(user) ?? textOf(user)
        break
      }
    }
  }

  #set(name: string, by: SetValue['by'], set: SetValue['set']): void {
    this.#now += 1
    const before = this.#history.get(name)
    const one = { at: this.#now, by, set }
    if (before === undefined) this.#history.set(name, [one])
    else before.push(one)
  }

  /** An ARG applies from its line on and overrides an ENV above it; without any value, it has no effect. */
  #declare({ name, value }: Setting): void {
    const given = this.#buildArgs[name]
    // uses the current scope, because an ARG can refer to earlier ones of the same instruction
    if (given !== undefined) this.#set(name, 'ARG', { value: given })
    else if (value !== undefined) this.#set(name, 'ARG', { value: this.scope().expand(value) })
    else if (this.#inFrom.has(name)) this.#set(name, 'ARG', { value: this.#inFrom.get(name) })
    else if (!this.#history.has(name)) this.#set(name, 'ARG', undefined)
  }

  #settings(instruction: Instruction): readonly Setting[] {
    return settingsOf(instruction, this.#escapeCharacter) ?? []
  }
}

/** An absolute path without `.` and `..`; undefined for a relative path from an unknown directory. */
export function resolvePath(from: string | undefined, to: string): string | undefined {
  if (!to.startsWith('/') && from === undefined) return undefined
  const parts: string[] = []
  for (const part of (to.startsWith('/') ? to : `${from}/${to}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const path = `/${parts.join('/')}`
  return path.length > longestPath ? undefined : path
}
