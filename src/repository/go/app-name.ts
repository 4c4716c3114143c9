/** The name of a service: the most specific part of the path of its main package. */

/** Common names that describe the purpose of a program but do not identify it. */
const generic =
  /^(?:api|app|apps|application|backend|bin|build|cmd|cmds|command|core|daemon|entry|entrypoint|exec|go|golang|http|httpd|internal|launcher|main|pkg|program|project|rest|root|run|runner|serve|server|servers|service|services|source|src|start|svc|web|webapp|webserver)$/i
const majorVersion = /^v\d+$/
/** Names that the configuration allows. */
const usable = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/

/**
 * The last part of the import path that is not generic: `orders` for `github.com/acme/orders/cmd/server`. Otherwise the name of
 * the repository, or the last part if that name is generic, too.
 *
 * @param repository name of the repository or of its directory, such as `orders`
 */
export function appNameOf(importPath: string, repository: string): string {
  const parts = importPath.split('/').filter((part) => !majorVersion.test(part))
  // the first of several parts is a host, or an owner without a host
  const inside = parts.length > 1 ? parts.slice(hostParts(parts)) : parts
  const specific = inside.findLast((part) => usable.test(part) && !generic.test(part))
  if (specific !== undefined) return specific
  if (usable.test(repository) && !generic.test(repository)) return repository
  return parts.findLast((part) => usable.test(part)) ?? 'app'
}

/** Number of leading parts for the host and the owner: two for `github.com/acme`, one for `example.com`. */
function hostParts([host = '', ...rest]: readonly string[]): number {
  if (!host.includes('.')) return 0
  return /^(?:github|gitlab|bitbucket|gitea|codeberg)\./.test(host) && rest.length > 1 ? 2 : 1
}
