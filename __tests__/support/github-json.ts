/** How GitHub's REST API writes what the fake one keeps. */
import type { getOctokit } from '@actions/github'

type Octokit = ReturnType<typeof getOctokit>
/** As GitHub describes it: a field that it requires cannot be missing here. */
type CommentJson = Awaited<ReturnType<Octokit['rest']['issues']['getComment']>>['data']

export interface StoredComment {
  readonly id: number
  readonly pullRequest: number
  /** Empty for an account that was deleted. */
  readonly author: string
  body: string
}

/** @param repository address of the repository in the API */
export function commentJson(
  { id, pullRequest, author, body }: StoredComment,
  repository: string,
): CommentJson {
  return {
    id,
    node_id: `IC_${id}`,
    url: `${repository}/issues/comments/${id}`,
    html_url: `${repository}/pull/${pullRequest}#issuecomment-${id}`,
    issue_url: `${repository}/issues/${pullRequest}`,
    body,
    user: userJson(author, new URL(repository).origin),
    created_at: '2026-01-02T03:04:05Z',
    updated_at: '2026-01-02T03:04:05Z',
    author_association: 'NONE',
  }
}

function userJson(login: string, origin: string): CommentJson['user'] {
  if (login === '') return null
  const user = `${origin}/users/${encodeURIComponent(login)}`
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: `${user}/avatar`,
    gravatar_id: '',
    url: user,
    html_url: `${origin}/${encodeURIComponent(login)}`,
    followers_url: `${user}/followers`,
    following_url: `${user}/following`,
    gists_url: `${user}/gists`,
    starred_url: `${user}/starred`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    repos_url: `${user}/repos`,
    events_url: `${user}/events`,
    received_events_url: `${user}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  }
}
