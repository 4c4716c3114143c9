/** Recognizes in the log of an app why it did not start. */

import type { KnownFailure } from '../model/start-failure.ts'
import { subcommands } from '../repository/start/hints.ts'

interface Pattern {
  readonly pattern: RegExp
  readonly explain: (found: RegExpExecArray, log: readonly string[]) => KnownFailure | undefined
}

/** The first match counts, so more specific patterns come first. */
const patterns: readonly Pattern[] = [
  {
    pattern: /go-sqlite3 requires cgo to work|Binary was compiled with 'CGO_ENABLED=0'/,
    explain: () => ({ kind: 'cgo-disabled' }),
  },
  {
    pattern: /listen tcp\d?: address ([^\s:]+): missing port in address/,
    explain: ([, value = '']) => ({ kind: 'port-form', value }),
  },
  {
    pattern:
      /dial (?:tcp|unix)[^:]* (\S+?)(?::(\d+))?: (?:i\/o timeout|connect: (?:connection refused|connection timed out|network is unreachable|no route to host|no such file or directory))/,
    explain: ([, host = '', port = '']) => ({ kind: 'service-unreachable', host, port }),
  },
  {
    pattern:
      /\blookup (\S+?)(?: on \S+?)?: (?:(?:.*: )?(?:no such host|server misbehaving|Temporary failure|i\/o timeout|connection refused|network is unreachable|Name or service not known))/i,
    explain: ([, host = ''], log) => hostUnknown(host, log),
  },
  {
    pattern:
      /(?:could not translate host name|unknown host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN))[: ]*["'`]?([\w.-]+)/i,
    explain: ([, host = ''], log) => hostUnknown(host, log),
  },
  {
    // apps that wait for a service often print its address
    pattern:
      /^(?!.*\b(?:listening|serving)\b|.*\.go:\d).*\b(?:wait(?:ing)?|retry(?:ing)?|connect(?:ing|ion)?|reach(?:able)?|unavailable|refused|not ready|attempt)\b.*?[\s"'`(@/=]((?:[a-z][\w-]*\.)*[a-z][\w-]*|(?:\d{1,3}\.){3}\d{1,3}):(\d{2,5})\b/im,
    explain: ([, host = '', port = '']) => ({ kind: 'service-unreachable', host, port }),
  },
  {
    pattern:
      /(?:connection to|connect to|dial|ping|wait(?:ing)? for|reach)\b.*\b(?:database|db|postgres\w*|mysql|mariadb|mongo\w*|redis|rabbitmq|kafka)\b|\b(?:database|db|postgres\w*|mysql|mariadb|mongo\w*|redis|rabbitmq|kafka)\b.*\b(?:not (?:yet )?(?:there|ready|reachable|available|up)|unavailable|unreachable|refused|timed out)/i,
    explain: () => ({ kind: 'database-unreachable' }),
  },
  {
    pattern:
      /\$?\b([A-Z][A-Z0-9]*_[A-Z0-9_]*|PORT|HOST|DSN|ADDR(?:ESS)?|LISTEN|BIND|SECRET|TOKEN|DATABASE)\b["'`]?\s*(?:\S+\s+){0,3}?(?:must be set|must not be empty|is required|required|is not set|not set|cannot be empty|is empty|is missing|missing|undefined|not found|not provided)/,
    explain: ([, name = '']) => ({ kind: 'variable-missing', name }),
  },
  {
    pattern:
      /(?:missing|required|empty|undefined|unset|no)\b[^\n]{0,40}?(?:env(?:ironment)?(?:\s+(?:variable|var)s?)?|variable)s?:?\s*["'`$]?\b([A-Z][A-Z0-9_]{2,})\b/i,
    explain: ([, name = '']) => (/^[A-Z0-9_]+$/.test(name) ? { kind: 'variable-missing', name } : undefined),
  },
  {
    pattern: /html\/template: pattern matches no files: `?"?([^`"\n]+?)`?"?(?:$|\n|\s*goroutine)/,
    explain: ([, glob = '']) => ({ kind: 'templates-missing', glob }),
  },
  {
    pattern: /Config File "([^"]+)" Not Found in "\[?([^\]"]*)\]?"/,
    explain: ([, name = '', places = '']) => ({ kind: 'configuration-missing', name, places }),
  },
  {
    pattern: /(?:open|stat|lstat|load|read(?:ing)?)\s+["'`]?([^\s"'`:]+)["'`]?: no such file or directory/,
    explain: ([, path = '']) => ({ kind: 'file-missing', path }),
  },
  {
    // in either order; the path may be in a later line
    pattern:
      /\bconfig\w*(?: file)?\b[^\n]{0,60}?\b(?:not found|missing|does(?: not|n't) exist|unable to locate|could not be found)\b[^/]{0,200}?(?<!\S)["'`]?(\/[\w./-]+\.(?:ya?ml|toml|json|ini|conf|cfg|env))\b/i,
    explain: ([, path = '']) => ({ kind: 'file-missing', path }),
  },
  {
    pattern:
      /\bconfig\w*\b[^\n]{0,60}?(\/[\w./-]+\.(?:ya?ml|toml|json|ini|conf|cfg|env))\b[^\n]{0,30}?\b(?:not found|missing|does(?: not|n't) exist|could not be found)\b/i,
    explain: ([, path = '']) => ({ kind: 'file-missing', path }),
  },
  {
    // shells, which name the script and the line first
    pattern:
      /(?:can't open|cannot open|\bline \d+:) ["'`]?(\/[^\s"'`:]+)["'`]?: No such file(?: or directory)?/,
    explain: ([, path = '']) => ({ kind: 'file-missing', path }),
  },
  {
    pattern: /(?:listen tcp|bind)\S* \S*?:(\d+): bind: permission denied/,
    explain: ([, port = '']) => ({ kind: 'port-forbidden', port }),
  },
  {
    pattern:
      /(?:open|mkdir|create|unable to open database file)[: ]\s*["'`]?([^\s"'`:]*)["'`]?:? (?:permission denied|read-only file system)/,
    explain: ([, path = '']) => ({ kind: 'write-forbidden', path }),
  },
  {
    pattern: /^[ \t]*usage\b|Available Commands:|^commands:/im,
    explain: (_, log) => {
      const listed = log.filter((line) => /^\s|usage/i.test(line))
      const offered = subcommands.find((word) =>
        listed.some((line) => new RegExp(`(?:^\\s+|\\s|[|<[{])${word}\\b`).test(line)),
      )
      return { kind: 'usage-printed', ...(offered === undefined ? {} : { subcommand: offered }) }
    },
  },
]

/** Adds the port if the log contains the whole address, as in a connection string. */
function hostUnknown(host: string, log: readonly string[]): KnownFailure {
  const name = host.replaceAll(/[^\w-]/g, '\\$&')
  const [, port] = new RegExp(`\\b${name}(?::| port=)(\\d{2,5})\\b`).exec(log.join('\n')) ?? []
  return { kind: 'host-unknown', host, ...(port === undefined ? {} : { port }) }
}

/** Whether a line is about a missing variable, file or service that the app does not need. */
function isFallback(line: string): boolean {
  return fallback.test(line) && !/\b(?:must|fatal|panic|cannot|can't)\b/i.test(line)
}

const fallback =
  /\b(?:not|no|missing|empty|unset|undefined)\b.*\b(?:using|falling back|fall back|defaulting|defaults? to|by default|(?:is|are) (?:not enabled|disabled)|skipping|skipped|ignoring|ignored|assuming|continuing|generating)\b/i

/** Why an app did not start, according to the last lines of its log; undefined if they contain no known reason. */
export function knownFailure(log: readonly string[]): KnownFailure | undefined {
  const text = log.filter((line) => !isFallback(line)).join('\n')
  for (const { pattern, explain } of patterns) {
    const found = pattern.exec(text)
    const known = found === null ? undefined : explain(found, log)
    if (known !== undefined) return known
  }
  return undefined
}
