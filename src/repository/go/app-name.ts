/** What a service is called: by the most specific part of where its main package is. */

/** Names that every second repository has: they say what a program is for, and not which one it is. */
const generic =
  /^(?:api|app|apps|application|backend|bin|build|cmd|cmds|command|core|daemon|entry|entrypoint|exec|go|golang|http|httpd|internal|launcher|main|pkg|program|project|rest|root|run|runner|serve|server|servers|service|services|source|src|start|svc|web|webapp|webserver)$/i
const majorVersion = /^v\d+$/
/** As the configuration lets an app be called. */
const usable = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/

/**
 * The last part of the import path that is no generic name: `orders` of `github.com/acme/orders/cmd/server`. Where there is none,
 * the name of the repository; the last part where that is generic as well.
 *
 * @param repository its name or that of its directory, such as `orders`
 */
export function appNameOf(importPath: string, repository: string): string {
  const parts = importPath.split('/').filter((part) => !majorVersion.test(part))
  // the first part of several is a host, or an owner where there is no host
  const inside = parts.length > 1 ? parts.slice(hostParts(parts)) : parts
  const specific = inside.findLast((part) => usable.test(part) && !generic.test(part))
  if (specific !== undefined) return specific
  if (usable.test(repository) && !generic.test(repository)) return repository
  return parts.findLast((part) => usable.test(part)) ?? 'app'
}

/** `github.com/acme` names whose it is, `example.com` where it is. */
function hostParts([host = '', ...rest]: readonly string[]): number {
  if (!host.includes('.')) return 0
  return /^(?:github|gitlab|bitbucket|gitea|codeberg)\./.test(host) && rest.length > 1 ? 2 : 1
}
