/** What the step hands to its post step, which cleans up after a step that was killed. */
export const stateNames = {
  run: 'run',
  directory: 'directory',
  repository: 'repository',
} as const
