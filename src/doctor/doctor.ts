/** Runs all checks of the doctor. */
import type { Check } from './check.ts'
import { eventChecks } from './checks/event.ts'
import { machineChecks } from './checks/machine.ts'
import { noiseChecks } from './checks/noise.ts'
import { repositoryChecks } from './checks/repository.ts'
import { workflowChecks } from './checks/workflow.ts'
import type { DoctorFacts } from './facts/facts.ts'

export function examine(facts: DoctorFacts): readonly Check[] {
  const checks = [
    ...machineChecks(facts),
    ...eventChecks(facts),
    ...repositoryChecks(facts),
    ...workflowChecks(facts),
    ...noiseChecks(facts),
  ]
  // different jobs, or the event and the workflow, can have the same result
  return [...new Map(checks.map((check) => [`${check.id} ${check.message}`, check])).values()]
}

export function isHealthy(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'problem')
}
