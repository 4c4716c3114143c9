import * as core from '@actions/core'
import type { Step } from '../effects/step.ts'
import type { GuardedOutput } from './output.ts'

/** What is written through the runner's files, and through commands where a runner has no files for it. */
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
