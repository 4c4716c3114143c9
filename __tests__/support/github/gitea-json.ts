/**
 * The JSON of Gitea 1.26 for the state of the fake server: only fields that Gitea has, and of these the ones that linkgate could
 * read.
 */
import { iso, type Json } from './json-parts.ts'
import type { GitHubState, StoredComment, StoredPullRequest, StoredStatus, TimelineItem } from './state.ts'

export function giteaUserJson(login: string, origin: string): Json {
  return {
    id: 1,
    login,
    login_name: '',
    full_name: '',
    email: `${login}@example.com`,
    avatar_url: `${origin}/avatars/1`,
    html_url: `${origin}/${login}`,
    is_admin: false,
    created: iso(0),
    username: login,
  }
}

export function giteaCommentJson(comment: StoredComment, { owner, repo }: GitHubState, origin: string): Json {
  const { id, pullRequest, author, body, createdMs, updatedMs } = comment
  const page = `${origin}/${owner}/${repo}/pulls/${pullRequest}`
  return {
    id,
    html_url: `${page}#issuecomment-${id}`,
    pull_request_url: page,
    issue_url: '',
    user: giteaUserJson(author, origin),
    original_author: '',
    body,
    assets: [],
    created_at: iso(createdMs),
    updated_at: iso(updatedMs),
  }
}

export function giteaPullRequestJson(pullRequest: StoredPullRequest, origin: string): Json {
  const { number, state, labels, headSha, headRef, headRepository, baseRef, baseRepository } = pullRequest
  const page = `${origin}/${baseRepository}/pulls/${number}`
  const side = (ref: string, sha: string, repository: string | undefined) => ({
    label: ref,
    ref,
    sha,
    repo_id: 1,
    repo: repository === undefined ? null : { id: 1, full_name: repository, default_branch: 'main' },
  })
  return {
    id: number,
    url: page,
    number,
    user: giteaUserJson('author', origin),
    title: 'A change',
    body: '',
    labels: labels.map((name, id) => ({ id, name, color: 'ededed', description: '', url: '' })),
    state,
    draft: false,
    is_locked: false,
    html_url: page,
    mergeable: true,
    merged: false,
    base: side(baseRef, 'b'.repeat(40), baseRepository),
    head: side(headRef, headSha, headRepository),
    created_at: iso(0),
    updated_at: iso(0),
    closed_at: state === 'open' ? null : iso(0),
  }
}

export function giteaStatusJson(status: StoredStatus, origin: string): Json {
  const { id, state, context, description, targetUrl, creator } = status
  const user = creator === 'gitea-actions' ? null : giteaUserJson(creator, origin)
  return { id, status: state, target_url: targetUrl ?? '', description, context, creator: user }
}

export function giteaItemJson(item: TimelineItem, origin: string): Json {
  if (item.event !== 'committed' && item.event !== 'head_ref_force_pushed') {
    const { event, actor, label, atMs } = item
    const body = event === 'labeled' ? '1' : ''
    const user = giteaUserJson(actor, origin)
    return { type: 'label', user, label: { name: label }, body, created_at: iso(atMs) }
  }
  const body = JSON.stringify({ is_force_push: item.event !== 'committed', commit_ids: [item.sha] })
  const user = giteaUserJson('author', origin)
  return { type: 'pull_push', user, body, label: null, created_at: iso(item.atMs) }
}

export function giteaPermissionJson(login: string, role: string, origin: string): Json {
  return { permission: role, role_name: role, user: giteaUserJson(login, origin) }
}
