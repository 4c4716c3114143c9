/** Facts without any problem, and files after a suggestion was added. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import { succeed, successesOf } from '../../../src/common/result.ts'
import { defaultConfig } from '../../../src/config/config.ts'
import type { Check } from '../../../src/doctor/check.ts'
import { examine } from '../../../src/doctor/doctor.ts'
import type { DoctorFacts } from '../../../src/doctor/facts/facts.ts'
import type { GitHubContext } from '../../../src/repository/event.ts'
import { actionOf, isLinkgate, parseWorkflow } from '../../../src/repository/workflow/workflow.ts'
import { goTool } from './plan.ts'

export const sha = (digit: string) => digit.repeat(40)

export function facts(given: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    version: '0.1.0',
    os: 'linux',
    arch: 'amd64',
    go: succeed({ ...goTool, toolchain: 'auto' }),
    goRequirements: [
      { file: 'go.mod', go: '1.24.0' },
      { file: 'linkgate itself', go: '1.21' },
    ],
    workflows: workflowsIn({ '.github/workflows/linkgate.yml': quickStart }),
    brokenWorkflows: [],
    configs: [{ config: succeed(defaultConfig()) }],
    strays: [],
    machine: {
      compiler: succeed({ name: 'gcc' }),
      engine: succeed({ name: 'docker', version: '28.0.0', buildx: true, os: 'linux', arch: 'amd64' }),
      disk: [],
      git: succeed({
        revisions: succeed({
          base: { sha: sha('b') },
          head: { sha: sha('a') },
          because: 'merge base with main',
        }),
        shallow: false,
        missingSubmodules: [],
        missingContent: [],
        defaultBranch: 'main',
      }),
    },
    ...given,
  }
}

export function machine(
  given: Partial<NonNullable<DoctorFacts['machine']>>,
): NonNullable<DoctorFacts['machine']> {
  const healthy = facts().machine
  if (healthy === undefined) throw new Error('a machine is among the facts')
  return { ...healthy, ...given }
}

/** The context of a run of the quick-start workflow. */
export function localContext(given: Partial<GitHubContext> = {}): NonNullable<DoctorFacts['localContext']> {
  return {
    workflow: '.github/workflows/linkgate.yml',
    job: 'image',
    context: succeed({
      eventName: 'pull_request',
      owner: 'octo',
      repo: 'service',
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      runId: 1,
      runAttempt: 1,
      sha: sha('a'),
      ref: 'refs/pull/7/merge',
      ...given,
    }),
  }
}

export const example = (name: string) =>
  readFile(join(import.meta.dirname, '../../../example-workflows', name), 'utf8')
export const quickStart = await example('quick-start.yml')

export const off = (given: DoctorFacts): readonly Check[] =>
  examine(given).filter(({ state }) => state !== 'ok')

export const workflowsIn = (files: Readonly<Record<string, string>>) =>
  successesOf(Object.entries(files).map(([file, source]) => parseWorkflow(source, file)))

/** The files after the suggestion of a check was added. */
export function withAddition(
  files: Readonly<Record<string, string>>,
  { file = '', yaml = '' }: Check,
): Readonly<Record<string, string>> {
  const added: unknown = parse(yaml)
  expect(added, yaml).toBeTypeOf('object')
  const before: unknown = parse(files[file] ?? '{}')
  return { ...files, [file]: stringify(merged(before, added, [])) }
}

const whole = new Set(['on', 'permissions'])

function merged(before: unknown, added: unknown, path: readonly string[]): unknown {
  const key = path.at(-1) ?? ''
  if (key === 'steps' && Array.isArray(before) && Array.isArray(added)) return mergedSteps(before, added)
  if (whole.has(key) || !isMap(before) || !isMap(added)) return added
  return {
    ...before,
    ...Object.fromEntries(
      Object.entries(added).map(([name, value]) => [name, merged(before[name], value, [...path, name])]),
    ),
  }
}

interface Step {
  readonly uses?: string
}

function mergedSteps(before: readonly Step[], added: readonly Step[]): readonly Step[] {
  const steps = [...before]
  let at = steps.findIndex(({ uses }) => uses !== undefined && isLinkgate(uses))
  for (const step of added) {
    const action = actionOf(step.uses ?? '')
    const same = steps.findIndex(({ uses }) => uses !== undefined && actionOf(uses) === action)
    if (same >= 0) steps[same] = merged(steps[same], step, []) as Step
    // after the step of linkgate, if that one comes first in the suggestion
    else steps.splice(added.indexOf(step) > 0 ? at + 1 : at, 0, step)
    at = steps.findIndex(({ uses }) => uses !== undefined && isLinkgate(uses))
  }
  return steps
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
