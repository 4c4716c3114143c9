/** The scanner of the Go project, and the vulnerability database in the format that it reads. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const scanner = 'golang.org/x/vuln/cmd/govulncheck@v1.9.0'

interface Entry {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly affected: readonly { readonly package: { readonly name: string } }[]
}

export interface Database {
  readonly version: string
  readonly entries: readonly unknown[]
  /** URL of a directory in the layout of https://go.dev/doc/security/vuln/database#api. */
  readonly url: string
}

/** The directory of a module in the module cache. */
function downloaded(query: string): { readonly Dir: string; readonly Version: string } {
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off' }
  return JSON.parse(execFileSync('go', ['mod', 'download', '-json', query], { encoding: 'utf8', env }))
}

/** @param folder directory for the database, which is kept for the next run */
export async function openDatabase(query: string, folder: string): Promise<Database> {
  const { Dir: directory, Version: version } = downloaded(query)
  const source = join(directory, 'data/osv')
  const texts = await Promise.all(
    (await readdir(source)).toSorted().map((name) => readFile(join(source, name), 'utf8')),
  )
  const entries = texts.map((text) => JSON.parse(text) as Entry)
  const target = join(folder, `database-${version}`)
  if (!existsSync(join(target, 'index/db.json'))) await writeIndexed(entries, target)
  return { version, entries, url: pathToFileURL(target).href }
}

async function writeIndexed(entries: readonly Entry[], folder: string): Promise<void> {
  const modified = '2026-01-01T00:00:00Z'
  for (const name of ['ID', 'index']) await mkdir(join(folder, name), { recursive: true })
  const modules = new Map<string, Set<string>>()
  for (const entry of entries) {
    await writeFile(join(folder, 'ID', `${entry.id}.json`), JSON.stringify(entry))
    for (const { package: module } of entry.affected)
      modules.set(module.name, (modules.get(module.name) ?? new Set()).add(entry.id))
  }
  const write = (name: string, content: unknown) =>
    writeFile(join(folder, 'index', `${name}.json`), JSON.stringify(content))
  await write(
    'vulns',
    entries.map(({ id, aliases = [] }) => ({ id, modified, aliases })),
  )
  await write(
    'modules',
    [...modules].map(([path, ids]) => ({ path, vulns: [...ids].map((id) => ({ id, modified })) })),
  )
  await write('db', { modified })
}

export type Scan = (program: string) => ReadonlySet<string>

/** @param folder directory for the scanner, which is kept for the next run */
export function openScanner(database: Database, folder: string): Scan {
  const bin = join(folder, 'bin')
  if (!existsSync(join(bin, 'govulncheck'))) {
    const env = { ...process.env, GOBIN: bin, GOFLAGS: '', GOWORK: 'off' }
    execFileSync('go', ['install', '-p=1', scanner], { env, stdio: 'inherit' })
  }
  return (program) => {
    const args = ['-db', database.url, '-mode=binary', '-format=json', program]
    const done = spawnSync(join(bin, 'govulncheck'), args, { encoding: 'utf8', maxBuffer: 1 << 30 })
    if (done.status !== 0) throw new Error(`govulncheck ${args.join(' ')}: ${done.stderr}`)
    return new Set(objectsIn(done.stdout).flatMap(symbolFinding))
  }
}

/** The ID of a finding at symbol level; nothing for those about modules and packages. */
function symbolFinding(message: unknown): readonly string[] {
  const { finding } = message as {
    readonly finding?: { readonly osv: string; readonly trace: readonly { readonly function?: string }[] }
  }
  return finding?.trace[0]?.function === undefined ? [] : [finding.osv]
}

/** Consecutive JSON values, each of which ends with a brace in the first column. */
function objectsIn(text: string): readonly unknown[] {
  return text
    .split(/^\}$/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(`${part}}`) as unknown)
}
