/** Several apps in one comment: an overview first, then each app behind a fold. */

import { plural } from '../../common/english.ts'
import { outcomeOf, worst } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import type { Verdict } from '../../model/verdict.ts'
import { headlineOf } from '../headline.ts'
import { code, name, sentence } from '../text.ts'
import { details, marks, table } from './gfm.ts'
import { type Fuller, fuller, markdownBodies } from './markdown.ts'

const mostApps = 100

/** Each is whole in itself, and shorter than the one before; of one app what it has to say by itself. */
export function combinedBodies(reports: readonly Report[], rest: Fuller = fuller.comment): readonly string[] {
  const [only, ...others] = reports
  if (only === undefined) return []
  if (others.length === 0) return markdownBodies(only, rest)
  const apps = reports.map((report) => ({ report, bodies: markdownBodies(report, rest) }))
  const steps = Math.max(...apps.map(({ bodies }) => bodies.length))
  const bodies = Array.from({ length: steps }, (_, step) =>
    body(
      reports,
      rest,
      apps.map(({ report, bodies: own }) => section(report, own[Math.min(step, own.length - 1)] ?? '')),
    ),
  )
  return [...bodies, body(reports, rest, [])].filter(
    (one, index, all) => index === 0 || one.length < (all[index - 1]?.length ?? 0),
  )
}

/** What the heading of the comment says, for where there is one line of plain text. */
export function headingText(reports: readonly Report[]): string {
  const [only, ...others] = reports
  return only !== undefined && others.length === 0 ? `${only.app}: ${headlineOf(only).words}` : words(reports)
}

function body(reports: readonly Report[], rest: Fuller, sections: readonly string[]): string {
  const rows = reports
    .slice(0, mostApps)
    .map((report) => [marks[verdictOf(report)], name(report.app), sentence(headlineOf(report).words)])
  const left = reports.length - rows.length
  return [
    `### ${marks[worst(reports.map(verdictOf))]} linkgate: ${words(reports)}`,
    table(['', 'App', ''], ['left', 'left', 'left'], rows),
    ...(left > 0 ? [`… and ${left} more apps.`] : []),
    ...sections,
    ...(sections.length === 0 ? [`What each app has to say is left out here; ${rest} has it.`] : []),
  ].join('\n\n')
}

/** Its own heading becomes the line that is always seen. A summary is HTML, so the name stands there in plain letters. */
function section(report: Report, own: string): string {
  const [, ...rest] = own.split('\n\n')
  const verdict = verdictOf(report)
  const plain = report.app.replace(/[^A-Za-z0-9._-]/g, '·').slice(0, 80)
  const isOpen = verdict === 'fail' || verdict === 'unmeasured'
  const summary = `${marks[verdict]} <code>${plain}</code>`
  return details(summary, [`**${code(report.app)}**`, ...rest].join('\n\n'), isOpen)
}

const verdictOf = (report: Report): Verdict => headlineOf(report).verdict

function words(reports: readonly Report[]): string {
  const count = (verdict: Verdict) => reports.filter((report) => verdictOf(report) === verdict).length
  const accepted = reports.filter((report) => outcomeOf(report) === 'accepted').length
  const of = `of ${plural(reports.length, 'app')}`
  const phrases = [
    ...(count('fail') > 0 ? [`${count('fail')} ${of} ${count('fail') === 1 ? 'fails' : 'fail'}`] : []),
    ...(count('unmeasured') > 0 ? [`${count('unmeasured')} ${of} could not be measured`] : []),
    ...(count('warn') > 0 ? [`${count('warn')} ${of} with warnings`] : []),
    ...(accepted > 0 ? [`${accepted} ${of} accepted`] : []),
  ]
  return phrases.length === 0 ? `${plural(reports.length, 'app')}, nothing broken` : phrases.join(', ')
}
