/** Connects to GitHub's API with Octokit. @actions/github sets it up with the token, proxies and pagination. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { getOctokit } from '@actions/github'
import { ApiError } from '../../effects/github.ts'
import { systemCodeOf } from '../error-code.ts'
import {
  type Fault,
  isConnectionFault,
  isRateLimit,
  type Patience,
  type RetryTiming,
  requestedWait,
} from './retry.ts'

export type Octokit = ReturnType<typeof getOctokit>

export const realTiming: RetryTiming = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
}

/** Marks a request that is not retried, and is sent even if the run is being cancelled. */
export const lastWord = { lastWord: true } as const
const lastWordMs = 3000

/** @actions/github is imported only here, because the import takes time and reads the event file, which may be broken. */
export async function connect(
  token: string,
  baseUrl: string,
  signal: AbortSignal,
  patience: Patience,
): Promise<Octokit> {
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { baseUrl })
  const { timing } = patience
  // A hook rather than an option of each call, so that each page of a list is retried separately.
  octokit.hook.wrap('request', async (request, options) => {
    const last = options.request?.['lastWord'] === true
    for (let attempt = 1; ; attempt++) {
      const since = timing.now()
      // `options` itself must be changed: inner hooks get it, not the argument of `request`.
      options.request = {
        ...options.request,
        signal: last ? AbortSignal.timeout(lastWordMs) : limitOf(signal, patience),
      }
      try {
        const response = await request(options)
        if (isBroken(options.method, response.data)) throw new BrokenAnswer()
        return response
      } catch (error) {
        patience.lose(timing.now() - since)
        if (last || signal.aborted || isMaybeCreated(options, error)) throw error
        if (!(await patience.waits(faultOf(error), attempt))) throw error
      }
    }
  })
  return octokit
}

/** Octokit returns a body that it cannot parse as text: a page of a proxy, or a truncated response. */
function isBroken(method: string, data: unknown): boolean {
  return method !== 'DELETE' && typeof data === 'string'
}

function limitOf(signal: AbortSignal, patience: Patience): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(patience.attemptMs())])
}

/** Whether a request that creates something may have been carried out. Such requests are not retried automatically. */
function isMaybeCreated({ method, url }: { method: string; url: string }, error: unknown): boolean {
  return method === 'POST' && !url.endsWith('/graphql') && isConnectionFault(faultOf(error))
}

class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer'
  constructor() {
    super('the answer was cut short, or is not JSON')
  }
}

interface RequestError extends Error {
  readonly status?: number
  readonly response?: { readonly headers: Readonly<Record<string, unknown>> }
}

/** Octokit sets status 500 for a request without a response, so the status is used only if there is one. */
export function faultOf(error: unknown): Fault {
  const { status, response, message } = error as RequestError
  const headers = Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)])
  const code = codeOf(error)
  const proxyStatus = proxyStatusOf(error)
  return {
    ...(response === undefined || status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(proxyStatus === undefined ? {} : { proxyStatus }),
    headers: Object.fromEntries(headers),
    message,
  }
}

/** The error of fetch has the system's error as the cause of its cause, or deeper. */
function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = systemCodeOf(at)
    if (code !== undefined) return code
  }
  return undefined
}

/** undici reports the status only in the message of a cause. */
function proxyStatusOf(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const [, status] = /^Proxy response \((\d{3})\)/.exec(at.message) ?? []
    if (status !== undefined) return Number(status)
  }
  return undefined
}

/** Converts the error of a request to an ApiError. Other errors are returned unchanged. */
export function apiError(error: unknown, wall: number): unknown {
  if (!(error instanceof Error) || !(error.name === 'HttpError' || error instanceof BrokenAnswer))
    return error
  const fault = faultOf(error)
  return new ApiError(fault.status, error.message, {
    ...(fault.code === undefined ? {} : { code: fault.code }),
    ...(fault.proxyStatus === undefined ? {} : { proxyStatus: fault.proxyStatus }),
    ...(isRateLimit(fault) ? { rateLimit: { waitMs: requestedWait(fault, wall) } } : {}),
  })
}
