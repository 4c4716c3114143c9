/**
 * The same operations as Gitea 1.26 answers them: no GraphQL, comments on one page, reactions without an id, a timeline of
 * other items without links, permissions told to administrators alone.
 */
import { commentJson, permissionJson, publicUserJson, pullRequestJson } from './json.ts'
import { iso, type Json } from './json-parts.ts'
import { paged } from './pages.ts'
import type { Answer, Call, Route } from './route.ts'
import { givenStatus } from './routes.ts'
import type { GitHubState, StoredStatus, TimelineItem } from './state.ts'

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
  const pullRequestIn = ({ path }: Call) => state.pullRequests.get(Number(path['index']))
  return [
    route('GET', '/user', ({ origin }) =>
      tellsViewer ? { status: 200, body: publicUserJson(state.login, origin) } : withoutScope,
    ),
    route('GET', `${repository}/issues/{index}/comments`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return refused(500, '')
      const all = state.commentsOf(found.number)
      return { status: 200, body: all.map((one) => commentJson(one, state, call.origin)) }
    }),
    route('POST', `${repository}/issues/{index}/comments`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return notFound
      const made = state.addComment(found.number, String(call.body['body']))
      return { status: 201, body: commentJson(made, state, call.origin) }
    }),
    route('PATCH', comment, (call) => {
      const found = commentIn(call)
      if (found === undefined) return notFound
      state.updateComment(found, String(call.body['body']))
      return { status: 200, body: commentJson(found, state, call.origin) }
    }),
    route('DELETE', comment, (call) => {
      const found = commentIn(call)
      if (found === undefined) return notFound
      state.deleteComment(found)
      return { status: 204 }
    }),
    route('POST', `${comment}/reactions`, (call) => {
      const found = commentIn(call)
      if (found === undefined) return notFound
      const { reaction, created } = state.react(found, String(call.body['content']))
      const { login, content, createdMs } = reaction
      return { status: created ? 201 : 200, body: { user: { login }, content, created_at: iso(createdMs) } }
    }),
    route('DELETE', `${comment}/reactions`, (call) => {
      const found = commentIn(call)
      if (found === undefined) return notFound
      state.unreact(found, ({ content, login }) => content === call.body['content'] && login === state.login)
      return { status: 204 }
    }),
    route('GET', `${repository}/pulls/{index}`, (call) => {
      const found = pullRequestIn(call)
      return found === undefined ? notFound : { status: 200, body: pullRequestJson(found, call.origin) }
    }),
    route('GET', `${repository}/pulls`, (call) => {
      const wanted = call.query.get('state') ?? 'open'
      const found = [...state.pullRequests.values()].filter((one) => wanted === 'all' || one.state === wanted)
      return paged(found, call, (one) => pullRequestJson(one, call.origin))
    }),
    route('GET', `${repository}/issues/{index}/timeline`, (call) => {
      const found = pullRequestIn(call)
      if (found === undefined) return notFound
      const size = Math.min(Number(call.query.get('limit') ?? 30), 50)
      const at = Number(call.query.get('page') ?? 1)
      const page = found.timeline.slice((at - 1) * size, at * size)
      return { status: 200, body: page.length === 0 ? null : page.map(itemJson) }
    }),
    route('GET', `${repository}/commits/{ref}/statuses`, (call) => {
      const found = state.statuses.filter(({ sha }) => sha === call.path['ref']).toReversed()
      return paged(found, call, (one) => giteaStatusJson(one, call.origin))
    }),
    route('POST', `${repository}/statuses/{sha}`, ({ path, body, origin }) => {
      const made = state.setStatus(path['sha'] ?? '', givenStatus(body))
      return { status: 201, body: giteaStatusJson(made, origin) }
    }),
    route('GET', `${repository}/collaborators/{collaborator}/permission`, ({ path, origin }) => {
      const login = path['collaborator'] ?? ''
      if (login !== state.login && !mayAdminister(state)) return forbidden
      const role = state.collaborators.get(login)
      return role === undefined ? notFound : { status: 200, body: permissionJson(login, role, origin) }
    }),
    route('GET', `${repository}/assignees`, ({ origin }) => {
      const all = [...state.collaborators].filter(
        ([, role]) => writing.has(role) || state.teams !== undefined,
      )
      return { status: 200, body: all.map(([login]) => publicUserJson(login, origin)) }
    }),
    route('GET', `${repository}/teams`, () =>
      state.teams === undefined
        ? refused(405, 'repo is not owned by an organization')
        : { status: 200, body: state.teams },
    ),
  ]
}

const refused = (status: number, message: string): Answer => ({
  status,
  body: { message, url: 'http://localhost/api/swagger' },
})
const notFound: Answer = { status: 404, body: { errors: null, message: 'not found' } }
const forbidden = refused(
  403,
  'Only admins can query all permissions, repo admins can query all repo permissions, collaborators can query only their own',
)
const withoutScope = refused(
  403,
  'token does not have at least one of required scope(s), required=[read:user], token scope=write:issue,write:repository',
)
const writing = new Set(['write', 'admin', 'owner'])

function mayAdminister({ collaborators, login }: GitHubState): boolean {
  return ['admin', 'owner'].includes(collaborators.get(login) ?? '')
}

function giteaStatusJson(
  { id, state, context, description, targetUrl, creator }: StoredStatus,
  origin: string,
) {
  const user = creator === 'gitea-actions' ? null : publicUserJson(creator, origin)
  return { id, status: state, target_url: targetUrl ?? '', description, context, creator: user }
}

function itemJson(item: TimelineItem): Json {
  if (item.event !== 'committed' && item.event !== 'head_ref_force_pushed') {
    const { event, actor, label, atMs } = item
    const body = event === 'labeled' ? '1' : ''
    return { type: 'label', user: { login: actor }, label: { name: label }, body, created_at: iso(atMs) }
  }
  const body = JSON.stringify({ is_force_push: item.event !== 'committed', commit_ids: [item.sha] })
  return { type: 'pull_push', user: { login: 'author' }, body, created_at: iso(item.atMs) }
}
