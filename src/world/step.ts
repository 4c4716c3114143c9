import * as core from '@actions/core'
import type { Step } from '../effects/step.ts'
import type { GuardedOutput } from './output.ts'

/** @actions/core uses the runner's files, or commands in the log if there are none. */
export function actionsStep({ asIs }: Pick<GuardedOutput, 'asIs'>): Step {
  return {
    input: (name) => core.getInput(name),
    maskSecret: (secret) => asIs(() => core.setSecret(secret)),
    saveState: (name, value) => asIs(() => core.saveState(name, value)),
    savedState: (name) => core.getState(name),
    async writeSummary(markdown) {
      await core.summary.addRaw(markdown, true).write()
    },
    setOutput: (name, value) => asIs(() => core.setOutput(name, value)),
  }
}
