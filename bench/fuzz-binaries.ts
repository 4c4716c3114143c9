/**
 * Reads damaged and hostile binaries: node bench/fuzz-binaries.ts [--seed N] [--runs N]
 *
 * Inputs are mutations, truncations and splices of real files of all formats, and random bytes. The same seed gives the same
 * inputs. Exits with 1 on a crash, on an input that takes more than a second, and on memory that grows.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { universalFile } from '../__tests__/support/programs/macho-pe.ts'
import { buildMatrix, type RowName } from '../__tests__/support/programs/matrix.ts'
import { pagedSource } from '../src/inspect/bytes/byte-source.ts'
import { hardening } from '../src/inspect/program/hardening.ts'
import { linkageOf } from '../src/inspect/program/linkage.ts'
import { readProgram } from '../src/inspect/program/program.ts'
import { generator } from './generator.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100000' } },
})
const seed = Number(values.seed)
const runs = Number(values.runs)
let answered = 0
const slowest = { ms: 0, what: '' }
const tooSlowMs = 1000
const growthAllowed = 32 << 20

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

interface Sample {
  readonly name: string
  readonly bytes: Uint8Array
  /** Parts that the readers use. */
  readonly hot: readonly { readonly from: number; readonly size: number }[]
}

const names: readonly RowName[] = [
  'no net, cgo',
  'static -s -w',
  'dynamic',
  'pie external, full RELRO',
  'replaced modules, quoted settings',
  'linux/386',
  'linux/mips',
  'linux/s390x',
  'windows/amd64',
  'windows/386 -s -w',
  'darwin/arm64',
  'darwin/amd64 -s -w',
  'Gin dynamic',
  'C program',
  'C library with versions',
  'C library with TEXTREL',
  'C object',
]

function sampleOf(name: string, bytes: Uint8Array): Sample {
  const read = readProgram(bytes)
  if (!read.ok) throw new Error(`${name}: ${read.problem.message}`)
  const program = read.value
  const hot = [
    { from: 0, size: Math.min(4096, bytes.length) },
    { from: Math.max(0, bytes.length - 8192), size: Math.min(8192, bytes.length) },
  ]
  if (program.format === 'elf') {
    const places = [
      ...program.elf.segments.map(({ offset, fileSize }) => ({ from: offset, size: fileSize })),
      ...program.elf.sections.map(({ offset, size }) => ({ from: offset, size })),
    ]
    hot.push(...places.filter(({ from, size }) => size > 0 && size < 8192 && from + size <= bytes.length))
  }
  if (program.format === 'mach-o' && program.machO.buildInfo !== undefined) {
    hot.push({ from: program.machO.buildInfo.offset, size: program.machO.buildInfo.size })
  }
  if (program.format === 'pe' && program.pe.data !== undefined) {
    hot.push({ from: program.pe.data.offset, size: Math.min(4096, program.pe.data.size) })
  }
  return { name, bytes, hot }
}

const matrix = await buildMatrix(names)
const samples = [...matrix].map(([name, path]) => sampleOf(name, new Uint8Array(readFileSync(path))))
const darwin = samples.filter(({ name }) => name.startsWith('darwin/')).map(({ bytes }) => bytes)
samples.push(sampleOf('universal', universalFile(darwin)))

const below = generator(seed)
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
const hurtful = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
]
const magics = [
  [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1],
  [0x7f, 0x45, 0x4c, 0x46, 1, 2, 1],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2],
  [0x4d, 0x5a],
  [],
]

function inspect(bytes: Uint8Array, what: string): void {
  const since = performance.now()
  // as from a file, of which only parts are read
  const read = readProgram(
    pagedSource({ size: bytes.length, read: (at, size) => bytes.slice(at, at + size) }),
  )
  if (read.ok) {
    answered += 1
    const facts = hardening(read.value)
    if (typeof facts.nx !== 'boolean' || read.value.why === '') throw new Error('an answer without content')
  } else if (read.problem.message === '') throw new Error('a problem without words')
  const ms = performance.now() - since
  if (ms > slowest.ms) Object.assign(slowest, { ms, what })
  if (ms > tooSlowMs) throw new Error(`took ${ms.toFixed(0)} ms`)
}

/** Changes bytes in place and undoes that afterwards: copying eleven megabytes for each change would take most of the time. */
function mutated({ bytes, hot, name }: Sample): void {
  const undo: (readonly [at: number, value: number])[] = []
  const set = (at: number, value: number) => {
    undo.push([at, bytes[at] ?? 0])
    bytes[at] = value
  }
  for (let left = 1 + below(12); left > 0; left--) {
    const range = below(8) === 0 ? { from: 0, size: bytes.length } : pick(hot)
    const at = range.from + below(range.size)
    const width = pick([1, 1, 2, 4, 8])
    const value = below(3) === 0 ? below(2 ** 32) : pick([...hurtful, bytes.length, bytes.length - at])
    const little = below(2) === 0
    for (let index = 0; index < width && at + index < bytes.length; index++) {
      const place = little ? index : width - 1 - index
      set(at + index, place < 4 ? (value >>> (place * 8)) & 0xff : 0)
    }
  }
  inspect(bytes, `${name}, mutated`)
  for (const [at, value] of undo.reverse()) bytes[at] = value
}

function truncated({ bytes, name }: Sample): void {
  const length = below(2) === 0 ? below(bytes.length) : below(Math.min(8192, bytes.length))
  inspect(bytes.subarray(0, length), `${name}, cut to ${length} bytes`)
}

const scratch = new Uint8Array(512 << 10)
function spliced(one: Sample, other: Sample): void {
  const head = Math.min(1 + below(16 << 10), one.bytes.length)
  const range = below(2) === 0 ? pick(other.hot) : { from: below(other.bytes.length), size: 256 << 10 }
  const tail = other.bytes.subarray(range.from, range.from + Math.min(range.size, 256 << 10))
  scratch.set(one.bytes.subarray(0, head))
  scratch.set(tail, head)
  inspect(scratch.subarray(0, head + tail.length), `${one.name} and ${other.name}, spliced`)
}

function random(): void {
  const magic = pick(magics)
  const length = magic.length + below(4096)
  // counts and offsets are mostly plausible if they are small
  const most = pick([256, 4, 64])
  for (let index = magic.length; index < length; index++) scratch[index] = below(most)
  scratch.set(magic)
  inspect(scratch.subarray(0, length), 'random bytes')
}

const since = performance.now()
let peak = 0
let settled: number | undefined
const inUse = () => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
let run = 0
try {
  for (; run < runs; run++) {
    const kind = below(10)
    const sample = pick(samples)
    if (kind < 6) mutated(sample)
    else if (kind < 7) truncated(sample)
    else if (kind < 9) spliced(sample, pick(samples))
    else random()
    if (run % 50 === 0) linkageOf(readProgram(sample.bytes))
    if (run % 1000 === 0) peak = Math.max(peak, process.memoryUsage.rss())
    if (run === Math.floor(runs / 5)) settled = inUse()
  }
} catch (error) {
  console.error(`seed ${seed}, run ${run}:`, error)
  process.exit(1)
}
const growth = inUse() - (settled ?? 0)
const mib = (size: number) => `${(size / (1 << 20)).toFixed(1)} MiB`
console.log(
  [
    `seed ${seed}, ${runs} runs in ${((performance.now() - since) / 1000).toFixed(1)} s: no crash`,
    `${answered} of them still read as a program, the others as a problem in words`,
    `slowest input ${slowest.ms.toFixed(1)} ms (${slowest.what})`,
    `peak memory ${mib(peak)}, of which the files are ${mib(samples.reduce((sum, { bytes }) => sum + bytes.length, 0))}`,
    `memory in use grew by ${mib(growth)} since the first fifth`,
  ].join('\n'),
)
if (growth > growthAllowed) {
  console.error(`memory grows: more than ${mib(growthAllowed)}`)
  process.exit(1)
}
