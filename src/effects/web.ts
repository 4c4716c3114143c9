import type { Result } from '../common/result.ts'

export interface WebLimits {
  /** Size of the unpacked body, in bytes. */
  readonly largest: number
  /** Duration of the whole request, in milliseconds. */
  readonly limitMs: number
}

export interface Web {
  /**
   * The body at a URL, fetched through the proxy of the environment; undefined if the server has nothing there. The
   * problem is a clause about the answer. Rejects only with CancelledError.
   */
  get(url: string, limits: WebLimits): Promise<Result<Uint8Array | undefined>>
}
