/**
 * Identifies credentials and settings for fetching modules. A build without them must not find modules in a cache that it could
 * not fetch itself.
 */
import type { StageStep } from '../../read/scope.ts'
import { hasCredentials } from './conflicts.ts'
import type { GoFamily } from './families.ts'
import { type NeededSteps, writtenIn } from './needed-steps.ts'

const variables = [
  'GOAUTH',
  'GOINSECURE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOPRIVATE',
  'GOPROXY',
  'GOSUMDB',
  'GOVCS',
  'NETRC',
]

/** A text that is equal for equal environments. */
export function fetchEnvironment(needed: NeededSteps, { steps, running }: GoFamily): string {
  const texts = steps.map((step) => writtenIn(needed, step)).filter((text) => namesCredentials.test(text))
  return JSON.stringify([[...new Set(running.map(settingsAt))], texts])
}

const namesCredentials = /\.gitconfig|\.netrc|\.ssh\b|\bgit\s+config\b|\bGO(?:AUTH|PRIVATE|PROXY)=|\bssh-key/

function settingsAt(step: StageStep): string {
  const values = variables.map((name) => step.scope.variables.get(name) ?? '')
  return JSON.stringify([hasCredentials(step), values])
}
