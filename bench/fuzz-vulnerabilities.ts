/**
 * Matches a program with mutated vulnerability databases: `node bench/fuzz-vulnerabilities.ts [--seed N] [--runs N]`. Exits with 1
 * unless each gives a result or a problem in one sentence, within a second.
 */
import { parseArgs } from 'node:util'
import { below, damaged, publishedDatabase } from '../__tests__/support/vulnerabilities/database.ts'
import { fakeWorld } from '../__tests__/support/world/world.ts'
import { noResults } from '../src/images/results/kept-results.ts'
import { openDatabase } from '../src/vulnerabilities/database/open-database.ts'
import { matchVulnerabilities, type ProgramContents } from '../src/vulnerabilities/match.ts'
import { generator } from './generator.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '10000' } },
})
const random = generator(Number(values.seed))
const slowestAllowed = 1000

const program: ProgramContents = {
  go: 'go1.24.4',
  path: 'example.com/app',
  dependencies: [{ path: 'example.com/lib', version: 'v1.1.0' }],
  goos: 'linux',
  goarch: 'amd64',
  functions: ['main.main', 'example.com/lib.Parse', 'example.com/lib.(*Parser[...]).Parse', 'net/http.Get'],
}
const files = publishedDatabase([
  {
    id: 'GO-2026-0001',
    module: 'example.com/lib',
    fixed: '1.2.0',
    imports: [{ path: 'example.com/lib', symbols: ['Parse'] }],
  },
  { id: 'GO-2026-0002', module: 'example.com/lib', imports: [{ path: 'example.com/lib', goos: ['linux'] }] },
  { id: 'GO-2026-0003', module: 'stdlib', fixed: '1.24.5-rc.1', imports: [{ path: 'net/http' }] },
])
const wanted = new Map([
  ['example.com/lib', ['v1.1.0']],
  ['stdlib', ['1.24.4']],
])

const counts = { matched: 0, refused: 0 }
let slowest = 0
const faults: string[] = []
for (let run = 0; run < Number(values.runs); run++) {
  const given = damaged(files, random)
  const isDirectory = random(2) === 0
  const world = fakeWorld(isDirectory ? { files: below('/db', given) } : { web: below('http://db', given) })
  const source = isDirectory
    ? ({ kind: 'directory', path: '/db' } as const)
    : ({ kind: 'web', url: 'http://db' } as const)
  const since = performance.now()
  try {
    const found = await openDatabase({ world, results: noResults, directory: '/', root: '/' }, source)(wanted)
    if (found.ok) {
      JSON.stringify(matchVulnerabilities(program, found.value.entries))
      counts.matched += 1
    } else {
      counts.refused += 1
      if (/[\n\0]/.test(found.problem.message) || found.problem.message.length > 400)
        faults.push(found.problem.message)
    }
  } catch (error) {
    faults.push(`${String(error)}: ${JSON.stringify(given)}`)
  }
  const took = performance.now() - since
  slowest = Math.max(slowest, took)
  if (took > slowestAllowed) faults.push(`${took} ms: ${JSON.stringify(given)}`)
}
console.log(
  `${counts.matched} matched, ${counts.refused} refused, slowest ${slowest.toFixed(1)} ms, ${faults.length} faults`,
)
for (const fault of faults.slice(0, 10)) console.log(fault.slice(0, 2000))
if (faults.length > 0) process.exitCode = 1
