import { textOf } from '../../shell/words.ts'
import { imageDefaults } from './image-name.ts'
import type { Dockerfile, Instruction, Stage } from './parse.ts'
import { type BuildParameters, chainOf, globalScope, platformArgs } from './stages.ts'
import { type Lookup, type Setting, settingsOf, substitute } from './variables.ts'

/** What holds before an instruction runs. */
export interface Scope {
  /** A variable's value; undefined where it has none or the text does not say. */
  readonly lookup: Lookup
  /** Of what ENV or else ARG sets a variable; undefined where neither does. */
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
      state.follow(instruction, step.scope.lookup)
      return step
    }),
  )
}

/** What holds at a place of a stage, as one instruction after the other changes it. */
class StageState {
  readonly #escapeCharacter: string
  readonly #options: BuildParameters
  /** The value of an ARG that gives none itself. */
  readonly #inherited: Lookup
  readonly #env: Map<string, string | undefined>
  readonly #args = new Map<string, string | undefined>()
  #workdir: string | undefined
  #user: string | undefined

  constructor(dockerfile: Dockerfile, image: string, options: BuildParameters) {
    const { workdir, env } = imageDefaults(image)
    const predefined = platformArgs(options.platform)
    const inFrom = globalScope(dockerfile, options)
    this.#escapeCharacter = dockerfile.escapeCharacter
    this.#options = options
    this.#inherited = (name) => inFrom(name) ?? predefined[name]
    this.#env = new Map(Object.entries(env))
    this.#workdir = workdir
  }

  scope(): Scope {
    const values = new Map([...this.#args, ...this.#env])
    const sources = new Map<string, 'ARG' | 'ENV'>([
      ...[...this.#args.keys()].map((name) => [name, 'ARG'] as const),
      ...[...this.#env.keys()].map((name) => [name, 'ENV'] as const),
    ])
    return {
      lookup: (name) => values.get(name),
      setBy: (name) => sources.get(name),
      workdir: this.#workdir,
      user: this.#user,
    }
  }

  follow(instruction: Instruction, lookup: Lookup): void {
    const [first] = instruction.words
    switch (instruction.keyword) {
      case 'ENV':
        for (const { name, value } of this.#settings(instruction)) {
          this.#env.set(name, value && substitute(value, lookup))
        }
        break
      case 'ARG':
        for (const { name, value } of this.#settings(instruction)) {
          const byDefault = value === undefined ? this.#inherited(name) : substitute(value, lookup)
          this.#args.set(name, this.#options.buildArgs?.[name] ?? byDefault)
        }
        break
      case 'WORKDIR': {
        const to = first && substitute(first, lookup)
        if (first !== undefined) this.#workdir = to === undefined ? undefined : resolvePath(this.#workdir, to)
        break
      }
      case 'USER':
        if (first !== undefined) this.#user = substitute(first, lookup) ?? textOf(first)
        break
    }
  }

  #settings(instruction: Instruction): readonly Setting[] {
    return settingsOf(instruction, this.#escapeCharacter) ?? []
  }
}

/** An absolute path without `.` and `..`; undefined for a relative one where nobody knows from where. */
export function resolvePath(from: string | undefined, to: string): string | undefined {
  if (!to.startsWith('/') && from === undefined) return undefined
  const parts: string[] = []
  for (const part of (to.startsWith('/') ? to : `${from}/${to}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
