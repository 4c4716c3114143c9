/**
 * Reads mutated and truncated image archives: `node bench/fuzz-archives.ts [--seed N] [--runs N]`. Exits with 1 unless each gives a
 * result or a problem in one sentence, within a second.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { legacyArchive, ociArchive } from '../__tests__/support/images/image.ts'
import { longName, pax, sign, type TarEntry, tar } from '../__tests__/support/world/tar.ts'
import { readImage } from '../src/inspect/image/archive.ts'
import { realArchives } from '../src/world/archives/archives.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100000' } },
})
const seed = Number(values.seed)
const runs = Number(values.runs)
const slowestAllowed = 1000
const memoryAllowed = 512

let state = seed >>> 0
/** mulberry32 */
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
const below = (limit: number) => Math.floor(random() * limit)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

const names = [
  'a',
  'b/c',
  '../../x',
  '/abs',
  'l/x',
  'd/',
  'd/e',
  '.wh.a',
  'b/.wh..wh..opq',
  '.wh..',
  'b/../c',
  '\xff\xfe',
  '',
]
const targets = ['a', '/', '..', '../..', 'l', '/l/l', 'b/c', '/etc/passwd', 'x'.repeat(90)]

function hostile(): TarEntry[] {
  const name = pick(names)
  const declared = [0, 1, 511, 513, 2 ** 31, 2 ** 53, 2n ** 63n]
  switch (below(10)) {
    case 0:
      return [{ name, type: '2', link: pick(targets) }]
    case 1:
      return [{ name, type: '1', link: pick(targets) }]
    case 2:
      return [{ name, type: '5' }]
    case 3:
      return [pax({ path: pick(names), size: String(pick(declared)) }), { name, content: 'pax' }]
    case 4:
      return [longName('n/'.repeat(below(400))), { name, content: 'long' }]
    case 5:
      return [{ name, content: 'x', size: pick(declared) }]
    case 6:
      return [{ name, type: 'S', patch: (header) => header.write('ustar  \0', 257), content: 'sparse' }]
    case 7:
      return [pax({ 'GNU.sparse.realsize': '99999999999', 'GNU.sparse.map': '0,1' }), { name, content: 's' }]
    case 8:
      return [
        {
          name: Buffer.from([0x61, 0xff, below(256)]),
          type: pick(['0', '3', '6', 'g', 'K', 'V']),
          content: 'z',
        },
      ]
    default:
      return [{ name, content: 'content'.repeat(below(50)) }]
  }
}

const ordinary: readonly TarEntry[] = [
  { name: 'etc/', type: '5', mode: 0o755 },
  { name: 'etc/passwd', content: 'root:x:0:0\n' },
  { name: 'lib', type: '2', link: 'usr/lib' },
  { name: 'usr/lib/libc.so.6', content: 'library'.repeat(100) },
  { name: 'usr/lib/libc.so', type: '1', link: 'usr/lib/libc.so.6' },
  longName('long/'.repeat(30)),
  { name: 'long', content: 'l' },
]

function layer(): Buffer {
  const entries = random() < 0.5 ? [...ordinary] : []
  for (let count = below(3); count > 0; count--) entries.push(...hostile())
  const bytes = tar(entries)
  return random() < 0.15 ? mutate(bytes) : bytes
}

function mutate(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  for (let count = 1 + below(4); count > 0; count--) {
    const at = below(Math.max(1, copy.length))
    switch (below(6)) {
      case 0:
        return copy.subarray(0, at)
      case 1:
        copy[at] = below(256)
        break
      case 2:
        copy.copyWithin(at, below(copy.length), below(copy.length))
        break
      case 3:
        return Buffer.concat([copy.subarray(0, at), copy.subarray(below(copy.length))])
      case 4:
        copy.fill(pick([0, 0xff, 0x30, 0x37]), at, Math.min(copy.length, at + below(16)))
        break
      default: {
        // a changed header with a correct checksum passes the first check
        const header = copy.subarray(at - (at % 512), at - (at % 512) + 512)
        if (header.length < 512) break
        header[pick([0, 1, 100, 124, 130, 135, 156, 157, 345, 482])] = below(256)
        sign(header)
      }
    }
  }
  return copy
}

function archive(): Buffer {
  const layers = Array.from({ length: 1 + below(3) }, layer)
  const [first] = layers
  if (first !== undefined && random() < 0.2) layers.push(first)
  const pack = pick([
    undefined,
    (all: Buffer) => gzipSync(all, { level: 1 }),
    (all: Buffer) => zstdCompressSync(all),
  ])
  const damaged = pack !== undefined && random() < 0.2 ? (all: Buffer) => mutate(pack(all)) : pack
  const whole = random() < 0.4 ? legacyArchive(layers) : ociArchive(layers, damaged ? { pack: damaged } : {})
  const final = random() < 0.35 ? mutate(whole) : whole
  return random() < 0.03 ? gzipSync(final, { level: 1 }) : final
}

const folder = await mkdtemp(join(tmpdir(), 'linkgate-fuzz-'))
const scratch = join(folder, 'scratch')
const file = join(folder, 'archive.tar')
const violations: string[] = []
const outcomes = { image: 0, withoutFiles: 0, problem: 0 }
const problems = new Map<string, number>()
let slowest = 0
let slowestRun = 0
let stalls = 0
await mkdir(scratch)

async function examine(): Promise<void> {
  const limits = { unpacked: 64 << 20, entries: 10_000, names: 1 << 20, json: 1 << 20 }
  const read = await readImage(realArchives, file, { scratch, limits })
  if (!read.ok) {
    outcomes.problem++
    const { message } = read.problem
    if (message === '' || /[\n\r\0]|\.$/.test(message)) throw new Error(`said ${message}`)
    const kind = message.replace(/`[^`]*`|[0-9a-f]{12,}|\d+/g, '…')
    problems.set(kind, (problems.get(kind) ?? 0) + 1)
    return
  }
  const saved = read.value
  if (saved.root === undefined) {
    outcomes.withoutFiles++
    if (saved.rootProblem === undefined) throw new Error('neither files nor a problem')
    const kind = saved.rootProblem.replace(/`[^`]*`|[0-9a-f]{12,}|\d+/g, '…')
    problems.set(kind, (problems.get(kind) ?? 0) + 1)
    return
  }
  outcomes.image++
  for (const path of [
    '/',
    '/etc/passwd',
    '/lib/libc.so',
    '/l/l/x',
    '/a',
    '/../../etc/passwd',
    '/b/c',
    'd/e/../e',
  ]) {
    const entry = await saved.root.resolve(path)
    if (entry !== undefined && (!entry.path.startsWith('/') || /(^|\/)\.\.?(\/|$)/.test(entry.path))) {
      throw new Error(`${path} is at ${entry.path}`)
    }
    await saved.root.list(path)
    const content = await saved.root.read(path)
    if (content !== undefined && content.length !== entry?.size) throw new Error(`${path} has another size`)
  }
}

try {
  for (let run = 1; run <= runs && violations.length < 10; run++) {
    const before = state
    await writeFile(file, archive())
    const start = performance.now()
    try {
      await examine()
    } catch (error) {
      violations.push(`run ${run} (state ${before}): ${error instanceof Error ? error.stack : String(error)}`)
    }
    let took = performance.now() - start
    if (took > slowestAllowed) {
      // repeated, because a delay by other programs does not recur, but the cost of the input does
      const again = performance.now()
      await examine().catch(() => {})
      stalls++
      took = performance.now() - again
    }
    if (took > slowest) [slowest, slowestRun] = [took, run]
    if (took > slowestAllowed) violations.push(`run ${run} (state ${before}): ${took.toFixed(0)} ms`)
    if (run % 200 === 0) for (const name of await readdir(scratch)) await rm(join(scratch, name))
  }
  const outside = (await readdir(folder)).filter((name) => name !== 'scratch' && name !== 'archive.tar')
  if (outside.length > 0) violations.push(`written outside: ${outside.join(', ')}`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
const memory = process.resourceUsage().maxRSS / 1024
if (memory > memoryAllowed) violations.push(`${memory.toFixed(0)} MiB of memory`)
console.log(`seed ${seed}, ${runs} runs: ${JSON.stringify(outcomes)}, ${problems.size} kinds of problems`)
console.log(
  `slowest ${slowest.toFixed(0)} ms (run ${slowestRun}), peak ${memory.toFixed(0)} MiB, ${stalls} measured twice`,
)
for (const [kind, count] of [...problems].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(8)} ${kind}`)
for (const violation of violations) console.log(`VIOLATION ${violation}`)
if (violations.length > 0) process.exitCode = 1
