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
  /** Rejects at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** How a request failed. */
export interface Fault {
  /** undefined if there was no answer, or only a part of it. */
  readonly status?: number
  /** Of the system or of TLS, such as `ENOTFOUND`. */
  readonly code?: string
  /** HTTP status with which a proxy refused the connection. */
  readonly proxyStatus?: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly message: string
}

/** Codes of failures before anything was sent: no name, no route, no listener. */
const unsent = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** A retry does not help: the certificate will be the same. */
const untrusted = /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_|SELF_SIGNED/

/** Whether the request may have been carried out although it failed. */
export function isConnectionFault({ status, code = '', proxyStatus }: Fault): boolean {
  if (proxyStatus !== undefined) return false
  if (status !== undefined) return status >= 500 || status === 408
  return !unsent.has(code) && !untrusted.test(code)
}

/** Whether the server limits the rate; GitHub uses either status for that. */
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
  // 407, 403: a refusal that a retry does not change
  if (proxyStatus !== undefined) return proxyStatus >= 500 ? backoff : undefined
  if (status === undefined) return untrusted.test(code) ? undefined : backoff
  if (!isConnectionFault(fault)) return undefined
  return Math.max(requestedWait(fault, wall) ?? 0, backoff)
}

export interface PatienceOptions {
  readonly timing: RetryTiming
  readonly signal: AbortSignal
  /** Time that all faults together may cost, failed attempts and waiting, in milliseconds. */
  readonly budgetMs: number
  /** Time that one attempt may take, in milliseconds. */
  readonly timeoutMs: number
}

/** The time that faults may cost, shared by all calls, so that not every call waits for a server that is down. */
export class Patience {
  readonly timing: RetryTiming
  readonly #options: PatienceOptions
  #lost = 0

  constructor(options: PatienceOptions) {
    this.timing = options.timing
    this.#options = options
  }

  /** Time for the next attempt in whole milliseconds; above 0 even if the budget is spent. */
  attemptMs(): number {
    const { budgetMs, timeoutMs } = this.#options
    return Math.min(timeoutMs, Math.max(Math.floor(budgetMs - this.#lost), 5000))
  }

  /** @param ms duration of a failed attempt */
  lose(ms: number): void {
    this.#lost += ms
  }

  /** Waits until another attempt makes sense; false at once if none does, or if the wait would be too long. */
  async waits(fault: Fault, attempt: number): Promise<boolean> {
    const { timing, signal, budgetMs } = this.#options
    const ms = delayBefore(fault, attempt, timing.wall())
    if (ms === undefined || this.#lost + ms >= budgetMs) return false
    this.#lost += ms
    await timing.sleep(ms, signal)
    return true
  }
}
