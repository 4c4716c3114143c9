/**
 * Where Gitea and Forgejo differ from GitHub: no GraphQL, reactions without an id, a timeline with other items and without links to
 * its next page, permissions of others visible only to administrators. Comments and pull requests are close enough. Based on
 * answers of Gitea 1.26.
 */

import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { isSameName } from '../../common/same-name.ts'
import { ApiError, type Permission, type PullRequestEvent } from '../../effects/github.ts'
import type { Octokit } from './connect.ts'
import { permissionIn, readAnswer, utc } from './json.ts'
import type { Requests } from './requests.ts'

/** Whether a login is the account of job tokens. */
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
    // the server filters after it has cut the page, so only an empty one is the last
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
  // it is a push even if the body is unknown
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
 * The permission of another account, which only an administrator's token may request. The answer ignores what teams of an
 * organization may do with single parts of a repository, such as its code.
 *
 * @returns undefined if the token's account may not see it; an administrator of the server is in no list
 */
export async function giteaPermission(requests: Requests, login: string): Promise<Permission | undefined> {
  const answered = await answeredPermission(requests, login)
  if (answered === undefined) return (await mayBeAssigned(requests, login)) ? 'write' : undefined
  if (answered === 'write' || answered === 'admin') return answered
  const writes = await isInWritingTeam(requests, login)
  return writes === true ? 'write' : writes === undefined ? undefined : answered
}

/** The server's answer; undefined if the token's account may not request it. */
async function answeredPermission(requests: Requests, login: string): Promise<Permission | undefined> {
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
 * Every account may list possible assignees: those who may write, and in a repository of an organization also members of teams that
 * may write something or read pull requests. So such a list is evidence only if all teams may write code.
 */
async function mayBeAssigned(requests: Requests, login: string): Promise<boolean> {
  const { at } = requests
  const assignable = await requests.call((api) => api.rest.issues.listAssignees(at))
  const isListed = readAnswer(accounts, assignable.data).some((one) => isSameName(one.login, login))
  return isListed && ((await teamsOf(requests))?.every(mayWriteCode) ?? true)
}

/** undefined if the token's account may not see the members of a team that could decide it. */
async function isInWritingTeam(requests: Requests, login: string): Promise<boolean | undefined> {
  const all = (await teamsOf(requests)) ?? []
  const found = await Promise.all(all.filter(mayWriteCode).map((team) => isMember(requests, team, login)))
  return found.includes(true) || (found.includes(undefined) ? undefined : false)
}

async function isMember(requests: Requests, { id }: Team, login: string): Promise<boolean | undefined> {
  const ask = (path: string) =>
    requests.callUnless([404], (api) => api.request(`GET ${path}`, { id, username: login }))
  try {
    // the answer for a team that the account may not see is the same as for a login that is not a member
    if ((await ask('/teams/{id}')) === undefined) return undefined
    return (await ask('/teams/{id}/members/{username}')) !== undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 403 && /team member/.test(error.message))
      return undefined
    throw error
  }
}

/** undefined if the repository belongs to a user, and has no teams. */
async function teamsOf(requests: Requests): Promise<readonly Team[] | undefined> {
  const answer = await requests.callUnless([405], (api) => api.rest.repos.listTeams(requests.at))
  return answer && readAnswer(teams, answer.data)
}

function mayWriteCode({ permission, units_map }: Team): boolean {
  return writing.has(permission ?? '') || writing.has(units_map?.['repo.code'] ?? '')
}
