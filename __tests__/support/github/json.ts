/**
 * The JSON of GitHub's REST API for the state of the fake one. The server validates all of it against GitHub's own description, so a
 * missing field, or one of the wrong type, fails the test.
 */
import { iso, type Json, labelJson, sideJson, userJson } from './json-parts.ts'
import type {
  GitHubState,
  StoredArtifact,
  StoredComment,
  StoredPullRequest,
  StoredReaction,
  StoredStatus,
  TimelineItem,
} from './state.ts'

/** @param origin of the API, for links */
export function commentJson(comment: StoredComment, { owner, repo }: GitHubState, origin: string): Json {
  const { id, pullRequest, author, body, createdMs, updatedMs } = comment
  const repository = `${origin}/repos/${owner}/${repo}`
  return {
    id,
    node_id: `IC_${id}`,
    url: `${repository}/issues/comments/${id}`,
    html_url: `${origin}/${owner}/${repo}/pull/${pullRequest}#issuecomment-${id}`,
    issue_url: `${repository}/issues/${pullRequest}`,
    body,
    user: userJson(author, origin),
    created_at: iso(createdMs),
    updated_at: iso(updatedMs),
    author_association: 'NONE',
    performed_via_github_app: null,
  }
}

export function statusJson(status: StoredStatus, { owner, repo }: GitHubState, origin: string): Json {
  const { id, sha, context, state, description, targetUrl = null, creator, createdMs } = status
  return {
    url: `${origin}/repos/${owner}/${repo}/statuses/${sha}`,
    avatar_url: null,
    id,
    node_id: `SC_${id}`,
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: iso(createdMs),
    updated_at: iso(createdMs),
    creator: userJson(creator, origin),
  }
}

export function reactionJson({ id, login, content, createdMs }: StoredReaction, origin: string): Json {
  return { id, node_id: `REA_${id}`, user: userJson(login, origin), content, created_at: iso(createdMs) }
}

export function artifactJson(
  { id, name, size, createdMs }: StoredArtifact,
  { owner, repo }: GitHubState,
  origin: string,
): Json {
  const url = `${origin}/repos/${owner}/${repo}/actions/artifacts/${id}`
  return {
    id,
    node_id: `MDg_${id}`,
    name,
    size_in_bytes: size,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: iso(createdMs),
    updated_at: iso(createdMs),
    expires_at: iso(createdMs + 90 * 86_400_000),
  }
}

export function pullRequestSimpleJson(pullRequest: StoredPullRequest, origin: string): Json {
  const { number, state, labels, headSha, headRef, headRepository, baseRef, baseRepository } = pullRequest
  const url = `${origin}/repos/${baseRepository}/pulls/${number}`
  const issue = `${origin}/repos/${baseRepository}/issues/${number}`
  const html = `${origin}/${baseRepository}/pull/${number}`
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    commits: `${url}/commits`,
    statuses: `${origin}/repos/${baseRepository}/statuses/${headSha}`,
    review_comments: `${url}/comments`,
    review_comment: `${url}/comments{/number}`,
  }
  return {
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    id: number,
    node_id: `PR_${number}`,
    number,
    state,
    url,
    html_url: html,
    issue_url: issue,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    comments_url: links.comments,
    commits_url: links.commits,
    statuses_url: links.statuses,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    title: 'A change',
    body: null,
    locked: false,
    user: userJson('author', origin),
    labels: labels.map((label, index) => labelJson(label, index, origin)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    draft: false,
    created_at: iso(0),
    updated_at: iso(0),
    closed_at: state === 'open' ? null : iso(0),
    merged_at: null,
    merge_commit_sha: null,
    head: sideJson(headRef, headSha, headRepository, origin),
    base: sideJson(baseRef, 'b'.repeat(40), baseRepository, origin),
  }
}

export function pullRequestJson(pullRequest: StoredPullRequest, origin: string): Json {
  return {
    ...pullRequestSimpleJson(pullRequest, origin),
    merged: false,
    mergeable: true,
    mergeable_state: 'clean',
    merged_by: null,
    maintainer_can_modify: false,
    comments: 0,
    review_comments: 0,
    commits: 1,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  }
}

export function timelineJson(item: TimelineItem, { owner, repo }: GitHubState, origin: string): Json {
  const repository = `${origin}/repos/${owner}/${repo}`
  if (item.event === 'committed') {
    const { sha, atMs } = item
    const person = { name: 'Author', email: 'author@example.com', date: iso(atMs) }
    return {
      event: 'committed',
      sha,
      node_id: `C_${sha}`,
      url: `${repository}/git/commits/${sha}`,
      html_url: `${origin}/${owner}/${repo}/commit/${sha}`,
      author: person,
      committer: person,
      message: 'Change something',
      tree: { sha, url: `${repository}/git/trees/${sha}` },
      parents: [],
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    }
  }
  const { event, id, actor, atMs } = item
  return {
    id,
    node_id: `E_${id}`,
    url: `${repository}/issues/events/${id}`,
    actor: userJson(actor, origin),
    event,
    commit_id: event === 'head_ref_force_pushed' ? item.sha : null,
    commit_url: event === 'head_ref_force_pushed' ? `${repository}/commits/${item.sha}` : null,
    created_at: iso(atMs),
    performed_via_github_app: null,
    ...('label' in item ? { label: { name: item.label, color: 'ededed' } } : {}),
  }
}

/** GitHub's older field has only four values, the newer one all. */
export function permissionJson(login: string, role: string, origin: string): Json {
  const older: Readonly<Record<string, string>> = { maintain: 'write', triage: 'read' }
  return {
    permission: older[role] ?? role,
    role_name: role,
    user: { ...userJson(login, origin), role_name: role },
  }
}

export function publicUserJson(login: string, origin: string): Json {
  return {
    ...userJson(login, origin),
    name: null,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(0),
    updated_at: iso(0),
  }
}
