/**
 * Sets a status on the measured commit that a branch rule can require, for runs whose own check is on another commit.
 *
 * A status cannot be changed, only set again, and the last one counts. All statuses can be listed, and the URL of each of ours
 * contains the run that measured. A run does not set its status if that of a newer run exists. After setting it, the run lists
 * the statuses again; if its own one now hides a newer one, it sets the newer one again. So for every order of requests, the
 * status of the newest measurement is the last one: `__tests__/publish/status.test.ts` tries all orders.
 */

import { exitCodeOf, type GateOutcome } from '../document/outcome.ts'
import type { CommitStatus, ExistingStatus, GitHub } from '../effects/github.ts'
import { printable } from '../report/text.ts'
import { isLater, type MeasuredBy, runText } from './comment/marker.ts'
import { isOwn } from './comment/own-comments.ts'

export interface StatusRequest {
  /** The measured commit. */
  readonly sha: string
  /** The name that a branch rule requires. */
  readonly context: string
  readonly outcome: GateOutcome
  /** The description, in one line. */
  readonly words: string
  /** The workflow run that measured. */
  readonly run: { readonly id: number; readonly attempt: number }
  /** Page of the workflow run that publishes. */
  readonly page: string
}

export type StatusOutcome =
  | { readonly action: 'set' | 'unchanged'; readonly state: CommitStatus['state'] }
  | { readonly action: 'superseded'; readonly reason: string }

/** Maximum number of attempts if other runs keep setting the status. */
const rounds = 8

/** Rejects with the errors of `github`. */
export async function publishStatus(github: GitHub, request: StatusRequest): Promise<StatusOutcome> {
  const { sha, context } = request
  const by = { run: request.run.id, attempt: request.run.attempt }
  const mine = statusOf(request)
  let viewer = await github.viewer()
  const ours = async () =>
    (await github.statuses(sha)).flatMap((one) =>
      one.context === context && isOwn(one.author, viewer) ? ownStatus(one) : [],
    )

  const before = await ours()
  const newest = newestOf(before)
  if (newest !== undefined && isLater(newest.by, by)) return superseded(newest.by)
  const last = lastOf(before)
  if (last !== undefined && isSame(last.status, mine)) return { action: 'unchanged', state: mine.state }
  let wanted: Omit<OwnStatus, 'id'> = { by, status: mine }
  for (let round = 0; round < rounds; round++) {
    const { id, author } = await github.setStatus(sha, wanted.status)
    if (author !== '') viewer ??= author
    // the list may not contain the new status yet
    const now = [...(await ours()), { ...wanted, id }]
    const [best, top] = [newestOf(now), lastOf(now)]
    if (best === undefined || top === undefined || !isLater(best.by, top.by)) break
    wanted = best
  }
  return isLater(wanted.by, by) ? superseded(wanted.by) : { action: 'set', state: mine.state }
}

/** GitHub's limit, in UTF-16 code units, which are never fewer than characters. */
export const descriptionLimit = 140

function statusOf({ context, outcome, words, run, page }: StatusRequest): CommitStatus {
  const line = printable(words, descriptionLimit)
  return {
    context,
    state: stateOf(outcome),
    description: line.length <= descriptionLimit ? line : printable(words, descriptionLimit / 2),
    url: `${page}#measured-by-run-${run.id}-attempt-${run.attempt}`,
  }
}

function stateOf(outcome: GateOutcome): CommitStatus['state'] {
  switch (exitCodeOf(outcome)) {
    case 0:
      return 'success'
    case 1:
      return 'failure'
    case 3:
      return 'error'
  }
}

interface OwnStatus {
  readonly id: number
  readonly by: MeasuredBy
  readonly status: CommitStatus
}

function ownStatus({ id, context, state, description, url }: ExistingStatus): readonly OwnStatus[] {
  const [, run, attempt] = /#measured-by-run-(\d{1,15})-attempt-(\d{1,12})$/.exec(url) ?? []
  if (state === 'other' || run === undefined) return []
  const status = { context, state, description, url }
  return [{ id, by: { run: Number(run), attempt: Number(attempt) }, status }]
}

/** The status of the latest run; if that has several, the one that was set last. */
function newestOf(all: readonly OwnStatus[]): OwnStatus | undefined {
  return all.toSorted((a, b) => b.by.run - a.by.run || b.by.attempt - a.by.attempt || b.id - a.id)[0]
}

function lastOf(all: readonly OwnStatus[]): OwnStatus | undefined {
  return all.toSorted((a, b) => b.id - a.id)[0]
}

function isSame(one: CommitStatus, other: CommitStatus): boolean {
  return one.state === other.state && one.description === other.description && one.url === other.url
}

function superseded(by: MeasuredBy): StatusOutcome {
  return {
    action: 'superseded',
    reason: `${runText(by)} measured the same commit later and has set the status`,
  }
}
