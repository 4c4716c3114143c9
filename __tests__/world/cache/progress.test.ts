import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { countTransferred, directorySize, openLimit } from '../../../src/world/cache/progress.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

test('the size of a directory is the sum of its files', async () => {
  const directory = await temporaryDirectory()
  await writeTree(directory, { 'a/b/archive': 'x'.repeat(1000), stored: 'y'.repeat(10) })
  expect(await directorySize(directory)).toBe(1010)
  expect(await directorySize(`${directory}/missing`)).toBe(0)
})

test('bytes of all connections are counted, including those that have ended', async () => {
  const server = createServer((socket) => socket.pipe(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const transferred = countTransferred()
  expect(transferred()).toBe(0)
  const client = connect(port, '127.0.0.1')
  client.write('x'.repeat(1000))
  await once(client, 'data')
  expect(transferred()).toBe(2000)
  client.end()
  await once(client, 'close')
  server.close()
  expect(transferred()).toBe(2000)
})

test('only time without progress counts for the idle limit, and all time for the total limit', async () => {
  let progress = 0
  const moving = openLimit({ limitMs: 60_000, idleMs: 10, progress: async () => ++progress })
  const standing = openLimit({ limitMs: 60_000, idleMs: 10, progress: async () => 0 })
  const long = openLimit({ limitMs: 10, idleMs: 60_000, progress: async () => 0 })
  const until = performance.now() + 15
  while (performance.now() < until) await moving.exceeded()
  expect(await moving.exceeded()).toBeUndefined()
  expect(await standing.exceeded()).toBe('nothing arrived for 0 s')
  expect(await long.exceeded()).toBe('it took longer than 0 s')
  expect(standing.why()).toBe('nothing arrived for 0 s')
  expect([moving, standing, long].map((one) => one.isSilent())).toEqual([false, true, true])
})

test('a transfer with progress until its time limit was not silent', async () => {
  let progress = 0
  const slow = openLimit({ limitMs: 10, idleMs: 10, progress: async () => ++progress })
  while ((await slow.exceeded()) === undefined);
  expect(slow.why()).toBe('it took longer than 0 s')
  expect(slow.isSilent()).toBe(false)
})
