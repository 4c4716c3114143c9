/** A database in a directory: in its published format, or only with the files of its entries, as in golang.org/x/vulndb. */

import { sha256Of } from '../../common/digest.ts'
import { messageOf } from '../../common/errors.ts'
import { parseJson } from '../../common/json.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { settleSome } from '../../common/settle.ts'
import type { Files } from '../../effects/files.ts'
import type { VulnerabilityDatabase } from '../../model/vulnerability.ts'
import { type OsvEntry, readOsvEntry } from '../osv.ts'
import { type IndexedEntries, type ReadDatabaseFile, readIndexed, readTime, timePath } from './indexed.ts'
import { type DatabaseSnapshot, largestEntry, mostEntries, type WantedModules } from './snapshot.ts'

type ReadableFiles = Pick<Files, 'list' | 'read' | 'stat'>

/** Directory of the entries in the repository golang.org/x/vulndb. */
const entriesFolder = 'data/osv'
const atOnce = 16

type DirectoryContents = Pick<DatabaseSnapshot, 'entries'> &
  Pick<VulnerabilityDatabase, 'digest' | 'modified'>

/** The problem is a clause about the directory. */
export async function readDirectory(
  files: ReadableFiles,
  directory: string,
  wanted: WantedModules,
): Promise<Result<DirectoryContents>> {
  try {
    return await readAnyForm(files, directory, wanted)
  } catch (error) {
    return fail(messageOf(error))
  }
}

async function readAnyForm(
  files: ReadableFiles,
  directory: string,
  wanted: WantedModules,
): Promise<Result<DirectoryContents>> {
  const read = fileReader(files, directory)
  if ((await files.stat(`${directory}/${timePath}`)) === undefined) {
    const folder = `${directory}/${entriesFolder}`
    return readEntries(files, (await files.stat(folder)) === undefined ? directory : folder, wanted)
  }
  const time = await readTime(read)
  if (!time.ok) return time
  const found = await readIndexed(read, wanted)
  return found.ok ? succeed({ ...found.value, modified: time.value }) : found
}

function fileReader(files: ReadableFiles, directory: string): ReadDatabaseFile {
  return async (path, largest) => {
    try {
      const found = await files.stat(`${directory}/${path}`)
      if (found === undefined) return succeed(undefined)
      if (found.kind !== 'file') return fail('it is not a regular file')
      if (found.size > largest) return fail(`it has more than ${largest / 1e6} MB`)
      return succeed(await files.read(`${directory}/${path}`))
    } catch (error) {
      return fail(messageOf(error))
    }
  }
}

async function readEntries(
  files: ReadableFiles,
  directory: string,
  wanted: WantedModules,
): Promise<Result<IndexedEntries>> {
  const read = fileReader(files, directory)
  const names = (await files.list(directory)).map(({ name }) => name).filter((name) => name.endsWith('.json'))
  if (names.length === 0)
    return fail('it has neither `index/db.json` nor entries such as `GO-2024-2887.json`')
  if (names.length > mostEntries) return fail(`it has more than ${mostEntries.toLocaleString('en')} entries`)
  const decoder = new TextDecoder()
  const texts = await settleSome(names, atOnce, async (name): Promise<Result<string>> => {
    const found = await read(name, largestEntry)
    if (!found.ok) return fail(`\`${name}\`: ${found.problem.message}`)
    return succeed(decoder.decode(found.value))
  })
  const entries: OsvEntry[] = []
  const all: string[] = []
  for (const [index, text] of texts.entries()) {
    if (!text.ok) return text
    all.push(text.value)
    const entry = entryOf(text.value, wanted)
    if (!entry.ok) return fail(`\`${names[index]}\`: ${entry.problem.message}`)
    if (entry.value !== undefined) entries.push(entry.value)
  }
  return succeed({ digest: await sha256Of(all.join('\n')), entries })
}

/** Returns undefined for an entry about other modules, even if the entry is invalid. */
function entryOf(text: string, wanted: WantedModules): Result<OsvEntry | undefined> {
  const value = parseJson(text)
  if (!value.ok) return value
  const { affected } = (value.value ?? {}) as { readonly affected?: unknown }
  const isWanted = !Array.isArray(affected) || affected.some((one) => wanted.has(one?.package?.name))
  return isWanted ? readOsvEntry(value.value) : succeed(undefined)
}
