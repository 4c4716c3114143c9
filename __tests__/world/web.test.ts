import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/common/errors.ts'
import { realWeb } from '../../src/world/web.ts'
import { httpServer } from '../support/world/http-server.ts'

const limits = { largest: 1000, limitMs: 10_000 }

async function getFrom(
  answer: (response: ServerResponse) => void,
  given = limits,
  signal = new AbortController().signal,
) {
  await using server = await httpServer((_, response) => answer(response))
  const found = await realWeb(signal).get(`http://${server.host}/index/db.json`, given)
  return found.ok ? found.value && new TextDecoder().decode(found.value) : found.problem.message
}

const large = 'a'.repeat(1001)

describe('the body', () => {
  test.each<[name: string, answer: (response: ServerResponse) => void, body: string | undefined]>([
    ['as it is', (response) => response.end('{}'), '{}'],
    ['packed', (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('{}')), '{}'],
    ['of nothing', (response) => response.writeHead(404).end('not here'), undefined],
    ['of what was removed', (response) => response.writeHead(410).end(), undefined],
  ])('%s', async (_, answer, body) => {
    expect(await getFrom(answer)).toBe(body)
  })
})

describe('no body', () => {
  test.each<[name: string, answer: (response: ServerResponse) => void, problem: string]>([
    ['of a server with a fault', (response) => response.writeHead(500).end(), 'the answer has status 500'],
    ['that is large', (response) => response.end(large), 'the answer has more than 0.001 MB'],
    [
      'that is large when it is unpacked',
      (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(large)),
      'the answer has more than 0.001 MB',
    ],
    [
      'that is not packed as it claims',
      (response) => response.setHeader('content-encoding', 'gzip').end('{}'),
      'incorrect header check',
    ],
  ])('%s', async (_, answer, problem) => {
    expect(await getFrom(answer)).toBe(problem)
  })

  test('of a server that stops responding, before or in its response', async () => {
    const hasty = { ...limits, limitMs: 50 }
    expect(await getFrom(() => {}, hasty)).toBe('no answer within 0.05 s')
    expect(await getFrom((response) => response.write('{'), hasty)).toBe('no answer within 0.05 s')
  })

  test('of a refused connection or an unknown host name', async () => {
    const web = realWeb(new AbortController().signal)
    const problems = await Promise.all(
      ['http://127.0.0.1:1/', 'http://nowhere.invalid/'].map(async (url) => {
        const found = await web.get(url, limits)
        return found.ok ? undefined : found.problem.message
      }),
    )
    expect(problems).toEqual(['the connection was refused', 'the host name does not resolve'])
  })
})

test('leaves no connection to a server that stops responding', async () => {
  const controller = new AbortController()
  const { promise, resolve } = Promise.withResolvers<void>()
  await using server = await httpServer((_, response) => {
    response.once('close', resolve)
    controller.abort()
  })
  const found = realWeb(controller.signal).get(`http://${server.host}/`, limits)
  await expect(found).rejects.toThrow(CancelledError)
  await promise
})

test('rejects when the run is cancelled', async () => {
  const controller = new AbortController()
  const stopping = () => controller.abort()
  await expect(getFrom(stopping, limits, controller.signal)).rejects.toThrow(CancelledError)
  await expect(getFrom(stopping, limits, controller.signal)).rejects.toThrow(CancelledError)
})
