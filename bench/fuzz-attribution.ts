/**
 * Attributes the bytes of damaged and hostile programs: node bench/fuzz-attribution.ts [--seed N] [--runs N] [FILE ...]
 *
 * Each kind of mutation changes another part of a real program: headers, the function table and the data that it refers to, type
 * descriptors, relocations, symbols. The default files are the smallest programs of the test matrix. The same seed
 * gives the same inputs. Exits with 1 on a crash, on a sum that is not the size of the file, and on an input that takes
 * more than a second of processor time.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sum } from '../__tests__/support/attribution.ts'
import { buildMatrix } from '../__tests__/support/programs/matrix.ts'
import { type AttributionOptions, attributeProgram } from '../src/attribution/attribute.ts'
import { groupByModule } from '../src/attribution/group.ts'
import type { Executable } from '../src/inspect/executable/executable.ts'
import { readExecutable } from '../src/inspect/executable/read-executable.ts'
import { memoryOf } from '../src/inspect/go/memory.ts'
import { findModuleData } from '../src/inspect/go/moduledata.ts'
import { findPcHeader } from '../src/inspect/go/pclntab.ts'
import { generator } from './generator.ts'

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100000' } },
  allowPositionals: true,
})
const below = generator(Number(values.seed))
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
const tooSlowMs = 1000
const progressEvery = 1000

interface Region {
  readonly at: number
  readonly size: number
  /** Size of the numbers in the region, in bytes. */
  readonly width: number
}
interface Sample {
  readonly name: string
  readonly bytes: Uint8Array
  readonly regions: ReadonlyMap<string, readonly Region[]>
}

function sampleOf(name: string, path: string): Sample {
  const bytes = new Uint8Array(readFileSync(path))
  const read = readExecutable(bytes)
  if (!read.ok) throw new Error(`${name}: ${read.problem.message}`)
  const found = { ...elfRegions(read.value), ...sectionRegions(read.value), ...goRegions(read.value) }
  const regions = Object.entries(found).map(([kind, all]) => {
    const inFile = all.filter(({ at, size }) => size > 0 && at + size <= bytes.length)
    return [kind, inFile] as const
  })
  return { name, bytes, regions: new Map(regions.filter(([, all]) => all.length > 0)) }
}

/** The regions of an ELF file. */
function elfRegions({ bytes, bits, headers }: Executable): Readonly<Record<string, Region[]>> {
  if (bytes[0] !== 0x7f) return {}
  const [file, segments, sections] = headers.map(({ from, to }) => ({
    at: from,
    size: to - from,
    width: bits / 8,
  }))
  if (file === undefined || segments === undefined || sections === undefined) return {}
  return {
    'file header': [{ ...file, width: 2 }],
    'program headers': [segments],
    'section table': [sections],
  }
}

function sectionRegions(executable: Executable): Readonly<Record<string, Region[]>> {
  const { bits, sections, headers, purposes, relocations, unwinding } = executable
  const word = bits / 8
  const named = (pattern: RegExp) =>
    sections
      .filter(({ name }) => pattern.test(name))
      .map(({ offset, size }) => ({ at: offset, size, width: word }))
  const extents = (all: Executable['headers'], width: number) =>
    all.map(({ from, to }) => ({ at: from, size: to - from, width }))
  return {
    headers: extents(headers, 4),
    // some tables, such as those of symbols, are only in `purposes`
    tables: extents(purposes, 1),
    relocations: extents(relocations.extents, 1),
    unwinding: extents(unwinding.extents, 4),
    'dynamic section': named(/^\.dynamic$/),
    symbols: named(/^\.symtab$/),
    'names of symbols': named(/^\.strtab$/),
    code: named(/^(?:\.|__)text$/),
    data: named(/^(?:\.|__)(?:data|data\.rel\.ro)$/),
    rodata: named(/^(?:\.rodata|\.rdata|__rodata)$/),
    'lists of types': named(/typelink|itablink/),
    'build information': named(/buildinfo/),
  }
}

function goRegions(executable: Executable): Readonly<Record<string, Region[]>> {
  const memory = memoryOf(executable)
  const read = findPcHeader(memory, executable)
  if (read?.ok !== true) return {}
  const header = read.value
  const writable = executable.sections.map(({ offset, size }) => ({ from: offset, to: offset + size }))
  const data = findModuleData(memory, header, writable)
  const region = ({ from, to }: { from: number; to: number }, width: number) => [
    { at: from, size: to - from, width },
  ]
  const place = (address: number | undefined, size: number) => {
    const offset = address === undefined ? undefined : memory.offsetOf(address)
    return offset === undefined ? [] : [{ at: offset, size, width: 4 }]
  }
  const slots = header.functions.from + 8 * header.count
  return {
    'function table header': [{ at: header.at, size: 8 + 8 * memory.pointerSize, width: memory.pointerSize }],
    'names of functions': region(header.names, 1),
    'file numbers': region(header.units, 4),
    'file names': region(header.files, 1),
    'program counter tables': region(header.pcTables, 1),
    'functions by address': region({ from: header.functions.from, to: slots }, 4),
    functions: region({ from: slots, to: header.functions.to }, 4),
    'function data': place(data?.funcData, 65_536),
    'module data': data === undefined ? [] : region(data.extent, memory.pointerSize),
    types: place(data?.types, data === undefined ? 0 : data.endOfTypes - data.types),
    'pointers of variables': place(data?.variables.pointers, 4096),
  }
}

const hurtful = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x3fffffff, 0x7fffffff, 0x80000000, 0xffffffff,
]
let undo: (readonly [at: number, value: number])[] = []

function write({ bytes }: Sample, at: number, value: number, width: number): void {
  for (let index = 0; index < width && at + index < bytes.length; index++) {
    undo.push([at + index, bytes[at + index] ?? 0])
    bytes[at + index] = index < 4 ? (value >>> (8 * index)) & 0xff : 0
  }
}

function valueFor({ bytes }: Sample, at: number): number {
  switch (below(4)) {
    case 0:
      return below(2 ** 32)
    case 1:
      return pick(hurtful)
    case 2:
      return pick([bytes.length, bytes.length - at, at, at + 1])
    default:
      // a value from elsewhere may be valid here
      return new DataView(bytes.buffer).getUint32(below(bytes.length - 4), true)
  }
}

/** Changes some numbers of one part, mostly aligned. */
function changeNumbers(sample: Sample, kind: string): void {
  const { at, size, width } = pick(sample.regions.get(kind) ?? [])
  for (let left = 1 + below(below(4) === 0 ? 200 : 8); left > 0; left--) {
    const offset = below(size)
    const place = at + (below(8) === 0 ? offset : offset - (offset % width))
    write(sample, place, valueFor(sample, place), pick([width, width, 1]))
  }
}

/** Replaces bytes of one part by those of another, or by zeros. */
function copyPart(sample: Sample, kind: string): void {
  const to = pick(sample.regions.get(kind) ?? [])
  const from = pick(sample.regions.get(pick([...sample.regions.keys()])) ?? [])
  const length = 1 + below(Math.min(to.size, from.size, 65_536))
  const source = sample.bytes.slice(from.at, from.at + length)
  const target = to.at + below(to.size - length + 1)
  const isEmpty = below(4) === 0
  for (let index = 0; index < length; index++)
    write(sample, target + index, isEmpty ? 0 : (source[index] ?? 0), 1)
}

type Change = (sample: Sample) => Uint8Array
const truncated: Change = ({ bytes }) => bytes.subarray(0, below(bytes.length))
/** The start of one program and the end of another. */
const spliced: Change = ({ bytes }) => {
  const { bytes: other } = pick(samples)
  const joined = Uint8Array.from(bytes)
  const at = below(Math.min(bytes.length, other.length))
  joined.set(other.subarray(at, Math.min(other.length, bytes.length)), at)
  return joined
}

function optionsFor({ bytes }: Sample): AttributionOptions {
  const embedded = [256, 300, 4096].map((size) => ({ packageName: 'main', name: `${size}.txt`, size }))
  return {
    ...(below(4) === 0 ? { ignoresSymbols: true } : {}),
    ...(below(4) === 0 ? { embedded } : {}),
    ...(below(8) === 0 ? { sibling: below(2) === 0 ? bytes : pick(samples).bytes } : {}),
  }
}

const counts = new Map<string, { runs: number; read: number; go: number }>()
const slowest = { ms: 0, what: '' }

function attribute(bytes: Uint8Array, options: AttributionOptions, kind: string): void {
  const count = counts.get(kind) ?? { runs: 0, read: 0, go: 0 }
  counts.set(kind, count)
  count.runs += 1
  const before = process.threadCpuUsage()
  const executable = readExecutable(bytes)
  if (executable.ok) {
    count.read += 1
    const attributed = attributeProgram(executable.value, options)
    const { size, modules, parts } = groupByModule(attributed)
    if (attributed.problem === undefined) count.go += 1
    const rows = [...modules.flatMap((one) => one.packages.map((of) => of.size)), ...Object.values(parts)]
    const all = attributed.packages.flatMap((one) => [...one.parts.values()])
    if (sum(rows) !== bytes.length || sum(all) !== bytes.length || size !== bytes.length) {
      throw new Error(`rows have ${sum(rows)} bytes, packages ${sum(all)}, the file ${bytes.length}`)
    }
    if (all.some((one) => !(one > 0))) throw new Error('a part without bytes')
  } else if (executable.problem.message === '') throw new Error('a problem without words')
  const { user, system } = process.threadCpuUsage(before)
  const ms = (user + system) / 1000
  if (ms > slowest.ms) Object.assign(slowest, { ms, what: kind })
  if (ms > tooSlowMs) throw new Error(`took ${ms.toFixed(0)} ms`)
}

const given = positionals.map((path) => [path, path] as const)
const built =
  given.length > 0
    ? given
    : [
        ...(await buildMatrix([
          'no net, cgo',
          'static -s -w',
          'pie without cgo',
          'linux/386',
          'windows/amd64',
          'windows/386 -s -w',
          'darwin/arm64',
          'darwin/amd64 -s -w',
        ])),
      ]
const samples = built.map(([name, path]) => sampleOf(name, path))
/** Kinds of regions. Not every program has all of them, such as relocations. */
const parts = [...new Set(samples.flatMap(({ regions }) => [...regions.keys()]))]
const since = performance.now()

function report(runs: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(0)
  console.log(
    `seed ${values.seed}, ${runs} programs in ${seconds} s; slowest ${slowest.ms.toFixed(0)} ms (${slowest.what})`,
  )
}

for (let run = 0; run < Number(values.runs); run++) {
  const part = pick(parts)
  const sample = pick(samples.filter(({ regions }) => regions.has(part)))
  const way = below(12)
  const kind = way === 0 ? 'truncation' : way === 1 ? 'splice' : way < 4 ? `${part}, copied over` : part
  try {
    if (way > 3) changeNumbers(sample, part)
    else if (way > 1) copyPart(sample, part)
    const bytes = way === 0 ? truncated(sample) : way === 1 ? spliced(sample) : sample.bytes
    attribute(bytes, optionsFor(sample), kind)
  } catch (error) {
    console.error(`seed ${values.seed}, run ${run}, ${sample.name}, ${kind}:`, error)
    process.exit(1)
  }
  for (const [at, value] of undo.reverse()) sample.bytes[at] = value
  undo = []
  if ((run + 1) % progressEvery === 0) report(run + 1)
}
report(Number(values.runs))
for (const [kind, { runs, read, go }] of [...counts].sort()) {
  console.log(`  ${kind}: ${runs}, of which ${read} are still read and ${go} have functions`)
}
