/**
 * Compares the vulnerabilities that linkgate finds with those of govulncheck, also in stripped programs:
 * npm run bench:vulnerabilities -- [--go 1.22.12,1.27.0] [--only gin,ssh] [--link static,dynamic]
 *
 * Builds small services with old modules (bench/vulnerabilities/programs.ts) with several releases of Go, each with symbols and
 * stripped. govulncheck reads the program with symbols. linkgate must find in both programs the vulnerabilities that govulncheck
 * finds by symbol (`trace[0].function`). Everything comes through the module proxy, and is kept in .cache/vulnerabilities.
 *
 * Exits with 1 if a set differs, if a program takes more than half a second of CPU time, or if none can be built.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { matchVulnerabilities } from '../src/vulnerabilities/match.ts'
import { type OsvEntry, readOsvEntry } from '../src/vulnerabilities/osv.ts'
import { programContents } from '../src/vulnerabilities/program-contents.ts'
import { openDatabase, openScanner, type Scan } from './vulnerabilities/govulncheck.ts'
import { programs } from './vulnerabilities/programs.ts'

const releases = ['1.22.12', '1.23.12', '1.24.9', '1.25.5', '1.26.8', '1.27.0'] as const
const links = { static: '0', dynamic: '1' } as const
/** In milliseconds of CPU time. */
const longest = 500

const { values } = parseArgs({
  options: {
    go: { type: 'string', default: releases.join(',') },
    only: { type: 'string', default: Object.keys(programs).join(',') },
    link: { type: 'string', default: Object.keys(links).join(',') },
    database: { type: 'string', default: 'golang.org/x/vulndb@latest' },
  },
})

const kept = fileURLToPath(new URL('../.cache/vulnerabilities', import.meta.url))

interface Build {
  readonly name: string
  readonly go: string
  readonly cgo: string
}

/** The problem is the end of Go's output. */
async function build(
  { name, go, cgo }: Build,
  ldflags: string,
): Promise<string | { readonly problem: string }> {
  const { modules = [], source = '' } = programs[name] ?? {}
  const folder = join(kept, 'sources', name)
  await mkdir(folder, { recursive: true })
  const required = modules.map((module) => `require ${module.replace('@', ' ')}\n`).join('')
  await writeFile(join(folder, 'main.go'), `package main\n${source}`)
  // the additions of `go mod tidy` do not affect other releases
  const path = join(folder, 'go.mod')
  const tidied = await readFile(path, 'utf8').catch(() => undefined)
  const env = { ...process.env, GOTOOLCHAIN: `go${go}`, CGO_ENABLED: cgo, GOFLAGS: '', GOWORK: 'off' }
  const run = (args: readonly string[], toolchain = env.GOTOOLCHAIN) =>
    spawnSync('go', args, { cwd: folder, encoding: 'utf8', env: { ...env, GOTOOLCHAIN: toolchain } })
  if (tidied === undefined) {
    await writeFile(path, `module example.com/${name}\n\ngo 1.22\n\n${required}`)
    const done = run(['mod', 'tidy', '-go=1.22'], `go${releases[0]}`)
    if (done.status !== 0) {
      await rm(path)
      return { problem: tail(done.stderr) }
    }
  }
  const program = join(kept, `program-${process.pid}`)
  const done = run(['build', '-p=1', '-trimpath', `-ldflags=${ldflags}`, '-o', program, '.'])
  return done.status === 0 ? program : { problem: tail(done.stderr) }
}

const tail = (text: string) => text.trim().split('\n').slice(-3).join(' ')

/** The vulnerabilities that linkgate finds, and the CPU time in milliseconds. */
async function found(
  program: string,
  entries: readonly OsvEntry[],
): Promise<{ readonly ids: ReadonlySet<string>; readonly ms: number }> {
  const before = process.cpuUsage()
  const contents = programContents(await readFile(program))
  if (!contents.ok) throw new Error(`${program}: ${contents.problem}`)
  const result = matchVulnerabilities(contents.value, entries)
  if (result.kind !== 'checked') throw new Error(`${program}: ${result.because}`)
  const { user, system } = process.cpuUsage(before)
  return { ids: new Set(result.found.map(({ id }) => id)), ms: (user + system) / 1000 }
}

const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>, sign: string) =>
  [...one].filter((id) => !other.has(id)).map((id) => `${sign}${id}`)

interface Row {
  readonly size: number
  readonly ms: number
  /** Differences: `+` only found by linkgate, `-` only by govulncheck. */
  readonly apart: readonly string[]
}

async function compare(given: Build, entries: readonly OsvEntry[], scan: Scan): Promise<Row | string> {
  const withSymbols = await build(given, '')
  if (typeof withSymbols !== 'string') return withSymbols.problem
  const wanted = scan(withSymbols)
  const kinds = [await found(withSymbols, entries)]
  const stripped = await build(given, '-s -w')
  if (typeof stripped !== 'string') return stripped.problem
  kinds.push(await found(stripped, entries))
  return {
    size: wanted.size,
    ms: Math.max(...kinds.map(({ ms }) => ms)),
    apart: kinds.flatMap(({ ids }, index) =>
      [...apart(ids, wanted, '+'), ...apart(wanted, ids, '-')].map(
        (id) => `${index === 0 ? '' : 'stripped '}${id}`,
      ),
    ),
  }
}

await mkdir(kept, { recursive: true })
const database = await openDatabase(values.database, kept)
const entries = database.entries.map((entry) => {
  const read = readOsvEntry(entry)
  if (!read.ok) throw new Error(read.problem.message)
  return read.value
})
const scan = openScanner(database, kept)
console.log(`${entries.length} entries of golang.org/x/vulndb ${database.version}`)

let compared = 0
for (const go of values.go.split(',')) {
  for (const name of values.only.split(',')) {
    for (const [link, cgo] of Object.entries(links)) {
      if (!values.link.split(',').includes(link)) continue
      const row = await compare({ name, go, cgo }, entries, scan)
      if (typeof row === 'string') {
        console.log(`go${go} ${name} ${link}: not built: ${row}`)
        continue
      }
      compared += 1
      const { size, ms, apart: differences } = row
      if (differences.length > 0 || ms > longest) process.exitCode = 1
      console.log(`go${go} ${name} ${link}: ${size}, ${ms.toFixed(0)} ms ${differences.join(' ')}`)
    }
  }
}
if (compared === 0) process.exitCode = 1
await rm(join(kept, `program-${process.pid}`), { force: true })
