/**
 * Findings as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS), limited to what GitHub's code scanning reads.
 * Reports are untrusted, so texts are shortened, and places outside of the repository are ignored.
 */

import * as z from 'zod'
import { sha256Of } from '../../common/digest.ts'
import { harmlessJson } from '../../common/harmless.ts'
import { version } from '../../common/version.ts'
import { outcomeOf } from '../../document/outcome.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { type Finding, findingFix, findingMessage } from '../../findings/finding.ts'
import { isBudget } from '../../findings/headline-order.ts'
import type { Place } from '../../model/budget.ts'
import { compilerComplaint, findingPlace } from '../finding-place.ts'
import { printable } from '../text.ts'
import { repositoryUri } from '../uris.ts'
import { modesText } from '../words.ts'
import { ruleIds, type SarifLevel, sarifLevel, sarifLevels, sarifRules } from './rules.ts'

/** GitHub refuses files with more than 25,000 results in a run, and shows 5,000. */
export const mostResults = 5000
const longestLine = 3000
const longestMessage = 8000

interface Result {
  readonly level: SarifLevel
  readonly finding: Finding
  readonly report: ShownReport
}

/** One run with the problems of all reports, the worst first; JSON text. */
export async function sarifText(reports: readonly ShownReport[]): Promise<string> {
  const found = reports.flatMap(problemsOf)
  const ordered = sarifLevels
    .flatMap((level) => found.filter((one) => one.level === level))
    .slice(0, mostResults)
  const isOnly = reports.length === 1
  const fingerprints = await fingerprintsOf(ordered)
  const results = ordered.map((one, index) => ({
    ...resultOf(one, isOnly),
    // GitHub only reads this one, and derives it from the text of the line if it is missing
    partialFingerprints: { primaryLocationLineHash: fingerprints[index] },
  }))
  const [app = ''] = isOnly ? reports.map((report) => report.app) : []
  const run = {
    tool: {
      driver: {
        name: 'linkgate',
        semanticVersion: version,
        informationUri: repositoryUri,
        rules: sarifRules(),
      },
    },
    // the part before the last slash is the category, so files of different services do not replace each other
    automationDetails: { id: isOnly ? `linkgate/${categoryName(app)}/` : 'linkgate/' },
    columnKind: 'utf16CodeUnits',
    results,
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${harmlessJson(log)}\n`
}

const categoryName = (app: string) => printable(app, 100).replaceAll('/', '-')

function problemsOf(report: ShownReport): readonly Result[] {
  const isAccepted = outcomeOf(report) === 'accepted'
  return report.findings.flatMap((finding) => {
    const level = sarifLevel(finding.verdict)
    if (level === undefined) return []
    // an accepted failure is not an error
    return [{ level: isAccepted && level === 'error' ? 'warning' : level, finding, report }]
  })
}

function resultOf({ level, finding, report }: Result, isOnly: boolean): object {
  return {
    ruleId: finding.id,
    ruleIndex: ruleIds.indexOf(finding.id),
    level,
    message: { text: messageText(finding, report, isOnly) },
    locations: [{ physicalLocation: physicalLocation(findingPlace(finding, report)) }],
  }
}

function messageText(finding: Finding, report: ShownReport, isOnly: boolean): string {
  const about = [isOnly ? '' : report.app, modesText([finding])].filter((part) => part !== '').join(' · ')
  const fix = findingFix(finding)
  const parts = [
    `${about === '' ? '' : `${about}: `}${findingMessage(finding)}`,
    compilerComplaint(finding, report)?.message,
    fix === undefined ? undefined : `fix: ${fix}`,
  ].filter((part) => part !== undefined)
  const lines = parts.flatMap((part) => part.split(/\r\n|\n|\r/)).map((line) => printable(line, longestLine))
  // `[text](target)` would be a link in a SARIF message
  return lines.join('\n').replaceAll('](', '] (').slice(0, longestMessage).toWellFormed()
}

/** GitHub requires columns; tools without columns conventionally write 1. */
function physicalLocation({ file, line }: Place): object {
  return {
    artifactLocation: {
      uri: file.toWellFormed().split('/').map(encodeURIComponent).join('/'),
      uriBaseId: '%SRCROOT%',
    },
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
  }
}

/**
 * Equal for the same problem in different runs, because it depends on the subject of a finding and not on numbers, lines or
 * wording. In GitHub's format, a number after the digest distinguishes results with the same digest.
 */
async function fingerprintsOf(results: readonly Result[]): Promise<readonly string[]> {
  const seen = new Map<string, number>()
  const numbered = results.map(({ finding, report }) => {
    const identity = identityOf(finding, report)
    const count = (seen.get(identity) ?? 0) + 1
    seen.set(identity, count)
    return { identity, count }
  })
  return Promise.all(
    numbered.map(async ({ identity, count }) => `${(await sha256Of(identity)).slice(0, 16)}:${count}`),
  )
}

function identityOf(finding: Finding, { app }: ShownReport): string {
  const { id, revision, mode, platform, metric, params } = finding
  const names = isBudget(id) ? [] : Object.entries(params).flatMap(([key, value]) => namesOf(key, value))
  return JSON.stringify([app, id, revision, mode, platform, metric, names])
}

/** Paths, modules and ids: neither sentences nor versions, which an upgrade changes. */
function namesOf(key: string, value: unknown): readonly (readonly [string, string])[] {
  if (key === 'version' || key === 'fixed') return []
  // includes each file of a list, because a dismissed alert must not hide other files
  if (Array.isArray(value)) return value.flatMap((one) => namesOf(key, pathIn(one)))
  return typeof value === 'string' && /^\S+$/.test(value) ? [[key, value]] : []
}

const ofFile = z.object({ path: z.string() })

const pathIn = (value: unknown) => ofFile.safeParse(value).data?.path ?? value
