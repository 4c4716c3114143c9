/**
 * Findings as annotations, which GitHub shows on the run's page and, if they have a file and line, in the diff: a budget in the
 * configuration, a new module in go.mod, a compile error in its file. Reports are untrusted, so texts are shortened, and places
 * outside of the repository are ignored.
 */

import { enumerate } from '../common/english.ts'
import { outcomeOf } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { type Finding, findingFix, findingMessage, findingTitle } from '../findings/finding.ts'
import type { Cause } from '../model/cause.ts'
import type { Comparison } from '../model/comparison.ts'
import { labelOf } from '../model/metric.ts'
import { formatDelta } from '../model/quantity.ts'
import { causeTitle } from '../report/cause-words.ts'
import { budgetPlace, compilerComplaint, placeInside, sizeMetrics } from '../report/finding-place.ts'
import { printable, quote } from '../report/text.ts'

/** In display order. */
export const annotationLevels = ['error', 'warning', 'notice'] as const
export type AnnotationLevel = (typeof annotationLevels)[number]

export interface Annotation {
  readonly level: AnnotationLevel
  readonly message: string
  readonly title: string
  /** Relative to the root of the repository. */
  readonly file?: string
  /** Counted from 1. */
  readonly line?: number
}

export interface Annotations {
  readonly shown: readonly Annotation[]
  /** A sentence about the omitted annotations. */
  readonly rest?: string
}

/**
 * GitHub keeps ten annotations of each level from one step, and silently drops the others. Some notices are reserved for
 * messages about publishing itself.
 */
export const annotationsPerLevel: Readonly<Record<AnnotationLevel, number>> = {
  error: 10,
  warning: 10,
  notice: 6,
}

/** The runner truncates messages after 4,096 characters, and GitHub rejects titles of more than 255. */
const longestMessage = 4000
const longestTitle = 200
const longestLine = 3000

export interface AnnotationOptions {
  /** Whether annotations have a file and line. Only useful if they appear on the commit that the reports are about. */
  readonly places: boolean
}

/** The annotations for all reports of one step. */
export function annotationsOf(reports: readonly Report[], { places }: AnnotationOptions): Annotations {
  const of = (annotate: (report: Report) => readonly Annotation[]) =>
    reports.flatMap((report) => {
      const about = reports.length > 1 ? ['linkgate', report.app] : ['linkgate']
      return annotate(report).map((one) => ({ ...one, title: [...about, one.title].join(' · ') }))
    })
  // modules come last, because they explain a broken budget and must not displace it
  const all = [...of(findingAnnotations), ...of(moduleAnnotations)]
  const byLevel = annotationLevels.map((level) => {
    const found = all.filter((annotation) => annotation.level === level)
    const shown = found.slice(0, annotationsPerLevel[level])
    const more = found.length - shown.length
    return { shown, hidden: more === 0 ? [] : [`${more} more ${level}${more > 1 ? 's' : ''}`] }
  })
  const hidden = byLevel.flatMap((one) => one.hidden)
  return {
    shown: byLevel.flatMap(({ shown }) => shown.map((one) => bounded(one, places))),
    ...(hidden.length === 0 ? {} : { rest: `Not annotated: ${hidden.join(', ')}; see the report.` }),
  }
}

function findingAnnotations(report: Report): readonly Annotation[] {
  const isAccepted = outcomeOf(report) === 'accepted'
  return report.findings.flatMap((finding) => {
    // an accepted failure is not an error
    const level = isAccepted && finding.verdict === 'fail' ? 'warning' : levelOf(finding)
    if (level === undefined) return []
    const compiler = compilerComplaint(finding, report)
    const fix = findingFix(finding)
    const message = [
      findingMessage(finding),
      compiler?.message,
      fix === undefined ? undefined : `fix: ${fix}`,
    ].filter((part) => part !== undefined)
    const place = compiler?.place ?? budgetPlace(finding, report)
    return [{ level, title: titleOf(finding), message: message.join('\n'), ...place }]
  })
}

function levelOf({ verdict, id }: Finding): AnnotationLevel | undefined {
  switch (verdict) {
    case 'fail':
    case 'unmeasured':
      return 'error'
    case 'warn':
      return 'warning'
    case 'inconclusive':
      return 'notice'
    case 'pass':
      // A finding that passes is not shown, unless there was nothing to compare with.
      return id === 'budget/no-baseline' ? 'notice' : undefined
  }
}

/** Includes the id, because docs/findings.md explains findings by id. */
function titleOf(finding: Finding): string {
  const { id, mode, platform, metric, revision } = finding
  const what = metric === undefined ? findingTitle(finding) : labelOf(metric)
  return `${[revision, mode, platform, what].filter((part) => part !== undefined).join(' · ')} (${id})`
}

/** An upgrade with a smaller share of the change is not why a budget is broken. */
const leastShare = 0.05
/** Modules that this change adds or upgrades in go.mod, if a size budget is broken. */
function moduleAnnotations({ causes, comparisons, goMod }: Report): readonly Annotation[] {
  if (goMod === undefined) return []
  const isOver = ({ metric, verdict }: Comparison) =>
    sizeMetrics.includes(metric) && (verdict === 'fail' || verdict === 'warn')
  const over = comparisons.filter(isOver)
  const required = causes.filter(
    (cause) => cause.kind === 'module' && isRequired(cause) && Object.hasOwn(goMod.require, cause.name),
  )
  return [...Map.groupBy(required, ({ name }) => name)].flatMap(([name, group]): readonly Annotation[] => {
    const line = goMod.require[name]
    const broken = over.filter((one) => group.some((cause) => isAbout(cause, one)))
    const cause = group.find((one) => broken.some((comparison) => isAbout(one, comparison)))
    if (line === undefined || cause === undefined) return []
    const labels = [...new Set(broken.map(({ metric }) => labelOf(metric)))].join(' · ')
    const modes = enumerate(broken.map(({ mode }) => mode))
    return [
      {
        level: 'warning',
        title: cause.change.type === 'added' ? 'new module' : 'changed module',
        message: `${causeTitle(cause, quote)}${bytesText(cause, causes)}; broken budgets: ${labels} (${modes})`,
        file: goMod.file,
        line,
      },
    ]
  })
}

function isAbout(cause: Cause, { mode, platform }: Comparison): boolean {
  return cause.mode === mode && (cause.platform ?? platform) === platform
}

/** Whether the module gets an annotation: if it is new, or its upgrade clearly makes the program larger. */
function isRequired({ change, share, delta }: Cause): boolean {
  if (change.type === 'added') return true
  return change.type === 'changed' && (delta ?? 0) > 0 && (share ?? 0) >= leastShare
}

/** `: +1.32 MB, with the modules that it requires +2.10 MB`; empty if its bytes are unknown. */
function bytesText({ name, mode, platform, metric, delta }: Cause, causes: readonly Cause[]): string {
  if (delta === null) return ''
  const brought = causes.filter(
    (one) =>
      one.kind === 'module' &&
      one.through === name &&
      one.mode === mode &&
      one.platform === platform &&
      one.metric === metric,
  )
  const sum = brought.reduce((all, one) => all + (one.delta ?? 0), delta)
  const together = brought.length === 0 ? '' : `, with the modules that it requires ${formatDelta(sum, 'B')}`
  return `: ${formatDelta(delta, 'B')}${together}`
}

function bounded(annotation: Annotation, places: boolean): Annotation {
  const { level, title, message } = annotation
  const lines = message.split(/\r\n|\n|\r/).map((one) => printable(one, longestLine))
  return {
    level,
    title: printable(title, longestTitle),
    message: lines.join('\n').slice(0, longestMessage).toWellFormed(),
    ...(places ? placeInside(annotation) : {}),
  }
}
