/** Explains failed requests to the server in one sentence, with the fix. */

import { messageOf } from '../common/errors.ts'
import { ApiError, isGitea } from '../effects/github.ts'
import { type GitHubContext, serverName } from '../repository/event.ts'

/** The permissions that a workflow's token needs to write comments. */
export const permissionsYaml = 'permissions:\n  contents: read\n  pull-requests: write'

/** The permissions to publish reports of another run: fetch the report, comment, and set the status. */
const publishingPermissionsYaml =
  'permissions:\n  actions: read\n  contents: read\n  pull-requests: write\n  statuses: write'

/** The same on Gitea, where setting a status requires permission to push. */
const giteaPublishingYaml = 'permissions:\n  actions: read\n  contents: write\n  pull-requests: write'

function publishingYaml({ apiUrl }: GitHubContext): string {
  return isGitea(apiUrl) ? giteaPublishingYaml : publishingPermissionsYaml
}

export function explainNoToken(): string {
  return `linkgate cannot comment on the pull request, because there is no token; set \`github-token: \${{ github.token }}\` for the step, and for the job\n${permissionsYaml}`
}

/** @param error the rejection of writing the comment */
export function explainFault(error: unknown, context: GitHubContext): string {
  return `linkgate cannot comment on the pull request: ${faultReason(error, context)}`
}

/** @param error the rejection of setting the commit status */
export function explainStatusFault(error: unknown, context: GitHubContext): string {
  return `linkgate cannot set the commit status: ${faultReason(error, context, publishingYaml(context))}`
}

/** The second half of a sentence: why a request failed, and how to fix it. */
export function faultReason(
  error: unknown,
  context: GitHubContext,
  permissions = context.workflowRun === undefined ? permissionsYaml : publishingYaml(context),
): string {
  if (!(error instanceof ApiError)) return `${briefMessage(error)}.`
  const { status } = error
  if (status === undefined) return unreachable(error, context)
  const answer = `${status}: ${briefMessage(error)}`
  const server = serverName(context)
  if (status === 401)
    return `${server} does not accept the token (${answer}); check the input \`github-token\`.`
  if (error.rateLimit !== undefined) {
    const { waitMs } = error.rateLimit
    const later = waitMs === undefined ? 'later' : `in ${minutes(waitMs)}`
    return `the rate limit of ${server} for this token is used up (${answer}); run the job again ${later}.`
  }
  if (status === 403 && /locked/i.test(error.message)) return `${server} refused the request (${answer}).`
  const scope = missingScope(error)
  if (scope !== undefined) {
    return `the token lacks the scope \`${scope}\`; create one with it, or set \`github-token: \${{ github.token }}\`.`
  }
  // GitHub answers 404 for resources that a token may not read
  if (status === 403 || status === 404) return missingPermission(answer, context, permissions)
  return `${server} answered ${answer}.`
}

/** The scope that a personal token lacks; Gitea reports it. */
function missingScope({ status, message }: ApiError): string | undefined {
  return status === 403 ? /required scope\(s\), required=\[([\w:, ]+)\]/.exec(message)?.[1] : undefined
}

function unreachable(error: ApiError, context: GitHubContext): string {
  const { apiUrl } = context
  if (error.proxyStatus !== undefined) return behindProxy(error.proxyStatus, apiUrl)
  const where = `${serverName(context)} could not be reached at ${apiUrl} (${briefMessage(error)})`
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${where}: the host name does not resolve; a runner without direct access needs \`HTTPS_PROXY\`.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `${where}: this machine does not trust its certificate; set \`NODE_EXTRA_CA_CERTS\` to the file of your certificate authority.`
    default:
      return `${where}.`
  }
}

function behindProxy(status: number, apiUrl: string): string {
  const where = `the proxy did not forward the request to ${apiUrl} but answered ${status}`
  if (status === 407) {
    return `${where}: it requires a user name and a password, as in \`HTTPS_PROXY=http://name:password@host:port\`.`
  }
  if (status >= 500) return `${where}.`
  return `${where}: allow that host in the proxy, or add it to \`NO_PROXY\` if it is reachable without one.`
}

function minutes(ms: number): string {
  const whole = Math.ceil(ms / 60_000)
  return whole <= 1 ? 'a minute' : `${whole} minutes`
}

function missingPermission(
  answer: string,
  { eventName, pullRequest }: GitHubContext,
  permissions: string,
): string {
  // `permissions` cannot give write access to the token of a `pull_request` event from a fork
  const readOnly = eventName.startsWith('pull_request') && eventName !== 'pull_request_target'
  if (readOnly && pullRequest?.fromFork === true) {
    return `the token of a pull request from a fork is read-only (${answer}); the verdict, the summary and the report are unaffected.`
  }
  return `the token lacks write access (${answer}); add to the job\n${permissions}`
}

/** A short message on one line, because some servers answer with an HTML page. */
function briefMessage(error: unknown): string {
  const text = messageOf(error).replace(/\s+/g, ' ').trim()
  if (text.startsWith('<')) return 'an HTML page'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
