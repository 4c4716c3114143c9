/**
 * Where Gitea and Forgejo differ from GitHub: no GraphQL, reactions without an id, a timeline with other items and without
 * links to its next page. Comments, pull requests and permissions are close enough. After their source, 2026.
 */
import * as z from 'zod'
import type { PullRequestEvent } from '../../effects/github.ts'
import type { Octokit } from './connect.ts'
import { readAnswer, utc } from './json.ts'

export function isGitea(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v1')
}

const timelineItem = z.object({
  type: z.string(),
  user: z.object({ login: z.string() }).nullish(),
  /** `1` when a label was added; what was pushed, in JSON. */
  body: z.string().optional(),
  label: z.object({ name: z.string() }).nullish(),
  created_at: z.string(),
})

/** A page of a timeline; Go writes an empty one as null. */
const timelinePage = z.array(timelineItem).nullish()

/** Items on a page that Gitea gives at most, unless its administrator says otherwise. */
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
    // a page is filtered after it was cut, so only an empty one is the last
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
      const by = !user ? undefined : { login: user.login, bot: /^(gitea|forgejo)-actions$/.test(user.login) }
      return [{ kind: body === '1' ? 'labeled' : 'unlabeled', label: label.name, by, at }]
    }
    case 'pull_push':
      return pushed(body).map((sha) => ({ kind: 'pushed', sha, at }))
    default:
      return []
  }
}

function pushed(body = ''): readonly (string | undefined)[] {
  // that something was pushed is known whatever the body says
  const ids = commitsIn(body)
  return ids.length > 0 ? ids : [undefined]
}

const push = z.object({ commit_ids: z.array(z.string()) })

function commitsIn(body: string): readonly string[] {
  try {
    return push.safeParse(JSON.parse(body)).data?.commit_ids ?? []
  } catch {
    return []
  }
}
