import type { Variables } from '../../shell/expansion.ts'
import { textOf } from '../../shell/words.ts'
import { type Invocation, invocationsOf } from './invocations.ts'
import type { Dockerfile } from './parse.ts'
import { resolvePath, type StageStep } from './scope.ts'
import { type Setting, settingOf, substitute } from './variables.ts'

/** A program that a RUN starts, with its directory and variables. */
export interface Run extends Invocation {
  readonly step: StageStep
  /** Absolute working directory; undefined if unknown. */
  readonly cwd: string | undefined
  /** Variables of the shell and of the stage. */
  readonly variables: Variables
  /** A variable of the program's environment, which the command, its shell or the stage sets. */
  readonly environment: (name: string) => Exported | undefined
}

export interface Exported {
  readonly by: 'command' | 'shell' | 'ENV' | 'ARG'
  readonly value: string | undefined
}

interface ShellVariable {
  readonly value: string | undefined
  readonly exported: boolean
}

const mostNewer = 64

/** An immutable snapshot of a shell's variables; only a few are copied for each command. */
class ShellVariables {
  readonly #older: ReadonlyMap<string, ShellVariable>
  readonly #newer: ReadonlyMap<string, ShellVariable>

  constructor(
    older: ReadonlyMap<string, ShellVariable> = new Map(),
    newer: ReadonlyMap<string, ShellVariable> = new Map(),
  ) {
    this.#older = older
    this.#newer = newer
  }

  get(name: string): ShellVariable | undefined {
    return this.#newer.get(name) ?? this.#older.get(name)
  }

  with(changed: ReadonlyMap<string, ShellVariable>): ShellVariables {
    const newer = new Map([...this.#newer, ...changed])
    return newer.size <= mostNewer
      ? new ShellVariables(this.#older, newer)
      : new ShellVariables(new Map([...this.#older, ...newer]))
  }
}

interface Shell {
  readonly cwd: string | undefined
  readonly variables: ShellVariables
}

/** The programs that a RUN starts, after the effects of `cd`, `export` and assignments; undefined if it cannot be read. */
export function runsOf(dockerfile: Dockerfile, step: StageStep): readonly Run[] | undefined {
  const invocations = invocationsOf(dockerfile, step.instruction)
  if (invocations === undefined) return undefined
  const { scope } = step
  // each subshell has its own state, because its changes are lost when it ends
  const states = new Map<string, Shell>([['', { cwd: scope.workdir, variables: new ShellVariables() }]])
  const stateOf = (within: readonly number[]): Shell => {
    const known = states.get(within.join())
    return known ?? stateOf(within.slice(0, -1))
  }
  return invocations.map((invocation) => {
    const before = stateOf(invocation.within)
    const variables: Variables = {
      get: (name) => {
        const own = before.variables.get(name)
        return own === undefined ? scope.variables.get(name) : own.value
      },
      has: (name) => before.variables.get(name) !== undefined || scope.variables.has(name),
      isEmpty: () => false,
    }
    states.set(invocation.within.join(), after(invocation, before, variables, step))
    const environment = (name: string): Exported | undefined => {
      const own = invocation.settings.findLast((setting) => setting.name === name)
      if (own !== undefined && invocation.program !== '') {
        return { by: 'command', value: own.value && substitute(own.value, variables) }
      }
      const variable = before.variables.get(name)
      if (variable?.exported === true) return { by: 'shell', value: variable.value }
      const by = scope.setBy(name)
      return by === undefined ? undefined : { by, value: scope.variables.get(name) }
    }
    return { ...invocation, step, cwd: before.cwd, variables, environment }
  })
}

function after(invocation: Invocation, before: Shell, known: Variables, step: StageStep): Shell {
  const { program, words, settings } = invocation
  const [, first] = words
  if (program === 'cd' || program === 'pushd') {
    const to = first === undefined ? undefined : substitute(first, known)
    return { ...before, cwd: to === undefined ? undefined : resolvePath(before.cwd, to) }
  }
  if (program === 'popd') return { ...before, cwd: step.scope.workdir }
  if (program === 'for' && first !== undefined) {
    return set(before, [{ name: textOf(first), whole: first }], known, () => false)
  }
  if (program === 'export') return set(before, words.slice(1).map(settingOf), known, () => true)
  if (program !== '') return before
  // a variable from the environment stays exported when the shell sets it
  const isExported = (name: string) =>
    before.variables.get(name)?.exported ?? step.scope.setBy(name) !== undefined
  return set(before, settings, known, isExported)
}

function set(
  before: Shell,
  settings: readonly Setting[],
  outer: Variables,
  exported: (name: string) => boolean,
): Shell {
  const changed = new Map<string, ShellVariable>()
  for (const { name, value } of settings) {
    const was = changed.get(name) ?? before.variables.get(name)
    changed.set(name, {
      value: value === undefined ? was?.value : substitute(value, outer),
      exported: exported(name),
    })
  }
  return { ...before, variables: before.variables.with(changed) }
}
