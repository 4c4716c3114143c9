/** The known vulnerabilities of one program in the output of `linkgate inspect`. */
import { vulnerabilityCount } from '../model/compared-vulnerabilities.ts'
import type { InspectedVulnerabilities } from '../vulnerabilities/inspect-vulnerabilities.ts'
import { type Block, rows } from './terminal/blocks.ts'
import { fixText } from './terminal/vulnerabilities.ts'
import { ownSentence } from './text.ts'
import { databaseText, rowOf, unversionedText } from './vulnerabilities.ts'

/** Empty if they were not requested. */
export function inspectedVulnerabilityBlocks(given: InspectedVulnerabilities | undefined): readonly Block[] {
  if (given === undefined) return []
  const { date, database, result } = given
  const about = [['database', database && databaseText(database, date)]] as const
  if (!result.ok)
    return rows(
      'Known vulnerabilities: not checked',
      [['because', result.problem.message], ...about],
      ownSentence,
    )
  const { found, unversioned } = result.value
  const listed = found.map((one) => {
    const { id, summary, module, fixed, code } = rowOf(one, '')
    return [id, [summary, `${module}, ${fixText(fixed)}`, code].filter(Boolean).join('; ')] as const
  })
  const left =
    unversioned.length === 0 ? undefined : `${unversionedText(unversioned)}, because they have no version`
  return rows(
    `Known vulnerabilities: ${vulnerabilityCount(found)}`,
    [...listed, ['not checked', left], ...about],
    ownSentence,
  )
}

/** The part of the JSON output about vulnerabilities. */
export function inspectedVulnerabilityValue(given: InspectedVulnerabilities | undefined): object {
  if (given === undefined) return {}
  const { result, ...about } = given
  const value = result.ok ? result.value : { kind: 'unchecked', problem: result.problem.message }
  return { vulnerabilities: { ...about, ...value } }
}
