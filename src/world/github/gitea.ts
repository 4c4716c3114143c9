/**
 * The differences of Gitea and Forgejo from GitHub: no GraphQL, reactions without an ID, a timeline with other items and without
 * links to its next page, and permissions of others that only administrators can see. Comments and pull requests are similar
 * enough. Based on responses of Gitea 1.26.
 */

import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { isSameName } from '../../common/same-name.ts'
import { ApiError, type Permission, type PullRequestEvent } from '../../effects/github.ts'
import type { Octokit } from './connect.ts'
import { permissionIn, readAnswer, utc } from './json.ts'
import type { Requests } from './requests.ts'

/** Whether a login is the account that owns the tokens of jobs. */
export function isActionsAccount(login: string): boolean {
  return /^(?:gitea|forgejo)-actions$/.test(login)
}

const timelineItem = z.object({
  type: z.string(),
  user: z.object({ login: z.string() }).nullish(),
  /** `1` if a label was added; for a push, the commits in JSON. */
  body: z.string().optional(),
  label: z.object({ name: z.string() }).nullish(),
  created_at: z.string(),
})

/** A page of a timeline; Go writes an empty one as null. */
const timelinePage = z.array(timelineItem).nullish()

/** Gitea's default maximum of items on a page. */
const pageSize = 50

export async function giteaHistory(
  api: Octokit,
  at: { readonly owner: string; readonly repo: string; readonly index: number },
): Promise<readonly PullRequestEvent[]> {
  const events: PullRequestEvent[] = []
  for (let page = 1; ; page++) {
    const { data } = await api.request('GET /repos/{owner}/{repo}/issues/{index}/timeline', {
      ...at,
      page,
      limit: pageSize,
    })
    // the server filters the items of each page, so only an empty page is the last one
    const items = readAnswer(timelinePage, data) ?? []
    if (items.length === 0) return events
    events.push(...items.flatMap(eventsOf))
  }
}

function eventsOf({
  type,
  user,
  body,
  label,
  created_at,
}: z.infer<typeof timelineItem>): readonly PullRequestEvent[] {
  const at = utc(created_at)
  switch (type) {
    case 'label': {
      if (!label) return []
      const by = !user ? undefined : { login: user.login, bot: isActionsAccount(user.login) }
      return [{ kind: body === '1' ? 'labeled' : 'unlabeled', label: label.name, by, at }]
    }
    case 'pull_push':
      return pushed(body).map((sha) => ({ kind: 'pushed', sha, at }))
    default:
      return []
  }
}

function pushed(body = ''): readonly (string | undefined)[] {
  // a push with an unknown body counts as well
  const ids = commitsIn(body)
  return ids.length > 0 ? ids : [undefined]
}

const push = z.object({ commit_ids: z.array(z.string()) })

function commitsIn(body: string): readonly string[] {
  return push.safeParse(jsonOrUndefined(body)).data?.commit_ids ?? []
}

const accounts = z.array(z.object({ login: z.string() }))
const teams = z.array(
  z.object({
    id: z.number(),
    permission: z.string().nullish(),
    units_map: z.record(z.string(), z.string()).nullish(),
  }),
)
type Team = z.infer<typeof teams>[number]
const writing = new Set(['write', 'admin', 'owner'])

/**
 * The permission of another account. Only an administrator's token may request it. The response ignores permissions of an
 * organization's teams for single parts of a repository, such as its code, so those are requested as well.
 *
 * @returns undefined if the token's account cannot see it. This is also the case for administrators of the server, who are in no list.
 */
export async function giteaPermission(requests: Requests, login: string): Promise<Permission | undefined> {
  const reported = await reportedPermission(requests, login)
  if (reported === undefined) return (await mayBeAssigned(requests, login)) ? 'write' : undefined
  if (reported === 'write' || reported === 'admin') return reported
  const writes = await isInWritingTeam(requests, login)
  return writes === true ? 'write' : writes === undefined ? undefined : reported
}

/** The server's response; undefined if the token's account may not request it. */
async function reportedPermission(requests: Requests, login: string): Promise<Permission | undefined> {
  try {
    const answer = await requests.callUnless([404], (api) =>
      api.rest.repos.getCollaboratorPermissionLevel({ ...requests.at, username: login }),
    )
    return answer === undefined ? 'none' : permissionIn(answer.data)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error
    return undefined
  }
}

/**
 * Whether the list of possible assignees, which every account may request, proves write permission. It contains the accounts
 * with write permission. In a repository of an organization, it also contains members of teams that can write other parts or
 * read pull requests, so there it is proof only if all teams can write code.
 */
async function mayBeAssigned(requests: Requests, login: string): Promise<boolean> {
  const { at } = requests
  const assignable = await requests.call((api) => api.rest.issues.listAssignees(at))
  const isListed = readAnswer(accounts, assignable.data).some((one) => isSameName(one.login, login))
  return isListed && ((await teamsOf(requests))?.every(mayWriteCode) ?? true)
}

/** undefined if the token's account cannot see the members of a team that can write. */
async function isInWritingTeam(requests: Requests, login: string): Promise<boolean | undefined> {
  const all = (await teamsOf(requests)) ?? []
  const found = await Promise.all(all.filter(mayWriteCode).map((team) => isMember(requests, team, login)))
  return found.includes(true) || (found.includes(undefined) ? undefined : false)
}

async function isMember(requests: Requests, { id }: Team, login: string): Promise<boolean | undefined> {
  const ask = (path: string) =>
    requests.callUnless([404], (api) => api.request(`GET ${path}`, { id, username: login }))
  try {
    // the server responds with 404 both for a hidden team and for a login that is not a member
    if ((await ask('/teams/{id}')) === undefined) return undefined
    return (await ask('/teams/{id}/members/{username}')) !== undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 403 && /team member/.test(error.message))
      return undefined
    throw error
  }
}

/** undefined if the repository belongs to a user, so it has no teams. */
async function teamsOf(requests: Requests): Promise<readonly Team[] | undefined> {
  const answer = await requests.callUnless([405], (api) => api.rest.repos.listTeams(requests.at))
  return answer && readAnswer(teams, answer.data)
}

function mayWriteCode({ permission, units_map }: Team): boolean {
  return writing.has(permission ?? '') || writing.has(units_map?.['repo.code'] ?? '')
}
