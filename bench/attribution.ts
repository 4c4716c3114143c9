/**
 * Measures the time and memory that the attribution of a Gin service's program needs. Times are compared with `go tool nm -size` of
 * the same program in the same run, memory with the size of the file:
 * node bench/attribution.ts [FILE ...]
 *
 * Each attribution runs in a separate process from a bundle, as for users, so it includes the compilation of the code. Memory is
 * the growth of heap and buffers at the end, including the file and garbage. The table also has the peak of the process, minus that
 * of a process that only loads the bundle. Exits with 1 if rows are not the file's
 * size, if functions differ from those of `go tool nm` by more than a thousandth, or if time or memory is above its limit.
 * The criterion is the CPU time of the main thread; the table also has the elapsed time.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sum } from '../__tests__/support/attribution.ts'
import { attributeProgram } from '../src/attribution/attribute.ts'
import { groupByModule } from '../src/attribution/group.ts'
import { readExecutable } from '../src/inspect/executable/read-executable.ts'
import { median } from '../src/startup/statistics.ts'

const rounds = 9
const largest = {
  /** Milliseconds for 20 MB; proportional to the size of the file. */
  time: 300,
  /** Times the size of the file. */
  memory: 3,
} as const

interface Attributed {
  readonly cpu: number
  readonly passed: number
  readonly memory: number
  readonly peak: number
  readonly size: number
  readonly rows: number
  readonly functions: number
}

/** Only of this process: the peak of `getrusage` includes that of its parent. */
function peakMemory(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function once(path: string): Attributed {
  const empty = inUse()
  const bytes = readFileSync(path)
  const [since, before] = [performance.now(), process.threadCpuUsage()]
  const executable = readExecutable(bytes)
  if (!executable.ok) throw new Error(executable.problem.message)
  const attributed = attributeProgram(executable.value)
  const { size, modules, parts } = groupByModule(attributed)
  const { user, system } = process.threadCpuUsage(before)
  const passed = performance.now() - since
  const functions = attributed.packages.flatMap(({ items }) =>
    items.filter(({ kind }) => kind === 'function'),
  )
  return {
    cpu: (user + system) / 1000,
    passed,
    memory: inUse() - empty,
    peak: peakMemory(),
    size,
    rows: sum([...modules.map((one) => one.size), ...Object.values(parts)]),
    functions: sum(functions.map((one) => one.size)),
  }
}

async function bundled(): Promise<string> {
  const { build } = await import('rolldown')
  const file = join(fileURLToPath(new URL('..', import.meta.url)), '.cache', 'attribution-bench.mjs')
  await build({
    input: fileURLToPath(import.meta.url),
    platform: 'node',
    external: ['rolldown', /programs\/matrix/],
    output: { file, minify: true, codeSplitting: false },
    logLevel: 'silent',
  })
  return file
}

/** Milliseconds of `go tool nm -size`, and the bytes of code that it reports; 0 for a stripped file. */
function byNm(path: string): { readonly ms: number; readonly code: number } {
  const since = performance.now()
  const { error, stdout, stderr } = spawnSync('go', ['tool', 'nm', '-size', path], {
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  if (stdout === '' && !stderr.includes('no symbols')) throw new Error(stderr)
  const sizes = [...stdout.matchAll(/^ *\w+ +(\d+) [tT] /gm)].map(([, size]) => Number(size))
  return { ms: performance.now() - since, code: sum(sizes) }
}

function compare(name: string, path: string, bundle: string): boolean {
  const size = statSync(path).size
  const run = (...args: readonly string[]) =>
    JSON.parse(execFileSync(process.execPath, [bundle, ...args]).toString()) as Attributed
  const [samples, empty, nm]: [Attributed[], number[], number[]] = [[], [], []]
  let code = 0
  // alternating, so that other load on the machine affects all of them
  for (let round = 0; round < rounds; round++) {
    const found = byNm(path)
    nm.push(found.ms)
    code = found.code
    empty.push(run('--empty').peak)
    samples.push(run('--once', path))
  }
  const [first] = samples
  if (first === undefined) return false
  const [cpu, passed] = [median(samples.map((one) => one.cpu)), median(samples.map((one) => one.passed))]
  const memory = median(samples.map((one) => one.memory)) / size
  const peak = (median(samples.map((one) => one.peak)) - median(empty)) / size
  const limit = largest.time * Math.max(1, size / 20e6)
  const exact = code === 0 ? undefined : first.functions / code
  console.log(`${name}: ${(size / 1e6).toFixed(1)} MB, medians of ${rounds}`)
  console.log(
    `  time of the thread ${cpu.toFixed(0)} ms of at most ${limit.toFixed(0)}; passed ${passed.toFixed(0)} ms`,
  )
  console.log(
    `  ${(passed / median(nm)).toFixed(2)} times what \`go tool nm -size\` needs (${median(nm).toFixed(0)} ms)`,
  )
  console.log(
    `  memory ${memory.toFixed(2)} times the file, of at most ${largest.memory}; peak of the process ${peak.toFixed(2)}`,
  )
  console.log(`  rows ${first.rows === size ? 'are' : 'ARE NOT'} the file's size`)
  if (exact !== undefined) console.log(`  functions ${(100 * exact).toFixed(3)} % of those of \`go tool nm\``)
  const isExact = first.rows === size && Math.abs((exact ?? 1) - 1) <= 0.001
  return isExact && cpu <= limit && memory <= largest.memory
}

const [first, ...others] = process.argv.slice(2)
if (first === '--once') console.log(JSON.stringify(once(others[0] ?? '')))
else if (first === '--empty') console.log(JSON.stringify({ peak: peakMemory() }))
else {
  const bundle = await bundled()
  const named = first === undefined ? undefined : [first, ...others].map((path) => [path, path] as const)
  const { buildMatrix } = await import('../__tests__/support/programs/matrix.ts')
  const built = named ?? [...(await buildMatrix(['Gin static -s -w', 'Gin static', 'Gin dynamic']))]
  const results = built.map(([name, path]) => compare(name, path, bundle))
  process.exit(results.every((one) => one) ? 0 : 1)
}
