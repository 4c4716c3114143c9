/**
 * A database in its published format: an index of modules, and a file for each entry
 * (https://go.dev/doc/security/vuln/database#api).
 */

import * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'
import { parseJson } from '../../common/json.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { settleSome } from '../../common/settle.ts'
import { readonlyObject } from '../../model/schema.ts'
import { vulnerabilityIdSchema } from '../../model/vulnerability.ts'
import { compareVersions } from '../module-versions.ts'
import { type OsvEntry, readOsvEntry } from '../osv.ts'
import { isTime, largestEntry, largestIndex, mostEntries, type WantedModules } from './snapshot.ts'

/** Reads a file of the database, such as `index/db.json`; undefined if there is none. The problem is a clause about the file. */
export type ReadDatabaseFile = (path: string, largest: number) => Promise<Result<Uint8Array | undefined>>

export const timePath = 'index/db.json'
const modulesPath = 'index/modules.json'
const largestTime = 1 << 16
/** Number of requests in parallel. */
const atOnce = 12

const timeSchema = readonlyObject({ modified: z.string().refine(isTime) })

const modulesSchema = z
  .array(
    readonlyObject({
      path: z.string(),
      vulns: z
        .array(readonlyObject({ id: vulnerabilityIdSchema, fixed: z.nullish(z.string()) }))
        .max(mostEntries)
        .readonly(),
    }),
  )
  .max(mostEntries)
  .readonly()
type ModuleIndex = z.infer<typeof modulesSchema>

/** When the database last changed. */
export async function readTime(read: ReadDatabaseFile): Promise<Result<string>> {
  const found = await readFile(read, timePath, largestTime)
  if (!found.ok) return found
  const value = parsed(timeSchema, timePath, found.value)
  return value.ok ? succeed(value.value.modified) : value
}

export interface IndexedEntries {
  /** Digest of the index of modules. */
  readonly digest: string
  readonly entries: readonly OsvEntry[]
}

/** The entries that may affect one of the wanted versions. */
export async function readIndexed(
  read: ReadDatabaseFile,
  wanted: WantedModules,
): Promise<Result<IndexedEntries>> {
  const found = await readFile(read, modulesPath, largestIndex)
  if (!found.ok) return found
  const index = parsed(modulesSchema, modulesPath, found.value)
  if (!index.ok) return index
  const results = await settleSome(idsOf(index.value, wanted), atOnce, (id) => readEntry(read, id))
  const entries: OsvEntry[] = []
  for (const one of results) {
    if (!one.ok) return one
    entries.push(one.value)
  }
  return succeed({ digest: await sha256Of(Uint8Array.from(found.value)), entries })
}

/** IDs of the entries that may affect a wanted version. For each entry, the index has the last version with a fix. */
function idsOf(index: ModuleIndex, wanted: WantedModules): readonly string[] {
  const ids = new Set<string>()
  for (const { path, vulns } of index) {
    const versions = wanted.get(path)
    if (versions === undefined) continue
    for (const { id, fixed } of vulns) {
      if (fixed == null || versions.some((one) => compareVersions(one, fixed) < 0)) ids.add(id)
    }
  }
  return [...ids].toSorted()
}

async function readEntry(read: ReadDatabaseFile, id: string): Promise<Result<OsvEntry>> {
  const path = `ID/${id}.json`
  const found = await readFile(read, path, largestEntry)
  if (!found.ok) return found
  const value = parseJson(textOf(found.value))
  const entry = value.ok ? readOsvEntry(value.value) : value
  if (!entry.ok) return fail(`\`${path}\`: ${entry.problem.message}`)
  return entry.value.id === id ? entry : fail(`\`${path}\`: it is the entry ${entry.value.id}`)
}

async function readFile(read: ReadDatabaseFile, path: string, largest: number): Promise<Result<Uint8Array>> {
  const found = await read(path, largest)
  if (!found.ok) return fail(`\`${path}\`: ${found.problem.message}`)
  return found.value === undefined ? fail(`it has no \`${path}\``) : succeed(found.value)
}

function parsed<T>(schema: z.ZodType<T>, path: string, bytes: Uint8Array): Result<T> {
  const value = parseJson(textOf(bytes))
  if (!value.ok) return fail(`\`${path}\`: ${value.problem.message}`)
  const found = schema.safeParse(value.value)
  return found.success ? succeed(found.data) : fail(`\`${path}\` is not what the format has there`)
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
