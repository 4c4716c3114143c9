/**
 * Which failed requests are retried, when, and for how long. @octokit/plugin-retry and plugin-throttling do not fit: both repeat a
 * write without checking whether it was carried out, use this machine's clock, wait without a limit or cancellation, and bundle a
 * scheduler of 43 kB.
 */

/** Clocks and sleep for retries, in milliseconds. */
export interface RetryTiming {
  /** Monotonic. */
  now(): number
  /** Since 1970. */
  wall(): number
  /** Rejects immediately when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** How a request failed. */
export interface Fault {
  /** HTTP status; absent without a complete response. */
  readonly status?: number
  /** Error code of the system or of TLS, such as `ENOTFOUND`. */
  readonly code?: string
  /** HTTP status with which a proxy refused the connection. */
  readonly proxyStatus?: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly message: string
}

/** Error codes of failures before anything was sent: name resolution, route, connection. */
const unsent = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Error codes of TLS, for which a retry does not help. */
const untrusted = /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_|SELF_SIGNED/

/** Whether the request may have been carried out although it failed. */
export function isConnectionFault({ status, code = '', proxyStatus }: Fault): boolean {
  if (proxyStatus !== undefined) return false
  if (status !== undefined) return status >= 500 || status === 408
  return !unsent.has(code) && !untrusted.test(code)
}

/** Whether the server limits the rate of requests. GitHub responds with status 429 or 403. */
export function isRateLimit({ status, headers, message }: Fault): boolean {
  if (status === 429) return true
  return (
    status === 403 &&
    (headers['x-ratelimit-remaining'] === '0' ||
      headers['retry-after'] !== undefined ||
      /rate limit|abuse/i.test(message))
  )
}

/**
 * The wait that the server requests, by its own clock, in milliseconds; undefined if it sets none.
 *
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function requestedWait({ headers, message }: Fault, wall: number): number | undefined {
  const sent = Date.parse(headers['date'] ?? '')
  const serverNow = Number.isNaN(sent) ? wall : sent
  const after = headers['retry-after']
  if (after !== undefined) {
    const until = /^\d+$/.test(after) ? serverNow + Number(after) * 1000 : Date.parse(after)
    if (!Number.isNaN(until)) return Math.max(until - serverNow, 0)
  }
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
    // both times are whole seconds
    return Math.max(reset * 1000 - serverNow, 0) + 1000
  }
  return /secondary rate/i.test(message) ? 60_000 : undefined
}

/** Milliseconds until attempt number `attempt + 1`; undefined if it would not help. */
export function delayBefore(fault: Fault, attempt: number, wall: number): number | undefined {
  const backoff = 1000 * 2 ** (attempt - 1)
  if (isRateLimit(fault)) return requestedWait(fault, wall) ?? backoff
  const { status, code = '', proxyStatus } = fault
  // a refusal of the proxy, such as 407 or 403, is permanent
  if (proxyStatus !== undefined) return proxyStatus >= 500 ? backoff : undefined
  if (status === undefined) return untrusted.test(code) ? undefined : backoff
  if (!isConnectionFault(fault)) return undefined
  return Math.max(requestedWait(fault, wall) ?? 0, backoff)
}

export interface PatienceOptions {
  readonly timing: RetryTiming
  readonly signal: AbortSignal
  /** Time that all failed attempts and waits together may take, in milliseconds. */
  readonly budgetMs: number
  /** Time limit of one attempt, in milliseconds. */
  readonly timeoutMs: number
}

/** The remaining time for failed attempts and waits. All calls share it, so that not every call waits for a server that is down. */
export class Patience {
  readonly timing: RetryTiming
  readonly #options: PatienceOptions
  #lost = 0

  constructor(options: PatienceOptions) {
    this.timing = options.timing
    this.#options = options
  }

  /** Time limit of the next attempt in whole milliseconds; above 0 even if the budget is spent. */
  attemptMs(): number {
    const { budgetMs, timeoutMs } = this.#options
    return Math.min(timeoutMs, Math.max(Math.floor(budgetMs - this.#lost), 5000))
  }

  /** @param ms duration of a failed attempt */
  lose(ms: number): void {
    this.#lost += ms
  }

  /** Waits until another attempt makes sense. Returns false immediately if none does, or if the wait would be too long. */
  async waits(fault: Fault, attempt: number): Promise<boolean> {
    const { timing, signal, budgetMs } = this.#options
    const ms = delayBefore(fault, attempt, timing.wall())
    if (ms === undefined || this.#lost + ms >= budgetMs) return false
    this.#lost += ms
    await timing.sleep(ms, signal)
    return true
  }
}
