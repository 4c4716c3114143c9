/** The operations of GitHub's REST API that linkgate and its examples use, on the state of the fake GitHub. */
import {
  artifactJson,
  commentJson,
  permissionJson,
  publicUserJson,
  pullRequestJson,
  pullRequestSimpleJson,
  reactionJson,
  statusJson,
  timelineJson,
} from './json.ts'
import { described, type OperationId } from './openapi.ts'
import { paged } from './pages.ts'
import { type Answer, type Call, notFound, problem, type Route } from './route.ts'
import type { GitHubState, StoredComment } from './state.ts'

export function routesOf(state: GitHubState, tellsViewer: boolean): readonly Route[] {
  const { owner, repo } = state
  const operation = (id: OperationId, handle: Route['handle']): Route => {
    const { method, path: template } = described(id)
    return {
      operation: id,
      method,
      template,
      writes: method !== 'GET',
      handle: (call) => {
        const here = !('owner' in call.path) || (call.path['owner'] === owner && call.path['repo'] === repo)
        return here ? handle(call) : notFound
      },
    }
  }
  const onComment = (id: OperationId, handle: (comment: StoredComment, call: Call) => Answer): Route =>
    operation(id, (call) => {
      const comment = state.comment(Number(call.path['comment_id']))
      return comment === undefined ? notFound : handle(comment, call)
    })
  const pulls = () => [...state.pullRequests.values()]

  return [
    operation('issues/list-comments', (call) => {
      const number = Number(call.path['issue_number'])
      if (!state.pullRequests.has(number)) return notFound
      return paged(state.commentsOf(number), call, (one) => commentJson(one, state, call.origin))
    }),
    operation('issues/create-comment', ({ path, body, origin }) => {
      const number = Number(path['issue_number'])
      if (!state.pullRequests.has(number)) return notFound
      const refused = refusedBody(body['body'])
      if (refused !== undefined) return refused
      return { status: 201, body: commentJson(state.addComment(number, String(body['body'])), state, origin) }
    }),
    onComment('issues/update-comment', (comment, { body, origin }) => {
      const refused = refusedBody(body['body'])
      if (refused !== undefined) return refused
      state.updateComment(comment, String(body['body']))
      return { status: 200, body: commentJson(comment, state, origin) }
    }),
    onComment('issues/delete-comment', (comment) => {
      state.deleteComment(comment)
      return { status: 204 }
    }),
    onComment('reactions/create-for-issue-comment', (comment, { body, origin }) => {
      const { reaction, created } = state.react(comment, String(body['content']))
      return { status: created ? 201 : 200, body: reactionJson(reaction, origin) }
    }),
    onComment('reactions/delete-for-issue-comment', (comment, { path }) => {
      const removed = state.unreact(comment, ({ id }) => id === Number(path['reaction_id']))
      return removed ? { status: 204 } : notFound
    }),
    operation('pulls/get', ({ path, origin }) => {
      const found = state.pullRequests.get(Number(path['pull_number']))
      return found === undefined ? notFound : { status: 200, body: pullRequestJson(found, origin) }
    }),
    operation('pulls/list', (call) => {
      const { query, origin } = call
      const wanted = query.get('state') ?? 'open'
      const head = query.get('head')
      const found = pulls().filter(
        ({ state: is, headRef, headRepository }) =>
          (wanted === 'all' || is === wanted) &&
          (head === null || head === `${headRepository?.split('/')[0]}:${headRef}`),
      )
      return paged(found, call, (one) => pullRequestSimpleJson(one, origin))
    }),
    operation('repos/list-pull-requests-associated-with-commit', (call) => {
      const sha = call.path['commit_sha']
      // GitHub searches only this repository: the commits of forks are not in its branches
      const known = pulls().filter((one) => one.headRepository === state.fullName)
      const found = known.filter(({ headSha, timeline }) => {
        const commits = timeline.flatMap((item) => ('sha' in item ? [item.sha] : []))
        return headSha === sha || commits.some((one) => one === sha)
      })
      if (found.length === 0) return problem(422, `No commit found for SHA: ${sha}`)
      return paged(found, call, (one) => pullRequestSimpleJson(one, call.origin))
    }),
    operation('issues/list-events-for-timeline', (call) => {
      const found = state.pullRequests.get(Number(call.path['issue_number']))
      if (found === undefined) return notFound
      return paged(found.timeline, call, (item) => timelineJson(item, state, call.origin))
    }),
    operation('repos/get-collaborator-permission-level', ({ path, origin }) => {
      const login = path['username'] ?? ''
      const role = state.collaborators.get(login)
      if (role === undefined) return problem(404, `${login} is not a user`)
      return { status: 200, body: permissionJson(login, role, origin) }
    }),
    operation('repos/list-commit-statuses-for-ref', (call) => {
      const found = state.statuses.filter(({ sha }) => sha === call.path['ref']).toReversed()
      return paged(found, call, (one) => statusJson(one, state, call.origin))
    }),
    operation('repos/create-commit-status', ({ path, body, origin }) => {
      const sha = path['sha'] ?? ''
      const given = givenStatus(body)
      if (given.description.length > 140) {
        return problem(422, 'Validation Failed: description is too long (maximum is 140 characters)')
      }
      if (!/^[0-9a-f]{40}$/.test(sha)) return problem(422, `No commit found for SHA: ${sha}`)
      return { status: 201, body: statusJson(state.setStatus(sha, given), state, origin) }
    }),
    operation('actions/list-workflow-run-artifacts', (call) => {
      const found = state.artifacts.filter(({ runId }) => runId === Number(call.path['run_id']))
      const { body: artifacts, ...answer } = paged(found, call, (one) =>
        artifactJson(one, state, call.origin),
      )
      return { ...answer, body: { total_count: found.length, artifacts } }
    }),
    operation('actions/download-artifact', ({ path }) => {
      const found = state.artifacts.find(({ id }) => id === Number(path['artifact_id']))
      return found === undefined ? notFound : { status: 302, headers: { location: found.url } }
    }),
    operation('users/get-authenticated', ({ origin }) => {
      // The token of a workflow does not belong to a user.
      if (state.login.endsWith('[bot]')) return problem(403, 'Resource not accessible by integration')
      return { status: 200, body: publicUserJson(state.login, origin) }
    }),
    {
      operation: 'graphql',
      method: 'POST',
      template: '/graphql',
      writes: false,
      handle: () => ({
        status: 200,
        body: tellsViewer
          ? { data: { viewer: { login: state.login } } }
          : {
              data: null,
              errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
            },
      }),
    },
  ]
}

export function givenStatus(body: Call['body']) {
  const { state, context = 'default', description = '', target_url: url } = body
  return {
    state: String(state),
    context: String(context),
    description: String(description),
    targetUrl: url === undefined ? undefined : String(url),
  }
}

function refusedBody(body: unknown): Answer | undefined {
  const refused = (message: string): Answer => ({
    status: 422,
    body: {
      message: 'Validation Failed',
      documentation_url: 'https://docs.github.com/rest/issues/comments',
      errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }],
    },
  })
  if (typeof body !== 'string' || body === '') return refused('Body cannot be blank')
  if (body.length > 65_536) return refused('Body is too long (maximum is 65536 characters)')
  return undefined
}
