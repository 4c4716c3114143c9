import * as core from '@actions/core'
import type { Step } from '../effects/step.ts'

export const actionsStep: Step = {
  input: (name) => core.getInput(name),
  maskSecret: (secret) => core.setSecret(secret),
  saveState: (name, value) => core.saveState(name, value),
  savedState: (name) => core.getState(name),
  async writeSummary(markdown) {
    await core.summary.addRaw(markdown, true).write()
  },
  setOutput: (name, value) => core.setOutput(name, value),
}
