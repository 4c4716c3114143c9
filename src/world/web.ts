/** Downloads public data, without a token and with limits on time and size. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { HttpClient, HttpClientResponse } from '@actions/http-client'
import { CancelledError, messageOf } from '../common/errors.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { Web, WebLimits } from '../effects/web.ts'
import { systemCodeOf } from './error-code.ts'

const unpack = promisify(gunzip)

export function realWeb(signal: AbortSignal): Web {
  let opened: Promise<HttpClient> | undefined
  return {
    async get(url, limits) {
      opened ??= openClient()
      const opening = opened
      const client = await opening
      const late = AbortSignal.timeout(limits.limitMs)
      const end = AbortSignal.any([signal, late])
      const found = await Promise.race([request(client, url, limits, end), ended(end)])
      if (found === undefined) {
        // a pending request would keep the process alive
        client.dispose()
        if (opened === opening) opened = undefined
      }
      if (signal.aborted) throw new CancelledError()
      return found ?? fail(`no answer within ${limits.limitMs / 1000} s`)
    },
  }
}

/** The package is loaded when it is first used. */
async function openClient(): Promise<HttpClient> {
  const { HttpClient: Client } = await import('@actions/http-client')
  return new Client('linkgate', undefined, { keepAlive: true, allowRetries: true, maxRetries: 1 })
}

function ended(end: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (end.aborted) resolve(undefined)
    else end.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

const missing = [404, 410]

async function request(
  client: HttpClient,
  url: string,
  { largest }: WebLimits,
  end: AbortSignal,
): Promise<Result<Uint8Array | undefined>> {
  try {
    const { message }: HttpClientResponse = await client.get(url, { 'accept-encoding': 'gzip' })
    const { statusCode: status = 0, headers } = message
    end.addEventListener('abort', () => message.destroy(), { once: true })
    if (status !== 200) {
      message.resume()
      return missing.includes(status) ? succeed(undefined) : fail(`the answer has status ${status}`)
    }
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of message) {
      chunks.push(chunk)
      size += chunk.length
      if (size > largest) return fail(tooLarge(largest))
    }
    const body = Buffer.concat(chunks)
    const isPacked = headers['content-encoding'] === 'gzip'
    return succeed(isPacked ? await unpack(body, { maxOutputLength: largest }) : body)
  } catch (error) {
    return fail(faultText(error, largest))
  }
}

const tooLarge = (largest: number) => `the answer has more than ${largest / 1e6} MB`

function faultText(error: unknown, largest: number): string {
  switch (systemCodeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name does not resolve'
    case 'ECONNREFUSED':
      return 'the connection was refused'
    case 'ERR_BUFFER_TOO_LARGE':
      return tooLarge(largest)
    default:
      return messageOf(error)
  }
}
