/** The parts that many responses of GitHub's REST API contain: accounts, labels, repositories, times. */

export type Json = Readonly<Record<string, unknown>>

export function userJson(login: string, origin: string): Json | null {
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
    following_url: `${user}/following{/other_user}`,
    gists_url: `${user}/gists{/gist_id}`,
    starred_url: `${user}/starred{/owner}{/repo}`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    repos_url: `${user}/repos`,
    events_url: `${user}/events{/privacy}`,
    received_events_url: `${user}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  }
}

export function labelJson(name: string, id: number, origin: string): Json {
  return {
    id,
    node_id: `LA_${id}`,
    url: `${origin}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  }
}

export function sideJson(ref: string, sha: string, repository: string | undefined, origin: string): Json {
  const owner = repository?.split('/')[0] ?? 'ghost'
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userJson(owner, origin),
    repo: repository === undefined ? null : repositoryJson(repository, origin),
  }
}

/** Addresses of a repository: `archive` for `archive_url`, and so on. */
const repositoryParts =
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees clone git ssh svn'

function repositoryJson(fullName: string, origin: string): Json {
  const [owner = '', name = ''] = fullName.split('/')
  const url = `${origin}/repos/${fullName}`
  return {
    ...Object.fromEntries(repositoryParts.split(' ').map((part) => [`${part}_url`, `${url}/${part}`])),
    id: 1,
    node_id: 'R_1',
    name,
    full_name: fullName,
    owner: userJson(owner, origin),
    private: false,
    fork: false,
    url,
    html_url: `${origin}/${fullName}`,
    mirror_url: null,
    description: null,
    homepage: null,
    language: 'Go',
    license: null,
    default_branch: 'main',
    archived: false,
    disabled: false,
    has_downloads: true,
    has_issues: true,
    has_pages: false,
    has_projects: true,
    has_wiki: true,
    forks: 0,
    forks_count: 0,
    open_issues: 1,
    open_issues_count: 1,
    size: 1,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    created_at: iso(0),
    updated_at: iso(0),
    pushed_at: iso(0),
  }
}

/** GitHub's times have whole seconds. */
export function iso(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}
