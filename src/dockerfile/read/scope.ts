import { longestPath } from '../../common/paths.ts'
import type { Variables } from '../../shell/expansion.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { imageDefaults } from './image-name.ts'
import type { Dockerfile, Instruction, Stage } from './parse.ts'
import { type BuildParameters, chainOf, globalScope } from './stages.ts'
import { expandedWord, restOf, type Setting, settingsOf } from './variables.ts'

/** What holds before an instruction runs. */
export interface Scope {
  readonly variables: Variables
  /** A word of an instruction there; undefined where it needs what the text does not say. */
  readonly expand: (word: Word) => string | undefined
  /** Which of ENV and ARG sets a variable, the later one where both do; undefined where neither does. */
  readonly setBy: (name: string) => 'ARG' | 'ENV' | undefined
  /** Absolute; undefined where it needs a variable of unknown value. */
  readonly workdir: string | undefined
  readonly user: string | undefined
}

export interface StageStep {
  readonly stage: Stage
  readonly instruction: Instruction
  readonly scope: Scope
}

/** The instructions of a stage and of the stages that it is FROM, from the image on, each with what holds before it. */
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
  /** Undefined where it is declared alone; the value is undefined where it is not known. */
  readonly set: { readonly value: string | undefined } | undefined
}

/** What holds at a place of a stage, as one instruction after the other changes it. */
class StageState {
  readonly #escapeCharacter: string
  readonly #buildArgs: Readonly<Record<string, string>>
  readonly #inFrom: Variables
  /** Of each name, what it was from which instruction on. */
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

  /** An ARG counts from its place on, before an ENV above it too; without any value it changes nothing. */
  #declare({ name, value }: Setting): void {
    const given = this.#buildArgs[name]
    // the scope of this very place: an ARG may use those beside it
    if (given !== undefined) this.#set(name, 'ARG', { value: given })
    else if (value !== undefined) this.#set(name, 'ARG', { value: this.scope().expand(value) })
    else if (this.#inFrom.has(name)) this.#set(name, 'ARG', { value: this.#inFrom.get(name) })
    else if (!this.#history.has(name)) this.#set(name, 'ARG', undefined)
  }

  #settings(instruction: Instruction): readonly Setting[] {
    return settingsOf(instruction, this.#escapeCharacter) ?? []
  }
}

/** An absolute path without `.` and `..`; undefined for a relative one whose start is not known. */
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
