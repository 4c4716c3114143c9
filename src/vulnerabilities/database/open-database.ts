/** Opens the configured database, or the published one. */
import * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import type { KeptResults } from '../../images/results/kept-results.ts'
import { readonlyObject, text } from '../../model/schema.ts'
import type { DatabaseSource } from '../../model/vulnerability.ts'
import { osvEntrySchema } from '../osv.ts'
import { readDirectory } from './directory.ts'
import { type ReadDatabaseFile, readIndexed, readTime } from './indexed.ts'
import { downloadModule } from './module.ts'
import { type DatabaseSnapshot, mostEntries, type ReadSnapshot, type WantedModules } from './snapshot.ts'

const published: DatabaseSource = { kind: 'web', url: 'https://vuln.go.dev' }
/** The same database, for machines that reach only a module proxy. */
const publishedModule = { kind: 'module', query: 'golang.org/x/vulndb@latest' } as const

/** Limits in milliseconds for each request and for all together. */
const requestMs = 10_000
const totalMs = 30_000

export interface DatabaseTools {
  readonly world: Pick<World, 'clock' | 'exec' | 'files' | 'host' | 'log' | 'web'>
  readonly results: Pick<KeptResults, 'of'>
  /** Outside of all modules. */
  readonly directory: string
  /** Relative paths start here. */
  readonly root: string
}

/** @param source absent: the published one, from its site or the module proxy */
export function openDatabase(tools: DatabaseTools, source?: DatabaseSource): ReadSnapshot {
  if (source !== undefined) return (wanted) => readSource(tools, source, wanted)
  return async (wanted) => {
    const found = await readSource(tools, published, wanted)
    if (found.ok) return found
    const { message } = found.problem
    tools.world.log.info(`${message}; reading ${publishedModule.query} through the module proxy instead`)
    const other = await readSource(tools, publishedModule, wanted)
    return other.ok ? other : fail(`${message}, and ${other.problem.message}`)
  }
}

async function readSource(
  tools: DatabaseTools,
  source: DatabaseSource,
  wanted: WantedModules,
): Promise<Result<DatabaseSnapshot>> {
  const [name, found] =
    source.kind === 'web'
      ? [source.url, await readWeb(tools, source.url, wanted)]
      : source.kind === 'module'
        ? [source.query, await readModule(tools, source.query, wanted)]
        : [source.path, await readPath(tools, source.path, wanted)]
  return found.ok
    ? found
    : fail(`the vulnerability database ${name} cannot be read: ${found.problem.message}`)
}

async function readWeb(
  tools: DatabaseTools,
  url: string,
  wanted: WantedModules,
): Promise<Result<DatabaseSnapshot>> {
  const { clock, web } = tools.world
  const end = clock.now() + totalMs
  const read: ReadDatabaseFile = async (path, largest) => {
    const limitMs = Math.min(requestMs, end - clock.now())
    return limitMs > 0
      ? web.get(`${url}/${path}`, { largest, limitMs })
      : fail(`no answer within ${totalMs / 1000} s`)
  }
  const time = await readTime(read)
  if (!time.ok) return time
  const modified = time.value
  const found = await unlessKept(tools, { url, modified }, wanted, () => readIndexed(read, wanted))
  if (!found.ok) return found
  const { digest, entries } = found.value
  return succeed({ database: { kind: 'web', name: url, modified, digest }, entries })
}

async function readModule(
  tools: DatabaseTools,
  query: string,
  wanted: WantedModules,
): Promise<Result<DatabaseSnapshot>> {
  const { world, directory } = tools
  const module = await downloadModule(world, query, directory)
  if (!module.ok) return module
  const { version, modified } = module.value
  const name = `${query.slice(0, query.indexOf('@'))}@${version}`
  const found = await unlessKept(tools, { module: name }, wanted, () =>
    readDirectory(world.files, module.value.directory, wanted),
  )
  if (!found.ok) return found
  const { digest, entries } = found.value
  const time = modified === undefined ? {} : { modified }
  return succeed({ database: { kind: 'module', name, ...time, digest }, entries })
}

async function readPath(
  { world, root }: DatabaseTools,
  path: string,
  wanted: WantedModules,
): Promise<Result<DatabaseSnapshot>> {
  const absolute = path.startsWith('/') ? path : `${root}/${path}`
  const found = await readDirectory(world.files, absolute, wanted)
  if (!found.ok) return found
  const { digest, entries, modified } = found.value
  const time = modified === undefined ? {} : { modified }
  return succeed({ database: { kind: 'directory', name: path, ...time, digest }, entries })
}

const keptSchema = readonlyObject({
  digest: text,
  entries: z.array(osvEntrySchema).max(mostEntries).readonly(),
})
type KeptEntries = z.infer<typeof keptSchema>

/** Reuses entries that an earlier run read from the same version of the database. */
async function unlessKept(
  { results }: DatabaseTools,
  version: Readonly<Record<string, string>>,
  wanted: WantedModules,
  read: () => Promise<Result<KeptEntries>>,
): Promise<Result<KeptEntries>> {
  let problem: Result<never> = fail('it was not read')
  const about = { version, wanted: [...wanted] }
  const found = await results.of({ kind: 'vulnerabilities', about, schema: keptSchema }, async () => {
    const fresh = await read()
    if (fresh.ok) return { digest: fresh.value.digest, entries: fresh.value.entries }
    problem = fresh
    return undefined
  })
  return found === undefined ? problem : succeed(found)
}
