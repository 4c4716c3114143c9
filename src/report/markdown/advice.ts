/** The section of the comment with advice. */
import type { Report } from '../../document/report.ts'
import { adviceLines } from '../advice.ts'
import { whole } from '../text.ts'
import { details } from './gfm.ts'

export function adviceSection(report: Report): string | undefined {
  const lines = adviceLines(report).map((line) => `- ${whole(line)}`)
  return lines.length === 0 ? undefined : details('Advice from these measurements', lines.join('\n'))
}
