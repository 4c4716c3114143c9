/**
 * Where Gitea and Forgejo differ from GitHub: no GraphQL, reactions without an id, a timeline with other items and without
 * links to its next page. Comments, pull requests and permissions are close enough. After their source, 2026.
 */
import type { PullRequestEvent } from '../../effects/github.ts'
import type { Octokit } from './connect.ts'
import { utc } from './json.ts'

export function isGitea(apiUrl: string): boolean {
  return apiUrl.endsWith('/api/v1')
}

interface ItemJson {
  readonly type: string
  readonly user: { readonly login: string } | null
  /** `1` when a label was added; what was pushed, in JSON. */
  readonly body?: string
  readonly label?: { readonly name: string } | null
  readonly created_at: string
}

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
    // a page is filtered after it was cut, so only an empty one is the last; Go writes it as null
    const items = (data ?? []) as readonly ItemJson[]
    if (items.length === 0) return events
    events.push(...items.flatMap(eventsOf))
  }
}

function eventsOf({ type, user, body, label, created_at }: ItemJson): readonly PullRequestEvent[] {
  const at = utc(created_at)
  switch (type) {
    case 'label': {
      if (!label) return []
      const by =
        user === null ? undefined : { login: user.login, bot: /^(gitea|forgejo)-actions$/.test(user.login) }
      return [{ kind: body === '1' ? 'labeled' : 'unlabeled', label: label.name, by, at }]
    }
    case 'pull_push':
      return pushed(body).map((sha) => ({ kind: 'pushed', sha, at }))
    default:
      return []
  }
}

function pushed(body = ''): readonly (string | undefined)[] {
  try {
    const { commit_ids: ids } = JSON.parse(body) as { readonly commit_ids?: readonly string[] }
    if (ids !== undefined && ids.length > 0) return ids
  } catch {
    // that something was pushed is known all the same
  }
  return [undefined]
}
