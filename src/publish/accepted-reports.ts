/** Determines which of a step's reports have accepted broken budgets. */
import type { Report } from '../document/report.ts'
import type { GitHub } from '../effects/github.ts'
import { type GitHubContext, labelledPullRequest } from '../repository/event.ts'
import { readAcceptance, type UnreadLabel, withAcceptance } from './accept.ts'

export interface AcceptedReports<R extends Report> {
  /** The given reports, with the person who accepted their broken budgets. */
  readonly reports: readonly R[]
  /** Set if it is unknown whether the label counts. */
  readonly unread?: UnreadLabel
  /** A sentence: why the label does not count although the pull request has it. */
  readonly refused?: string
}

export interface AcceptanceRequest {
  /** Absent without a token. */
  readonly github?: GitHub | undefined
  /** The run whose pull request may have the label; undefined outside of a workflow. */
  readonly context: GitHubContext | undefined
  /** Name of the label; undefined if acceptance by label is disabled. */
  readonly label: string | undefined
}

/**
 * Requests the label only if a budget is broken. An acceptance in a pull request also applies in the merge queue. Rejects
 * only with CancelledError.
 */
export async function acceptReports<R extends Report>(
  reports: readonly R[],
  { github, context, label }: AcceptanceRequest,
): Promise<AcceptedReports<R>> {
  const isBroken = reports.some(({ verdict }) => verdict === 'fail')
  const number = context && labelledPullRequest(context)
  if (!isBroken || github === undefined || label === undefined) return { reports }
  if (context === undefined || number === undefined) return { reports }
  const acceptance = await readAcceptance(github, context, number, { label })
  switch (acceptance.kind) {
    case 'accepted':
      return {
        reports: reports.map((report) =>
          report.verdict === 'fail' ? withAcceptance(report, acceptance, label) : report,
        ),
      }
    case 'refused':
      return { reports, refused: acceptance.reason }
    case 'unread':
      return { reports, unread: acceptance.label }
    case 'absent':
      return { reports }
  }
}
