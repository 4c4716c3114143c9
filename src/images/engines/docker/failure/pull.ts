import type { PinProblem, PullFault } from '../../../../effects/engine.ts'

/**
 * Messages of engines and builders about a failed pull: error codes of the registry protocol
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes), and network errors of Go programs.
 */
const faults: readonly (readonly [PullFault, RegExp])[] = [
  ['rate-limit', /\btoomanyrequests\b|\b429\b|too many requests|pull rate limit/i],
  [
    'unreachable',
    /\bdial (?:tcp|udp)\b|no such host|i\/o timeout|TLS handshake|\bx509: |\btls: |\bEOF\b|deadline exceeded|connection re(?:fused|set)|server misbehaving|HTTP response to HTTPS client|\b50\d\b|service unavailable/i,
  ],
  [
    'denied',
    /pull access denied|\bunauthorized\b|authentication required|access (?:to the (?:requested )?resource )?is denied|\bdenied: |\b40[13]\b|no basic auth credentials|insufficient_scope|authorization failed|incorrect username or password/i,
  ],
  ['not-found', /manifest unknown|name unknown|name not known|\bnot found\b|\b404\b|no such image/i],
]

export function pullFault(message: string): PullFault {
  return faults.find(([, pattern]) => pattern.test(message))?.[0] ?? 'unknown'
}

/** @param stderr of `docker pull`, or of `docker buildx imagetools inspect` */
export function pullProblem(stderr: string): PinProblem {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const last = lines.findLast((line) => /^(?:ERROR|Error|error)\b/.test(line)) ?? lines.at(-1)
  const detail = (last ?? 'no reason given').replace(/^(?:ERROR|Error(?: response from daemon)?): /, '')
  return { because: pullFault(lines.join('\n')), detail }
}
