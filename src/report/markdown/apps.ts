/** The apps of a combined comment, and the order in which their parts are omitted if space is short. */

import { remembered } from '../../common/remembered.ts'
import { exitCodeOf, outcomeOf } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import type { Verdict } from '../../model/verdict.ts'
import { briefNumbers } from '../brief.ts'
import { headlineOf } from '../headline.ts'
import { code, name, sentence } from '../text.ts'
import { details, marks } from './gfm.ts'
import { caption, type DetailsPlace, sectionBodies, sectionLevels } from './markdown.ts'

export interface App {
  readonly report: Report
  readonly verdict: Verdict
  /** It makes the check fail, so its numbers are the most important. */
  readonly isFailing: boolean
  /** Nothing is broken, and nothing was accepted. */
  readonly isCalm: boolean
  /** Its collapsed text: level 0 is the longest, and level `sectionLevels` is empty. */
  readonly section: (level: number) => string
  /** Its forms in the overview: a table row with numbers, its name in a list, or only counted. */
  readonly rows: readonly [row: string, name: string, counted: '']
}

export interface AppOptions {
  /** Whether the sections of failing apps are expanded. */
  readonly opens: boolean
  /** Whether apps have different commits. */
  readonly hasOwnCommits: boolean
  readonly rest: DetailsPlace
}

export function appOf(report: Report, { opens, hasOwnCommits, rest }: AppOptions): App {
  const { verdict, words } = headlineOf(report)
  const isFailing = exitCodeOf(verdict) !== 0
  // A `<summary>` is HTML, so the name is not in backticks there.
  const plain = report.app.replace(/[^A-Za-z0-9._-]/g, '·').slice(0, 80)
  const heading = [...(plain === report.app ? [] : [code(report.app)]), `**${sentence(words)}**`].join(' · ')
  const fold = (body: string) =>
    details(
      `${marks[verdict]} <code>${plain}</code>`,
      [heading, body, ...(hasOwnCommits ? [caption(report, false)] : [])]
        .filter((part) => part !== '')
        .join('\n\n'),
      isFailing && opens,
    )
  const bodies = sectionBodies(report, rest)
  const summary = [words, ...briefNumbers(report)].map((part) => sentence(part)).join(' · ')
  return {
    report,
    verdict,
    isFailing,
    isCalm: ['pass', 'inconclusive'].includes(outcomeOf(report)),
    section: remembered((level: number) => (level >= sectionLevels ? '' : fold(bodies(level)))),
    rows: [`| ${marks[verdict]} | ${name(report.app)} | ${summary} |`, name(report.app), ''],
  }
}

/** One part of an app becomes shorter: the level of its section, or the index of its row. */
export interface ShorteningStep {
  readonly app: number
  readonly part: 'section' | 'row'
  readonly from: number
  readonly to: number
}

/**
 * The order of omission: details of apps that pass; details of apps that fail, down to the lines of the headline; rows of
 * apps that pass; then lines, numbers and names of apps that fail. Within each group, the last app is shortened first.
 */
export function shorteningSteps(apps: readonly App[]): readonly ShorteningStep[] {
  const indices = [...apps.keys()].toReversed()
  const failing = indices.filter((index) => apps[index]?.isFailing === true)
  const others = indices.filter((index) => apps[index]?.isFailing !== true)
  const sections = (which: readonly number[], first: number, end: number): readonly ShorteningStep[] =>
    Array.from({ length: end - first }, (_, level) =>
      which.map(
        (app): ShorteningStep => ({ app, part: 'section', from: first + level, to: first + level + 1 }),
      ),
    ).flat()
  const rows = (which: readonly number[], from: number, to: number) =>
    which.map((app): ShorteningStep => ({ app, part: 'row', from, to }))
  return [
    ...sections(others, 0, sectionLevels),
    ...sections(failing, 0, sectionLevels - 1),
    ...rows(others, 0, 2),
    ...sections(failing, sectionLevels - 1, sectionLevels),
    ...rows(failing, 0, 1),
    ...rows(failing, 1, 2),
  ]
}
