import { posix } from 'node:path'
import type { StepProcess, StepWorldOptions } from '../../../src/commands/action/handles.ts'
import type { StateName, Step } from '../../../src/effects/step.ts'
import { action } from '../workflows/step.ts'
import { type FakeOptions, type FakeWorld, fakeWorld, sha256 } from '../world/world.ts'

export interface FakeStep extends Step {
  readonly outputs: Readonly<Record<string, string>>
  readonly summaries: readonly string[]
  readonly secrets: readonly string[]
  readonly state: Partial<Record<StateName, string>>
}

/** A step with the given inputs; the others have the defaults of action.yml. */
export function fakeStep(
  inputs: Readonly<Record<string, string>> = {},
  state: Partial<Record<StateName, string>> = {},
): FakeStep {
  const outputs: Record<string, string> = {}
  const summaries: string[] = []
  const secrets: string[] = []
  return {
    outputs,
    summaries,
    secrets,
    state,
    input(name) {
      const standard = action.inputs[name]?.default ?? ''
      return inputs[name] ?? (standard.includes('${{') ? '' : standard)
    },
    maskSecret: (secret) => void secrets.push(secret),
    saveState: (name, value) => {
      state[name] = value
    },
    savedState: (name) => state[name] ?? '',
    writeSummary: async (markdown) => void summaries.push(markdown),
    setOutput: (name, value) => {
      outputs[name] = value
    },
  }
}

export interface FakeStepProcess extends StepProcess {
  readonly step: FakeStep
  readonly world: FakeWorld
  /** The options with which the world was opened; empty if it was not. */
  readonly opened: readonly StepWorldOptions[]
}

export interface FakeStepOptions extends FakeOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly event?: unknown
}

/** A step in `/checkout`, with a world in memory. It has GitHub only if the step requests it. */
export function fakeStepProcess(options: FakeStepOptions = {}): FakeStepProcess {
  const opened: StepWorldOptions[] = []
  const { github, ...world } = fakeWorld(options)
  return {
    step: fakeStep({ 'working-directory': '.', ...options.inputs }),
    world,
    opened,
    log: world.log,
    env: options.env ?? {},
    temporaryRoot: '/runner',
    probeSource: '/linkgate/probe',
    readEvent: async () => options.event,
    resolve: (path) => posix.resolve('/checkout', path),
    uncaught: () => undefined,
    digest: (text) => sha256(text).slice(0, 32),
    openWorld(given) {
      opened.push(given)
      return { ...world, ...(given.github === undefined || github === undefined ? {} : { github }) }
    },
  }
}
