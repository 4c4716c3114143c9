/** Everything that can go wrong between a measured pull request and its comment: the table of `events.test.ts`. */
import type { Fault, GitHubServer } from '../support/github/server.ts'
import type { FaultScenario } from './scenario.ts'

const comment = { comment: true, sent: 1 } as const
const none = { comment: false } as const
const message = (text: string) => ({ body: { message: text } })
const onWrite =
  (fault: Fault) =>
  (server: GitHubServer): void => {
    server.faults = ({ operation }) => (operation === 'issues/create-comment' ? fault : undefined)
  }
const always =
  (fault: Fault) =>
  (server: GitHubServer): void => {
    server.faults = () => fault
  }
/** A limit that begins with the list of comments, for so long by the server's clock. */
const limited =
  (ms: number) =>
  (server: GitHubServer): void => {
    server.beforeAnswer = ({ operation }) => {
      if (operation !== 'issues/list-comments' || server.rateLimit.resetMs > 0) return
      server.rateLimit = { remaining: 0, resetMs: server.repository.now() + ms }
    }
  }
const hours = 3_600_000

export const faultScenarios: readonly FaultScenario[] = [
  { ...comment, name: 'nothing' },
  {
    ...none,
    name: '401: a token that is none',
    token: 'wrong',
    meets: 401,
    notice: /GitHub does not accept the token \(401: Bad credentials/,
  },
  {
    ...none,
    name: '403: a token that may only read',
    token: 'reads',
    meets: 403,
    notice:
      /the token lacks write access \(403: Resource not .*%0Apermissions:%0A {2}contents: read%0A {2}pull-requests: write$/,
  },
  {
    ...none,
    name: '403: the conversation is locked',
    before: onWrite({ status: 403, ...message('Unable to create comment because issue is locked.') }),
    meets: 403,
    notice: /GitHub refused the request \(403: Unable to create comment/,
  },
  {
    ...none,
    name: '404',
    before: onWrite({ status: 404, ...message('Not Found') }),
    meets: 404,
    notice: /the token lacks write access \(404: Not Found/,
  },
  {
    ...none,
    name: '422',
    before: onWrite({ status: 422, ...message('Validation Failed') }),
    meets: 422,
    notice: /GitHub answered 422: Validation Failed/,
  },
  {
    ...comment,
    name: '429, for a second',
    before: (server) =>
      server.once('issues/create-comment', { status: 429, headers: { 'retry-after': '1' }, body: {} }),
    meets: 429,
    sent: 2,
  },
  {
    ...none,
    name: '429, for an hour',
    before: onWrite({ status: 429, headers: { 'retry-after': '3600' }, ...message('Slow down') }),
    meets: 429,
    notice: /rate limit of .+ for this token is used up \(429: Slow down.*; run the job again in 60 minutes/,
  },
  {
    ...comment,
    name: 'the primary rate limit for two seconds, by a clock two hours ahead',
    server: { clockSkewMs: 2 * hours },
    before: limited(2000),
    meets: 403,
  },
  {
    ...none,
    name: 'the primary rate limit for most of an hour, by a clock two hours behind',
    server: { clockSkewMs: -2 * hours },
    before: limited(0.75 * hours),
    meets: 403,
    notice:
      /rate limit of .+ for this token is used up \(403: API rate limit .*; run the job again in 4[56] minutes/,
  },
  {
    ...comment,
    name: 'a secondary rate limit for a second',
    before: (server) =>
      server.once('issues/create-comment', {
        status: 403,
        headers: { 'retry-after': '1' },
        ...message('You have exceeded a secondary rate limit.'),
      }),
    meets: 403,
    sent: 2,
  },
  {
    ...none,
    name: 'a secondary rate limit that names no time',
    before: onWrite({ status: 403, ...message('You have exceeded a secondary rate limit.') }),
    meets: 403,
    notice: /rate limit of .+ for this token is used up .*; run the job again in a minute/,
  },
  {
    ...comment,
    name: '500, once',
    before: (server) => server.once('issues/list-comments', { status: 500, ...message('Server Error') }),
    meets: 500,
  },
  {
    ...comment,
    name: '502, once, with a page',
    before: (server) =>
      server.once('issues/create-comment', {
        status: 502,
        body: '<html>Bad Gateway</html>',
        headers: { 'content-type': 'text/html' },
      }),
    meets: 502,
    sent: 2,
  },
  {
    ...comment,
    name: '503, for a second',
    before: (server) =>
      server.once('issues/list-comments', { status: 503, headers: { 'retry-after': '1' }, body: {} }),
    meets: 503,
  },
  {
    ...comment,
    name: 'cut before it was written',
    before: (server) => server.once('issues/create-comment', 'cut'),
    meets: 0,
    sent: 2,
  },
  {
    ...comment,
    name: 'cut after it was written',
    before: (server) => server.once('issues/create-comment', 'cut-after'),
    meets: 0,
  },
  {
    ...comment,
    name: 'half of an answer',
    before: (server) => server.once('issues/create-comment', 'half'),
    meets: 0,
  },
]

/** What is waited for takes up to a minute, which nobody has. */
const haste = 5

export const slowScenarios: readonly FaultScenario[] = [
  {
    ...none,
    haste,
    name: '500 whenever it is written',
    before: onWrite({ status: 500, ...message('Server Error') }),
    meets: 500,
    notice: /GitHub answered 500: Server Error/,
  },
  {
    ...none,
    haste,
    name: 'cut whatever is asked',
    before: always('cut'),
    meets: 0,
    notice: /GitHub could not be reached at http:/,
  },
  {
    ...none,
    haste,
    name: 'nobody listens',
    isDown: true,
    notice: /GitHub could not be reached at .*ECONNREFUSED/,
  },
  {
    ...comment,
    haste,
    name: 'no answer in time, though it was written',
    before: (server) => server.once('issues/create-comment', 'hang-after'),
    meets: 0,
  },
  {
    ...none,
    haste,
    name: 'no answer to anything',
    before: always('hang'),
    meets: 0,
    notice: /GitHub could not be reached at http:/,
  },
]
