/**
 * Whether a regression of a pull request is accepted: by a label that a person with write access has set.
 *
 * The triage role and any workflow can set labels, so what counts is who set it last. A bot is not accountable and does not
 * count. The author of a pull request may accept it, because anyone with write access can also merge it. The label stays after
 * further pushes, so linkgate reports whether there were any.
 */
import { CancelledError } from '../common/errors.ts'
import { isSameName } from '../common/same-name.ts'
import type { Report } from '../document/report.ts'
import type { GitHub, Permission, PullRequestEvent } from '../effects/github.ts'
import { type GitHubContext, serverName } from '../repository/event.ts'
import { faultReason } from './api-errors.ts'

export const acceptLabel = 'linkgate: accept'

/** The meaning of a label that is set. */
export type JudgedLabel =
  | {
      readonly kind: 'accepted'
      /** Login. */
      readonly by: string
      /** When the label was set, by the server's clock: `2026-01-02T03:04:05Z`. */
      readonly at: string
      /** Whether commits may have been pushed since. */
      readonly headMoved: boolean
    }
  /** The reason is one sentence. */
  | { readonly kind: 'refused'; readonly reason: string }

export type Acceptance =
  | JudgedLabel
  /** The pull request does not have the label. */
  | { readonly kind: 'absent' }
  /** The label could not be read. */
  | { readonly kind: 'unread'; readonly label: UnreadLabel }

export interface UnreadLabel {
  /** What is unknown, without a full stop. */
  readonly what: string
  /** Why the request failed, and how to fix it. */
  readonly why: string
}

/** Who set a label last, when, and whether the head may have moved since. */
export interface Labeling {
  readonly by: { readonly login: string; readonly bot: boolean } | undefined
  readonly at: string
  readonly headMoved: boolean
}

export interface AcceptOptions {
  readonly label?: string
  /** Name of the server for messages. */
  readonly server?: string
}

/** @param events oldest first */
export function lastLabeling(label: string, events: readonly PullRequestEvent[]): Labeling | undefined {
  const index = events.findLastIndex((event) => event.kind !== 'pushed' && isSameName(event.label, label))
  const last = events[index]
  if (last === undefined || last.kind !== 'labeled') return undefined
  // A commit can be older than its push, and the list can have it in either place, so both are checked.
  const headMoved = events.some((event, at) => event.kind === 'pushed' && (at > index || event.at > last.at))
  return { by: last.by, at: last.at, headMoved }
}

/**
 * @param labeling undefined if there is no record of who set the label
 * @param permission of the person who set the label; undefined if the server does not report it. Not used for a bot.
 */
export function judgeLabeling(
  labeling: Labeling | undefined,
  permission: Permission | undefined,
  { label = acceptLabel, server = 'GitHub' }: AcceptOptions = {},
): JudgedLabel {
  const refused = (why: string): JudgedLabel => ({
    kind: 'refused',
    reason: `The label \`${label}\` does not count: ${why}.`,
  })
  if (labeling?.by === undefined) return refused(`${server} does not report who added it`)
  const { by, at, headMoved } = labeling
  if (by.bot) {
    return refused(`the bot ${by.login} added it, but a person with write access must add it`)
  }
  if (permission === undefined) {
    return refused(
      `it was added by ${by.login}, whose access ${server} reports only to administrators; set \`github-token\` to the token of an administrator, stored as a secret`,
    )
  }
  if (permission !== 'write' && permission !== 'admin') {
    return refused(`it was added by ${by.login}, who lacks write access`)
  }
  return { kind: 'accepted', by: by.login, at, headMoved }
}

/** Rejects only with CancelledError. If acceptance cannot be determined, the report counts as not accepted. */
export async function readAcceptance(
  github: GitHub,
  context: GitHubContext,
  pullRequest: number,
  options: AcceptOptions = {},
): Promise<Acceptance> {
  const { label = acceptLabel } = options
  try {
    const { labels } = await github.pullRequest(pullRequest)
    if (!labels.some((one) => isSameName(one, label))) return { kind: 'absent' }
    const labeling = lastLabeling(label, await github.history(pullRequest))
    const person = labeling?.by?.bot === false ? labeling.by.login : undefined
    const permission = person === undefined ? 'none' : await github.permissionOf(person)
    return judgeLabeling(labeling, permission, { ...options, server: serverName(context) })
  } catch (error) {
    if (error instanceof CancelledError) throw error
    const what = `linkgate could not check who added the label \`${label}\``
    return { kind: 'unread', label: { what, why: faultReason(error, context) } }
  }
}

/** The report with the person who accepted its broken budgets. */
export function withAcceptance<R extends Report>(
  report: R,
  { by, at, headMoved }: Extract<JudgedLabel, { readonly kind: 'accepted' }>,
  label: string,
): R {
  const note = 'commits may have been pushed since: review them, or add the label again'
  return { ...report, accepted: { by, at, label, ...(headMoved ? { note } : {}) } }
}
