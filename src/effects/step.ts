/** State that a step passes to its post step, which cleans up after a killed step. */
export type StateName = 'run' | 'directory' | 'repository'

/** The step of a workflow in which the action runs, as the runner provides it. */
export interface Step {
  /** The text of an input of action.yml; empty if it is not set. */
  input(name: string): string
  /** From now on, the runner prints `***` instead of the secret. */
  maskSecret(secret: string): void
  saveState(name: StateName, value: string): void
  /** What the step saved, read by its post step; empty if it saved nothing. */
  savedState(name: StateName): string
  /** Adds text to the page of the workflow run. */
  writeSummary(markdown: string): Promise<void>
  /** Sets a value for later steps. */
  setOutput(name: string, value: string): void
}
