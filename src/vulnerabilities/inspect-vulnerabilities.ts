/** The known vulnerabilities of one program, without a comparison. */
import { utcDay } from '../common/english.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import { uncheckedReason } from '../findings/vulnerability-words.ts'
import type { DatabaseSource, ProgramVulnerabilities, VulnerabilityDatabase } from '../model/vulnerability.ts'
import { type DatabaseTools, openDatabase } from './database/open-database.ts'
import { openComparison, type ProgramFiles } from './database-comparison.ts'

export interface InspectedVulnerabilities {
  /** The day on which the program was compared with the database, in UTC: `2026-11-30`. */
  readonly date: string
  /** Absent if it was not needed or could not be read. */
  readonly database?: VulnerabilityDatabase
  /** The problem is a clause that says why the program could not be checked. */
  readonly result: Result<Extract<ProgramVulnerabilities, { kind: 'checked' }>>
}

export interface InspectedProgram {
  readonly files: ProgramFiles
  readonly path: string
}

/**
 * @param program its problem is a clause that says why there is no program
 * @param source undefined for the published database
 */
export async function inspectVulnerabilities(
  tools: DatabaseTools,
  program: Result<InspectedProgram>,
  source: DatabaseSource | undefined,
): Promise<InspectedVulnerabilities> {
  const date = utcDay(tools.world.clock.wall())
  if (!program.ok) return { date, result: program }
  const { files, path } = program.value
  const opened = await openComparison(openDatabase(tools, source), files, [path])
  if (!opened.ok) return { date, result: opened }
  const { database, resultOf } = opened.value
  const result = await resultOf(path)
  return {
    date,
    ...(database === undefined ? {} : { database }),
    result: result.kind === 'checked' ? succeed(result) : fail(uncheckedReason(result.because)),
  }
}
