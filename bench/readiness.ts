/**
 * Measures the delay with which the probe notices that an app is ready, and the overhead of a start:
 * node bench/readiness.ts
 *
 * Starts a web app 200 times with the compiled probe, on this machine, without a container. The app records by the same clock when
 * it began to listen and when it responded. The error is the delay until the probe noticed that. Exits with 1 if the median error
 * of listening is above 0.5 ms.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const rounds = 200
const warmUps = 2
const allowedMs = 0.5

const readySchema = z.object({
  startedNs: z.number(),
  readyUs: z.number(),
  listenUs: z.number(),
  responseUs: z.number(),
})

function build(source: string, output: string): void {
  const command = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', output, '.']
  const cwd = fileURLToPath(new URL(source, import.meta.url))
  execFileSync('go', command, { cwd, env: { ...process.env, CGO_ENABLED: '0' }, stdio: 'inherit' })
}

async function freeAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return `127.0.0.1:${address.port}`
}

function print(name: string, samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  const shown = [0.5, 0.9, 1].map((share) => at(share).toFixed(3).padStart(8))
  console.log(`${name.padEnd(44)} ${shown.join(' ')}`)
  return at(0.5)
}

const directory = mkdtempSync(join(tmpdir(), 'linkgate-readiness-'))
try {
  const [probe, app, notes] = [join(directory, 'probe'), join(directory, 'app'), join(directory, 'notes')]
  build('../probe', probe)
  build('./readiness', app)
  const address = await freeAddress()

  const running = spawn(probe, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]()
  await lines.next()

  const listen: number[] = []
  const listenError: number[] = []
  const response: number[] = []
  const responseError: number[] = []
  const overhead: number[] = []
  for (let round = 0; round < warmUps + rounds; round++) {
    writeFileSync(notes, Buffer.alloc(16))
    const asked = performance.now()
    const env = [`LISTEN=${address}`]
    const request = { id: round, argv: [app, notes], env, address, scheme: 'http', timeoutMs: 5000 }
    running.stdin.write(`${JSON.stringify(request)}\n`)
    const { value = '' } = await lines.next()
    const wallMs = performance.now() - asked
    const ready = readySchema.parse(JSON.parse(value))
    if (round < warmUps) continue
    const noted = readFileSync(notes)
    const sinceStart = (at: number) => (Number(noted.readBigUInt64LE(at)) - ready.startedNs) / 1e6
    listen.push(ready.listenUs / 1000)
    listenError.push(Math.abs(ready.listenUs / 1000 - sinceStart(0)))
    response.push(ready.responseUs / 1000)
    responseError.push(Math.abs(ready.responseUs / 1000 - sinceStart(8)))
    overhead.push(wallMs - ready.readyUs / 1000)
  }
  const ended = new Promise((resolve) => running.on('exit', resolve))
  running.stdin.end()
  await ended

  console.log(`${`${rounds} starts, ms`.padEnd(44)}   median     90th      max`)
  print('exec to first accepted connection', listen)
  const error = print('  error', listenError)
  print('exec to first response', response)
  print('  error', responseError)
  print('overhead of a start: request, fork, reap, response', overhead)
  if (error > allowedMs) {
    console.log(`the median error of listening is above ${allowedMs} ms`)
    process.exitCode = 1
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}
