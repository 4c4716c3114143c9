/** The parts of a workflow file that concern linkgate. */
import type { LineCounter } from 'yaml'
import { type Problem, type Result, succeed } from '../../common/result.ts'
import { asText, readYaml, type YamlFault } from '../../common/yaml-values.ts'
import { type Phase, phases } from '../../config/inputs.ts'

export type Permissions = string | Readonly<Record<string, string>>

export interface WorkflowStep {
  /** Action and revision, such as `actions/checkout@v5`. */
  readonly uses?: string
  readonly run?: string
  readonly condition?: string
  readonly continueOnError: boolean
  readonly inputs: Readonly<Record<string, string>>
}

export interface WorkflowJob {
  readonly id: string
  readonly needs: readonly string[]
  readonly condition?: string
  readonly permissions?: Permissions
  /** Its concurrency group. */
  readonly group?: string
  readonly steps: readonly WorkflowStep[]
}

export interface Workflow {
  /** Relative to the root of the repository. */
  readonly file: string
  /** Its name; the path of its file if it sets none. */
  readonly name: string
  /** Its triggers, with their options as written. */
  readonly events: Readonly<Record<string, unknown>>
  readonly permissions?: Permissions
  readonly group?: string
  readonly jobs: readonly WorkflowJob[]
}

/** A file that is not a valid workflow for GitHub either. */
export interface BrokenWorkflow extends Problem {
  readonly file: string
}

/** A step that runs linkgate. */
export interface Use {
  readonly workflow: Workflow
  readonly job: WorkflowJob
  readonly step: WorkflowStep
  /** `owner/linkgate@v1.2.3` */
  readonly uses: string
  /** undefined if an expression sets it. */
  readonly phase: Phase | undefined
}

export function parseWorkflow(source: string, file: string): Result<Workflow, BrokenWorkflow> {
  const { value, faults, lines } = readYaml(source)
  const [fault] = faults
  if (fault !== undefined)
    return { ok: false, problem: { file, message: `not valid YAML: ${faultText(fault, lines)}` } }
  const root = mapOf(value)
  if (root === undefined) return { ok: false, problem: { file, message: 'it is not a mapping' } }
  const jobs = Object.entries(mapOf(root['jobs']) ?? {}).map(([id, job]) => jobOf(id, mapOf(job) ?? {}))
  return succeed({
    file,
    name: asText(root['name']) ?? file,
    events: eventsOf(root['on']),
    ...optional('permissions', permissionsOf(root['permissions'])),
    ...optional('group', groupOf(root['concurrency'])),
    jobs,
  })
}

function faultText({ message, offset }: YamlFault, lines: LineCounter): string {
  const [line = ''] = message.split('\n')
  if (offset === undefined) return line
  const { line: at, col } = lines.linePos(offset)
  return `${line} at line ${at}, column ${col}`
}

export function usesOfLinkgate(workflow: Workflow): readonly Use[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      if (step.uses === undefined || !isLinkgate(step.uses)) return []
      const given = step.inputs['phase'] ?? 'check'
      return [{ workflow, job, step, uses: step.uses, phase: phases.find((phase) => phase === given) }]
    }),
  )
}

/** Whether it is this action, a fork of it, or a copy in the repository. */
export function isLinkgate(uses: string): boolean {
  const path = actionOf(uses).split('/')
  return /^[.$]$/.test(path[0] ?? '') ? path.at(-1) === 'linkgate' : path[1] === 'linkgate'
}

/** An action's name without its revision. */
export const actionOf = (uses: string): string => uses.split('@', 1)[0] ?? ''

/** Whether a value is known only at run time. */
export const isExpression = (text: string): boolean => text.includes('${{')

export const stepsUsing = (
  { steps }: WorkflowJob,
  action: string,
): readonly (WorkflowStep & { readonly uses: string })[] =>
  steps.flatMap((step) =>
    step.uses !== undefined && actionOf(step.uses) === action ? [{ ...step, uses: step.uses }] : [],
  )

type Values = Readonly<Record<string, unknown>>

function mapOf(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapOf(value) ?? {}).map(([name, one]) => [name, asText(one) ?? '']),
  )
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [_ in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [_ in Name]?: T })
}

function eventsOf(on: unknown): Values {
  return mapOf(on) ?? Object.fromEntries(listOf(on).map((name) => [String(name), null]))
}

function permissionsOf(value: unknown): Permissions | undefined {
  return mapOf(value) === undefined ? asText(value) : textsOf(value)
}

function groupOf(concurrency: unknown): string | undefined {
  return asText(concurrency) ?? asText(mapOf(concurrency)?.['group'])
}

function jobOf(id: string, job: Values): WorkflowJob {
  return {
    id,
    needs: listOf(job['needs']).map(String),
    ...optional('condition', asText(job['if'])),
    ...optional('permissions', permissionsOf(job['permissions'])),
    ...optional('group', groupOf(job['concurrency'])),
    steps: listOf(job['steps']).map((step) => stepOf(mapOf(step) ?? {})),
  }
}

function stepOf(step: Values): WorkflowStep {
  return {
    ...optional('uses', asText(step['uses'])),
    ...optional('run', asText(step['run'])),
    ...optional('condition', asText(step['if'])),
    continueOnError: ![undefined, 'false'].includes(asText(step['continue-on-error'])),
    // names of inputs are not case-sensitive
    inputs: Object.fromEntries(
      Object.entries(textsOf(step['with'])).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  }
}
