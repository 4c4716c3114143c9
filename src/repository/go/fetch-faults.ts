/** Why a module was not fetched, from messages of the Go command, a proxy or git. */
import type { BuildFault } from '../../findings/build-faults.ts'
import { type Obstacle, obstacleMessage } from '../../findings/obstacles.ts'

type NetworkFault = Extract<BuildFault, { readonly kind: 'network' }>

const dns = /no such host|server misbehaving|[Tt]emporary failure in name resolution|Could not resolve host/
const tls = /\b(?:x509|tls): |certificate|SSL/
const unreachable =
  /\bdial (?:tcp|udp)\b|\bi\/o timeout|TLS handshake timeout|context deadline exceeded|connection (?:refused|reset|timed out)|network is unreachable|unexpected EOF|: EOF$|[Ff]ailed to connect|Connection timed out|: 5\d\d [A-Z][a-z]+/

/** The network fault in a message of a tool; undefined if the server answered. */
export function networkFault(message: string): NetworkFault | undefined {
  const lines = informative(message)
  const detail = lines.find((line) => dns.test(line) || tls.test(line) || unreachable.test(line))
  if (detail === undefined) return undefined
  const because = dns.test(detail) ? 'dns' : tls.test(detail) ? 'tls' : 'unreachable'
  const host = hostIn(detail)
  return {
    kind: 'network',
    because,
    ...(host === undefined ? {} : { host }),
    detail,
  }
}

function hostIn(line: string): string | undefined {
  const [, named] =
    /\blookup ([\w.-]+)/.exec(line) ??
    /[Cc]ould not resolve host: ([\w.-]+)/.exec(line) ??
    /\bhttps?:\/\/(?:[^\s/"'@]*@)?([\w.:-]+)/.exec(line) ??
    /\bdial tcp ([\w.:[\]-]+?):? /.exec(line) ??
    []
  return named
}

/**
 * @param path path of the module, or of a package in it
 * @param message the error message
 */
export function moduleFault(path: string, message: string): BuildFault {
  if (/checksum mismatch/.test(message)) return { kind: 'checksum-mismatch', module: path }
  const network = networkFault(message)
  if (network !== undefined) return network
  const output = tellingLine(message)
  return { kind: 'modules-not-fetched', pattern: patternOf(path), modules: [path], output }
}

/**
 * The last module of a chain such as `a@v1 requires`, then `b@v2: reading …: 403 Forbidden`, and its error; undefined if no line
 * is about a version of a module.
 */
export function refusedModule(
  message: string,
): { readonly path: string; readonly message: string } | undefined {
  const lines = message.split('\n')
  for (const [index, line] of lines.entries()) {
    const [, path, rest] =
      /^\s*(?:go: |\S+\.go:\d+(?::\d+)?: |verifying )?(?:module )?([\w.~-]+\.[\w-]+(?:\/[^\s@:]+)*)@[^\s:]+: (.*)/.exec(
        line,
      ) ?? []
    if (path !== undefined && rest !== undefined)
      return { path, message: [rest, ...lines.slice(index + 1)].join('\n') }
    // earlier lines of a chain contain no error
    if (!/@\S+ requires$/.test(line)) return undefined
  }
  return undefined
}

/** Hosts that many owners share, so the owner is a part of the pattern for private modules. */
const shared =
  /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitea\.com|git\.sr\.ht|dev\.azure\.com)$/

function patternOf(path: string): string {
  const [host = path, owner] = path.split('/')
  return shared.test(host) && owner !== undefined ? `${host}/${owner}` : host
}

const refused =
  /404 Not Found|410 Gone|40[013] \w+|terminal prompts disabled|could not read (?:Username|Password)|Permission denied|Authentication failed|Repository not found|Host key verification failed/i

/** Whether a message means that the module does not exist, or is not accessible with these credentials. */
export function isRefusal(message: string): boolean {
  return refused.test(message)
}

function informative(message: string): readonly string[] {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Confirm the import path|If this is a private)/.test(line))
}

/** The most informative line in the output of a tool that fetches: the last one that is not general advice. */
function tellingLine(message: string): string {
  const lines = informative(message)
  return lines.find((line) => refused.test(line)) ?? lines.at(-1) ?? ''
}

/** Joins obstacles: one for all modules of a pattern, and one for all failed connections to a host. */
export function joinedFaults(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  const joined: Obstacle[] = []
  for (const obstacle of obstacles) {
    const index = joined.findIndex((one) => keyOf(one) === keyOf(obstacle))
    const found = joined[index]
    if (found === undefined) joined.push(obstacle)
    else if (found.kind === 'modules-not-fetched' && obstacle.kind === 'modules-not-fetched') {
      joined[index] = { ...found, modules: [...new Set([...found.modules, ...obstacle.modules])] }
    }
  }
  return joined
}

/** Obstacles with the same key are joined. */
function keyOf(obstacle: Obstacle): string {
  if (obstacle.kind === 'modules-not-fetched') return `${obstacle.kind} ${obstacle.pattern}`
  if (obstacle.kind === 'network') return `${obstacle.kind} ${obstacle.because} ${obstacle.host}`
  return obstacleMessage(obstacle)
}
