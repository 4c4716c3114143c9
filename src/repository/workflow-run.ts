/** The run that triggered a `workflow_run` event, as GitHub and Gitea describe it. */
import * as z from 'zod'
import { repositoryField, shaField, textField } from './event-fields.ts'

export interface WorkflowRun {
  readonly id: number
  /**
   * Number of the attempt, counted from 1; higher for later attempts of the same run. The start time in seconds since 1970 if the
   * server does not count attempts, 0 if neither is known.
   */
  readonly attempt: number
  readonly headSha: string
  /** The event that started it, e.g. `pull_request`. */
  readonly event: string
  readonly startedFor: RunSource
}

/** The source of a run, as the server reports it. */
export type RunSource =
  | {
      readonly kind: 'branch'
      readonly ref: string
      /** `owner/name`; undefined if the fork was deleted. */
      readonly repository: string | undefined
    }
  | { readonly kind: 'pull-request'; readonly number: number }

// The repositories inside `pull_requests` have an id and a name, but no `full_name`.
const side = z.looseObject({
  sha: shaField,
  ref: textField,
  repo: z.looseObject({ id: z.number() }).nullish(),
})
export const gitHubWorkflowRunEvent = z.looseObject({
  repository: z.looseObject({ id: z.number() }),
  workflow_run: z.looseObject({
    id: z.int().positive(),
    run_attempt: z.int().positive(),
    event: textField,
    head_sha: shaField,
    head_branch: textField,
    head_repository: repositoryField.nullable(),
    pull_requests: z.array(z.looseObject({ number: z.int().positive(), head: side, base: side })),
  }),
})

export function gitHubWorkflowRun({ workflow_run }: z.infer<typeof gitHubWorkflowRunEvent>): WorkflowRun {
  const { id, run_attempt: attempt, head_sha: headSha, head_branch: ref, event } = workflow_run
  const repository = workflow_run.head_repository?.full_name
  return { id, attempt, headSha, event, startedFor: { kind: 'branch', ref, repository } }
}

/** For a pull request, Gitea reports neither a branch nor `head_repository`, but the ref at the end of `path`. */
export const giteaWorkflowRunEvent = z
  .looseObject({
    workflow: z.looseObject({ id: textField }),
    workflow_run: z.looseObject({
      id: z.int().positive(),
      // Gitea does not count attempts, and sends 0
      run_attempt: z.int().nonnegative().nullish(),
      // the start of this attempt; a rerun has a later one
      started_at: z.coerce.date().nullish().catch(undefined),
      event: textField,
      head_sha: shaField,
      path: textField,
      repository: repositoryField,
    }),
  })
  .refine((data) => refOf(data).startsWith('refs/'), { path: ['workflow_run', 'path'] })

/** The REF in `ID@REF`. Both the ID of a workflow and a branch can contain an `@`. */
function refOf({
  workflow,
  workflow_run: { path },
}: {
  readonly workflow: { readonly id: string }
  readonly workflow_run: { readonly path: string }
}): string {
  const start = `${workflow.id}@`
  return path.startsWith(start) ? path.slice(start.length) : ''
}

export function giteaWorkflowRun(data: z.infer<typeof giteaWorkflowRunEvent>): WorkflowRun {
  const {
    id,
    run_attempt: counted,
    started_at: started,
    head_sha: headSha,
    event,
    repository,
  } = data.workflow_run
  const attempt = counted || secondsOf(started)
  const ref = refOf(data)
  const [, number] = /^refs\/pull\/([1-9]\d{0,9})\/(?:head|merge)$/.exec(ref) ?? []
  const startedFor: RunSource =
    number === undefined
      ? { kind: 'branch', ref: ref.replace(/^refs\/heads\//, ''), repository: repository.full_name }
      : { kind: 'pull-request', number: Number(number) }
  return { id, attempt, headSha, event, startedFor }
}

/** Seconds since 1970. 0 for an unknown time, which Gitea sends as 1970 or as year 1. */
function secondsOf(time: { getTime(): number } | null | undefined): number {
  return Math.max(Math.floor((time?.getTime() ?? 0) / 1000), 0)
}
