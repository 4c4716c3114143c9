import type { Result } from '../common/result.ts'

export interface WebLimits {
  /** Of the body when it is unpacked, in bytes. */
  readonly largest: number
  /** For the whole request, in milliseconds. */
  readonly limitMs: number
}

export interface Web {
  /**
   * The body of an answer, through the proxy that the environment names. undefined where nothing is at the address. The problem is a
   * clause about the answer. Rejects only with CancelledError.
   */
  get(url: string, limits: WebLimits): Promise<Result<Uint8Array | undefined>>
}
