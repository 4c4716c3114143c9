/**
 * The status of the commit that was measured, for runs whose own check is not on it: what a branch rule can require.
 *
 * A status cannot be changed, only set again, and the one that was set last counts. All that were ever set can be listed, and
 * each of ours says in its address which run measured. So a run does not replace the status of a newer run. After it has set its own, it
 * reads the list again, and if it covered a newer one, it sets that one again. So in every order of their requests, the
 * status of the newest measurement is the last: `__tests__/publish/status.test.ts` tries all orders.
 */

import { exitCodeOf, type GateOutcome } from '../document/outcome.ts'
import type { CommitStatus, ExistingStatus, GitHub } from '../effects/github.ts'
import { printable } from '../report/text.ts'
import { isLater, type MeasuredBy, runText } from './comment/marker.ts'
import { isOwn } from './comment/own-comments.ts'

export interface StatusRequest {
  /** Commit that was measured. */
  readonly sha: string
  /** Name under which a branch rule requires it. */
  readonly context: string
  readonly outcome: GateOutcome
  /** Its text, in one line. */
  readonly words: string
  /** The workflow run that measured. */
  readonly run: { readonly id: number; readonly attempt: number }
  /** Page of the workflow run that publishes. */
  readonly page: string
}

export type StatusOutcome =
  | { readonly action: 'set' | 'unchanged'; readonly state: CommitStatus['state'] }
  | { readonly action: 'superseded'; readonly reason: string }

/** Runs that set theirs in between make this one try again, but at most this often. */
const rounds = 8

/** Rejects with what `github` rejects with. */
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
    // a list may not contain yet what was just set
    const now = [...(await ours()), { ...wanted, id }]
    const [best, top] = [newestOf(now), lastOf(now)]
    if (best === undefined || top === undefined || !isLater(best.by, top.by)) break
    wanted = best
  }
  return isLater(wanted.by, by) ? superseded(wanted.by) : { action: 'set', state: mine.state }
}

/** GitHub refuses more. In UTF-16 code units, whose number is at least that of the characters. */
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

/** Of the latest run that measured; of that run the one that was set last. */
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
