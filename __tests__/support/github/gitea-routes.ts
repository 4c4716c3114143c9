/**
 * The same operations as in Gitea 1.26: no GraphQL, all comments on one page, reactions without an ID, a timeline with other items and
 * without links, and permissions that only administrators can read.
 */
import {
  giteaCommentJson,
  giteaItemJson,
  giteaPermissionJson,
  giteaPullRequestJson,
  giteaStatusJson,
  giteaUserJson,
} from './gitea-json.ts'
import { iso } from './json-parts.ts'
import { paged } from './pages.ts'
import type { Answer, Call, Route } from './route.ts'
import { givenStatus } from './routes.ts'
import type { GitHubState, StoredTeam } from './state.ts'

export function giteaRoutesOf(state: GitHubState, tellsViewer: boolean): readonly Route[] {
  const repository = '/repos/{owner}/{repo}'
  const comment = `${repository}/issues/comments/{id}`
  const route = (method: string, template: string, handle: Route['handle']): Route => ({
    operation: `gitea ${method} ${template.replace(repository, '')}`,
    method,
    template,
    writes: method !== 'GET',
    handle,
  })
  const commentIn = ({ path }: Call) => state.comment(Number(path['id']))
  const teamIn = ({ path }: Call): Partial<StoredTeam> | undefined =>
    state.teams?.find(({ id }) => id === Number(path['id']))
  const pullRequestIn = ({ path }: Call) => state.pullRequests.get(Number(path['index']))
  return [
    route('GET', '/user', ({ origin }) =>
      tellsViewer ? { status: 200, body: giteaUserJson(state.login, origin) } : withoutScope,
    ),
    route('GET', `${repository}/issues/{index}/comments`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return refused(500, '')
      const all = state.commentsOf(found.number)
      return { status: 200, body: all.map((one) => giteaCommentJson(one, state, call.origin)) }
    }),
    route('POST', `${repository}/issues/{index}/comments`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return refused(500, '')
      const made = state.addComment(found.number, String(call.body['body']))
      return { status: 201, body: giteaCommentJson(made, state, call.origin) }
    }),
    route('PATCH', comment, (call) => {
      const found = commentIn(call)
      if (found === undefined) return noComment(call)
      state.updateComment(found, String(call.body['body']))
      return { status: 200, body: giteaCommentJson(found, state, call.origin) }
    }),
    route('DELETE', comment, (call) => {
      const found = commentIn(call)
      if (found === undefined) return noComment(call)
      state.deleteComment(found)
      return { status: 204 }
    }),
    route('POST', `${comment}/reactions`, (call) => {
      const found = commentIn(call)
      if (found === undefined) return noComment(call)
      const { reaction, created } = state.react(found, String(call.body['content']))
      const { login, content, createdMs } = reaction
      return { status: created ? 201 : 200, body: { user: { login }, content, created_at: iso(createdMs) } }
    }),
    route('DELETE', `${comment}/reactions`, (call) => {
      const found = commentIn(call)
      if (found === undefined) return noComment(call)
      state.unreact(found, ({ content, login }) => content === call.body['content'] && login === state.login)
      return { status: 204 }
    }),
    route('GET', `${repository}/pulls/{index}`, (call) => {
      const found = pullRequestIn(call)
      return found === undefined ? notFound : { status: 200, body: giteaPullRequestJson(found, call.origin) }
    }),
    route('GET', `${repository}/pulls`, (call) => {
      const wanted = call.query.get('state') ?? 'open'
      const found = [...state.pullRequests.values()].filter((one) => wanted === 'all' || one.state === wanted)
      return paged(found, call, (one) => giteaPullRequestJson(one, call.origin), pages)
    }),
    route('GET', `${repository}/issues/{index}/timeline`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return refused(500, '')
      const size = Math.min(Number(call.query.get('limit') ?? 30), 50)
      const at = Number(call.query.get('page') ?? 1)
      const page = found.timeline.slice((at - 1) * size, at * size)
      return {
        status: 200,
        body: page.length === 0 ? null : page.map((one) => giteaItemJson(one, call.origin)),
      }
    }),
    route('GET', `${repository}/commits/{ref}/statuses`, (call) => {
      const sha = call.path['ref'] ?? ''
      if (!hasCommit(state, sha)) return missing(`object does not exist [id: ${sha}, rel_path: ]`)
      const found = state.statuses.filter((one) => one.sha === sha).toReversed()
      return paged(found, call, (one) => giteaStatusJson(one, call.origin), pages)
    }),
    route('POST', `${repository}/statuses/{sha}`, ({ path, body, origin }) => {
      if (!hasCommit(state, path['sha'] ?? '')) return refused(500, '')
      const made = state.setStatus(path['sha'] ?? '', givenStatus(body))
      return { status: 201, body: giteaStatusJson(made, origin) }
    }),
    route('GET', `${repository}/collaborators/{collaborator}/permission`, ({ path, origin }) => {
      const login = path['collaborator'] ?? ''
      if (login !== state.login && !mayAdminister(state)) return forbidden
      const role = state.collaborators.get(login)
      return role === undefined ? notFound : { status: 200, body: giteaPermissionJson(login, role, origin) }
    }),
    route('GET', `${repository}/assignees`, ({ origin }) => {
      const all = [...state.collaborators].filter(
        ([, role]) => writing.has(role) || state.teams !== undefined,
      )
      return { status: 200, body: all.map(([login]) => giteaUserJson(login, origin)) }
    }),
    route('GET', `${repository}/teams`, () =>
      state.teams === undefined
        ? refused(405, 'repo is not owned by an organization')
        : { status: 200, body: state.teams.map(({ members: _, ...team }) => team) },
    ),
    route('GET', '/teams/{id}', (call) => {
      const { members, ...team } = teamIn(call) ?? {}
      return members === undefined ? notFound : { status: 200, body: team }
    }),
    route('GET', '/teams/{id}/members/{username}', (call) => {
      const login = call.path['username'] ?? ''
      const isMember = teamIn(call)?.members?.includes(login) === true
      return isMember ? { status: 200, body: giteaUserJson(login, call.origin) } : notFound
    }),
  ]
}

const refused = (status: number, message: string): Answer => ({
  status,
  body: { message, url: 'http://localhost/api/swagger' },
})
const missing = (...errors: readonly string[]): Answer => ({
  status: 404,
  body: { errors: errors.length === 0 ? null : errors, message: 'not found' },
})
const notFound = missing()
const noComment = ({ path }: Call) =>
  missing(`comment does not exist [id: ${path['id']}, issue_id: 0, repo_id: 0]`)
const forbidden = refused(
  403,
  'Only admins can query all permissions, repo admins can query all repo permissions, collaborators can query only their own',
)
const withoutScope = refused(
  403,
  'token does not have at least one of required scope(s), required=[read:user], token scope=write:issue,write:repository',
)
const pages = { parameter: 'limit', most: 50 }
const writing = new Set(['write', 'admin', 'owner'])

function mayAdminister({ collaborators, login }: GitHubState): boolean {
  return ['admin', 'owner'].includes(collaborators.get(login) ?? '')
}

function hasCommit({ pullRequests, statuses }: GitHubState, sha: string): boolean {
  const pushed = [...pullRequests.values()].some(
    ({ headSha, timeline }) =>
      headSha === sha || timeline.some((one) => one.event === 'committed' && one.sha === sha),
  )
  return pushed || statuses.some((one) => one.sha === sha)
}
