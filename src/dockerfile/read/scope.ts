import { textOf } from '../../shell/words.ts'
import { imageFacts } from '../facts/images.ts'
import type { Dockerfile, Instruction, Stage } from './parse.ts'
import { type BuildParameters, chainOf, globalScope, platformArgs } from './stages.ts'
import { type Lookup, settingsOf, substitute } from './variables.ts'

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
  const { workdir: start, env: own } = imageFacts(root.kind === 'image' ? root.image : '')
  const predefined = platformArgs(options.platform)
  const inFrom = globalScope(dockerfile, options)
  const env = new Map<string, string | undefined>(Object.entries(own))
  const args = new Map<string, string | undefined>()
  let workdir: string | undefined = start
  let user: string | undefined
  const steps: StageStep[] = []
  for (const each of stages) {
    for (const instruction of each.instructions) {
      const values = new Map([...args, ...env])
      const lookup: Lookup = (name) => values.get(name)
      const sources = new Map<string, 'ARG' | 'ENV'>([
        ...[...args.keys()].map((name) => [name, 'ARG'] as const),
        ...[...env.keys()].map((name) => [name, 'ENV'] as const),
      ])
      steps.push({
        stage: each,
        instruction,
        scope: { lookup, setBy: (name) => sources.get(name), workdir, user },
      })
      const settings = settingsOf(instruction, dockerfile.escapeCharacter) ?? []
      const [first] = instruction.words
      if (instruction.keyword === 'ENV') {
        for (const { name, value } of settings) env.set(name, value && substitute(value, lookup))
      } else if (instruction.keyword === 'ARG') {
        for (const { name, value } of settings) {
          const byDefault =
            value === undefined ? (inFrom(name) ?? predefined[name]) : substitute(value, lookup)
          args.set(name, options.buildArgs?.[name] ?? byDefault)
        }
      } else if (instruction.keyword === 'WORKDIR' && first !== undefined) {
        const to = substitute(first, lookup)
        workdir = to === undefined ? undefined : resolvePath(workdir, to)
      } else if (instruction.keyword === 'USER' && first !== undefined) {
        user = substitute(first, lookup) ?? textOf(first)
      }
    }
  }
  return steps
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
