/** Compares programs with one snapshot of a vulnerability database. */
import { remembered } from '../common/remembered.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { RootFs } from '../effects/root-fs.ts'
import { type ByteSource, pagedSource } from '../inspect/bytes/byte-source.ts'
import type {
  ProgramVulnerabilities,
  UncheckedReason,
  VulnerabilityDatabase,
} from '../model/vulnerability.ts'
import type { ReadSnapshot } from './database/snapshot.ts'
import { matchVulnerabilities, wantedModules } from './match.ts'
import { programContents, programModules } from './program-contents.ts'

/** The files of this machine or of an image, which contain the programs. */
export type ProgramFiles = Pick<RootFs, 'readWith'>

export interface DatabaseComparison {
  /** Absent if no program needed it. */
  readonly database?: VulnerabilityDatabase
  /** The result of one program; each is read once. */
  resultOf(path: string): Promise<ProgramVulnerabilities>
}

/** The problem is a clause with the database and the reason why it cannot be read. */
export async function openComparison(
  read: ReadSnapshot,
  files: ProgramFiles,
  paths: readonly string[],
): Promise<Result<DatabaseComparison>> {
  const modules = await Promise.all(paths.map((path) => withProgram(files, path, programModules)))
  const known = modules.flatMap((one) => (one.ok ? [one.value] : []))
  const snapshot = known.length === 0 ? undefined : await read(wantedModules(known))
  if (snapshot?.ok === false) return fail(snapshot.problem.message)
  const { entries = [], database } = snapshot?.value ?? {}
  const resultOf = remembered(async (path: string): Promise<ProgramVulnerabilities> => {
    const contents = await withProgram(files, path, programContents)
    return contents.ok
      ? matchVulnerabilities(contents.value, entries)
      : { kind: 'unchecked', because: contents.problem }
  })
  return succeed({ ...(database === undefined ? {} : { database }), resultOf })
}

async function withProgram<T>(
  files: ProgramFiles,
  path: string,
  use: (source: ByteSource) => Result<T, UncheckedReason>,
): Promise<Result<T, UncheckedReason>> {
  const found = await files.readWith(path, (file) => use(pagedSource(file)))
  return found ?? { ok: false, problem: 'removed' }
}
