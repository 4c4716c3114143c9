/**
 * Measures the time to inspect a Gin service's binary, compared with `readelf -a` of the same file in the same run:
 * node bench/inspect-binary.ts [FILE]
 *
 * Exits with 1 if the inspection of the file takes longer than readelf; both read only parts of it. It also prints the times to
 * inspect bytes in memory, and of a separate process that runs from a bundle, as for users.
 */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bytes, pagedSource } from '../src/inspect/bytes/byte-source.ts'
import { hardening } from '../src/inspect/program/hardening.ts'
import { readProgram } from '../src/inspect/program/program.ts'
import { realFiles } from '../src/world/files.ts'

const rounds = 15

const files = realFiles(tmpdir())

function inspect(bytes: Bytes): string {
  const read = readProgram(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  const program = read.value
  return JSON.stringify({ kind: program.kind, go: program.buildInfo, hardening: hardening(program) })
}

/** This file and its imports as one script, because users do not run the sources either. */
async function bundled(): Promise<string> {
  const { build } = await import('rolldown')
  const file = join(fileURLToPath(new URL('..', import.meta.url)), '.cache', 'inspect-binary.mjs')
  await build({
    input: fileURLToPath(import.meta.url),
    platform: 'node',
    external: ['rolldown', /support\/matrix/],
    output: { file, minify: true },
    logLevel: 'silent',
  })
  return file
}

const inspectFile = (path: string) => files.readWith(path, (file) => inspect(pagedSource(file)))

async function milliseconds(work: () => unknown): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN
}

async function compare(name: string, path: string, bundle: string): Promise<boolean> {
  const discard: ExecFileSyncOptions = { stdio: 'ignore' }
  const bytes = readFileSync(path)
  const ways = {
    'readelf -a': () => execFileSync('readelf', ['-a', path], discard),
    inspection: () => inspectFile(path),
    'of bytes in memory': () => inspect(bytes),
    'whole process': () => execFileSync(process.execPath, [bundle, '--once', path], discard),
  }
  const order = Object.keys(ways) as (keyof typeof ways)[]
  const samples = new Map(order.map((way) => [way, [] as number[]]))
  // alternating, so that other load on the machine affects all of them; the first round warms the page cache
  for (let round = 0; round <= rounds; round++) {
    for (const way of order) {
      const ms = await milliseconds(ways[way])
      if (round > 0) samples.get(way)?.push(ms)
    }
  }
  const readelf = median(samples.get('readelf -a') ?? [])
  console.log(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB, medians of ${rounds}`)
  for (const [way, of] of samples) {
    const ms = median(of)
    console.log(`  ${way.padEnd(21)} ${ms.toFixed(1).padStart(7)} ms, ratio ${(ms / readelf).toFixed(3)}`)
  }
  return median(samples.get('inspection') ?? []) <= readelf
}

const [first, second] = process.argv.slice(2)
if (first === '--once' && second !== undefined) {
  console.log(await inspectFile(second))
} else if (first !== undefined) {
  process.exit((await compare(first, first, await bundled())) ? 0 : 1)
} else {
  const { buildMatrix } = await import('../__tests__/support/programs/matrix.ts')
  const built = await buildMatrix(['Gin static -s -w', 'Gin static', 'Gin dynamic'])
  const bundle = await bundled()
  let quick = true
  for (const [name, path] of built) quick = (await compare(name, path, bundle)) && quick
  process.exit(quick ? 0 : 1)
}
