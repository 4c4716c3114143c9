/**
 * Several apps in one comment: an overview, worst first, then a collapsed section for each app. If space is short, the least
 * important parts are omitted first, and no more than necessary.
 */

import { plural } from '../../common/english.ts'
import { bytesOf, type FittingText, firstThatFits } from '../../common/fitting.ts'
import { exitCodeOf, outcomeOf, worst } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import type { Verdict } from '../../model/verdict.ts'
import { worstReportsFirst } from '../brief.ts'
import { hasChanges } from '../fingerprint.ts'
import { headlineOf, headlineVerdict } from '../headline.ts'
import { name } from '../text.ts'
import { type App, appOf, type ShorteningStep, shorteningSteps } from './apps.ts'
import { budgetAdvice } from './budget-advice.ts'
import { details, marks, table } from './gfm.ts'
import { caption, type DetailsPlace, detailsPlaces, markdownBodies, sectionLevels } from './markdown.ts'

/** The text of one app, or of several combined. */
export function combinedText(
  reports: readonly Report[],
  rest: DetailsPlace = detailsPlaces.comment,
): FittingText {
  const [only, ...others] = reports
  if (only === undefined) return () => undefined
  if (others.length === 0) return firstThatFits(markdownBodies(only, rest))
  const combined = combine(reports, rest)
  return (room) => shortened(combined, room)
}

/** The heading of the comment, as one line of plain text. */
export function headingText(reports: readonly Report[]): string {
  const [only, ...others] = reports
  return only !== undefined && others.length === 0 ? `${only.app}: ${headlineOf(only).words}` : words(reports)
}

interface Combined {
  readonly heading: string
  readonly apps: readonly App[]
  /** Names of apps without a row, because nothing has changed. */
  readonly unchanged: readonly string[]
  /** Absent if the apps have different commits. */
  readonly commits?: string
  /** Lines below the commits. */
  readonly advice: readonly string[]
  readonly rest: DetailsPlace
}

/** If more apps fail, their sections are collapsed. */
const mostOpen = 5

function combine(reports: readonly Report[], rest: DetailsPlace): Combined {
  // readers of the job summary expect every app
  const isCounted = (report: Report) => rest !== detailsPlaces.summary && !hasChanges(report)
  const commits = new Set(reports.map((report) => caption(report, false)))
  const [shared, ...different] = commits
  const opens = reports.filter((report) => exitCodeOf(headlineVerdict(report)) !== 0).length <= mostOpen
  const options = { opens, hasOwnCommits: different.length > 0, rest }
  return {
    heading: `### ${marks[worst(reports.map(headlineVerdict))]} linkgate: ${words(reports)}`,
    apps: worstReportsFirst(reports.filter((report) => !isCounted(report))).map((one) => appOf(one, options)),
    unchanged: reports.filter(isCounted).map(({ app }) => app),
    ...(shared === undefined || different.length > 0 ? {} : { commits: shared }),
    advice: budgetAdvice(reports),
    rest,
  }
}

/** How much of an app is shown: the level of its section, and the form of its row. */
interface Shown {
  readonly app: App
  section: number
  row: number
}

/** Starts with the shortest text and adds parts while there is room, so that long texts are never rendered in vain. */
function shortened(combined: Combined, room: number): string | undefined {
  const { apps } = combined
  const steps = shorteningSteps(apps).toReversed()
  const shown = apps.map((app): Shown => ({ app, section: sectionLevels, row: app.rows.length - 1 }))
  let bytes = bytesOf(body(combined, shown))
  if (bytes > room) return undefined
  let next = 0
  // an estimate from the parts; the exact length is checked below
  while (next < steps.length && bytes <= room) bytes += move(shown, steps[next++], 'from')
  let text = body(combined, shown)
  for (; bytesOf(text) > room; text = body(combined, shown)) move(shown, steps[--next], 'to')
  while (next < steps.length) {
    move(shown, steps[next++], 'from')
    const longer = body(combined, shown)
    if (bytesOf(longer) > room) break
    text = longer
  }
  return text
}

/** @returns the bytes by which the part became longer */
function move(shown: readonly Shown[], step: ShorteningStep | undefined, direction: 'from' | 'to'): number {
  const one = shown[step?.app ?? -1]
  if (one === undefined || step === undefined) return 0
  const before = bytesOf(partText(one, step.part))
  one[step.part] = step[direction]
  return bytesOf(partText(one, step.part)) - before
}

const partText = ({ app, section, row }: Shown, part: ShorteningStep['part']) =>
  part === 'section' ? app.section(section) : (app.rows[row] ?? '')

const fewApps = 10
const fewNames = 10

function body(
  { heading, unchanged, commits, advice, rest, apps }: Combined,
  shown: readonly Shown[],
): string {
  // with many apps, those without problems are collapsed together
  const isApart = ({ app }: Shown) => apps.length > fewApps && app.isCalm
  const [front, back] = [shown.filter((one) => !isApart(one)), shown.filter(isApart)]
  const isShort = shown.some(({ section, row }) => section > 0 || row > 0)
  const calm = [...rowsText(back), ...sectionsText(back)]
  const names = unchanged.length > fewNames ? [] : unchanged.map((app) => name(app))
  return [
    heading,
    ...rowsText(front),
    ...(unchanged.length === 0
      ? []
      : [
          `No change: ${plural(unchanged.length, 'app')}${names.length === 0 ? '' : ` (${names.join(', ')})`}.`,
        ]),
    ...(commits === undefined ? [] : [commits]),
    ...advice,
    ...sectionsText(front),
    ...(calm.length === 0 ? [] : [details('Other apps that changed', calm.join('\n\n'))]),
    ...(isShort || unchanged.length > 0
      ? [`${isShort ? 'Details' : 'Unchanged apps'} omitted; see ${rest}.`]
      : []),
  ].join('\n\n')
}

function rowsText(shown: readonly Shown[]): readonly string[] {
  const at = (index: number) => shown.filter(({ row }) => row === index)
  const rows = at(0).map(({ app }) => app.rows[0])
  const names = at(1).map(({ app }) => app.rows[1])
  const counted = at(2)
  return [
    ...(rows.length === 0
      ? []
      : [[table(['', 'App', ''], ['left', 'left', 'left'], []), ...rows].join('\n')]),
    ...(names.length === 0 ? [] : [`${rows.length === 0 ? 'Failing' : 'Also failing'}: ${names.join(', ')}`]),
    ...(counted.length === 0 ? [] : [`… and ${plural(counted.length, 'more app', 'more apps')}.`]),
  ]
}

function sectionsText(shown: readonly Shown[]): readonly string[] {
  return shown.flatMap(({ app, section }) => app.section(section) || [])
}

function words(reports: readonly Report[]): string {
  const count = (verdict: Verdict) => reports.filter((report) => headlineVerdict(report) === verdict).length
  const accepted = reports.filter((report) => outcomeOf(report) === 'accepted').length
  const of = `of ${plural(reports.length, 'app')}`
  const phrases = [
    ...(count('fail') > 0 ? [`${count('fail')} ${of} ${count('fail') === 1 ? 'fails' : 'fail'}`] : []),
    ...(count('unmeasured') > 0 ? [`${count('unmeasured')} ${of} could not be measured`] : []),
    ...(count('warn') > 0 ? [`${count('warn')} ${of} with warnings`] : []),
    ...(accepted > 0 ? [`${accepted} ${of} accepted`] : []),
  ]
  return phrases.length === 0 ? `${plural(reports.length, 'app')}, no budget broken` : phrases.join(', ')
}
