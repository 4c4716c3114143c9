const inUrl = /([A-Za-z][\w+.-]*:\/\/)[^\s/@'"`]+@/g
/** Tokens of GitHub, GitLab, npm and Slack, which have a form of their own. */
const tokens =
  /\b(?:gh[oprsu]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|xox[abprs]-[\w-]{10,})/g
const header = /\b((?:proxy-)?authorization:\s*(?:basic|bearer|token)\s+)\S+/gi

/**
 * Text of a tool without what looks like credentials: in the addresses that git and Go print when they cannot fetch, in
 * headers, and tokens by their form.
 */
export function maskCredentials(text: string): string {
  return text.replaceAll(inUrl, '$1***@').replaceAll(header, '$1***').replaceAll(tokens, '***')
}
