/**
 * What a reader sees in ten seconds: the verdict in words, one line for each problem, and the causes. Names are in
 * backticks; the code that prints the sentences escapes them.
 */

import { plural } from '../common/english.ts'
import { outcomeOf } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { type FindingId, headlineWords } from '../findings/catalog.ts'
import type { FatalVerdict, HeadlineWords } from '../findings/entry.ts'
import { type Finding, findingMessage } from '../findings/finding.ts'
import { headlineOrder, isBudget } from '../findings/headline-order.ts'
import type { ModeNames, SeveralVariants } from '../findings/subject.ts'
import { isSameImage } from '../model/image.ts'
import type { Accepted } from '../model/origin.ts'
import type { Revision } from '../model/revision.ts'
import type { ReportVariant } from '../model/variant.ts'
import { type Verdict, verdicts } from '../model/verdict.ts'
import { budgetLines } from './budget-lines.ts'
import { type CauseLine, causeLine } from './cause-line.ts'
import { modesOf, platformsOf, variantOf } from './lookup.ts'
import { quote } from './text.ts'
import { vulnerabilityLines } from './vulnerability-lines.ts'
import { modesText, type ReportLine, variantsText } from './words.ts'

export interface Headline {
  readonly verdict: Verdict
  /** The verdict in words, without the app's name. */
  readonly words: string
  readonly lines: readonly ReportLine[]
  /** Set if there is nothing to compare with, or if nothing differs. */
  readonly state?: string
  readonly cause?: CauseLine
  /** Who accepted the broken budgets. */
  readonly accepted?: string
}

function acceptedText({ by, at, label, note }: Accepted): string {
  return `Accepted by ${quote(by)} with the label ${quote(label)} at ${quote(at)}${note === undefined ? '' : `; ${note}`}`
}

const worstFirst = (a: { readonly verdict: Verdict }, b: { readonly verdict: Verdict }) =>
  verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict)

/** An accepted report counts as passed. */
export function headlineVerdict(report: Report): Verdict {
  const outcome = outcomeOf(report)
  return outcome === 'accepted' ? 'pass' : outcome
}

export function headlineOf(report: Report): Headline {
  // findings about an unmeasured side get a line even if they do not fail the check
  const relevant = report.findings.filter(
    ({ verdict, id }) =>
      verdict !== 'pass' || (isState(id) && !(id === 'budget/no-baseline' && report.base === null)),
  )
  const budgets = budgetLines(
    report,
    relevant.filter(({ id }) => isBudget(id)),
  )
  const others = relevant.filter(({ id }) => !isBudget(id))
  const state = stateOf(report)
  const cause = causeLine(report)
  const words = wordsOf(report, relevant, budgets, state)
  return {
    verdict: headlineVerdict(report),
    words: outcomeOf(report) === 'accepted' ? `${words}, accepted` : words,
    ...(report.accepted === undefined ? {} : { accepted: acceptedText(report.accepted) }),
    // the reason why a revision was not measured comes before the consequences
    lines: [
      ...otherLines(others.filter(({ id }) => isState(id))).toSorted(worstFirst),
      ...[...otherLines(others.filter(({ id }) => !isState(id))), ...budgets].toSorted(worstFirst),
    ],
    ...(state === undefined ? {} : { state: state.text }),
    ...(cause === undefined ? {} : { cause }),
  }
}

function stateOf(report: Report): { readonly words: string; readonly text: string } | undefined {
  if (report.base === null) {
    const found = report.findings.find(({ id }) => id === 'budget/no-baseline')
    const text = 'There is no base to compare with yet: `increase` budgets were skipped.'
    return { words: 'no baseline', text: found === undefined ? text : findingMessage(found) }
  }
  // that finding has a more detailed line
  if (report.findings.some(({ id }) => id === 'build/same-inputs')) return undefined
  const heads = report.variants.filter(({ revision }) => revision === 'head')
  const isSame = (part: (variant: ReportVariant | undefined) => string | undefined, some = heads) =>
    some.length > 0 &&
    some.every(
      (head) =>
        part(head) !== undefined && part(head) === part(variantOf(report, 'base', head.mode, head.platform)),
    )
  const programs = heads.filter(({ image, linkage }) => image === undefined && linkage !== undefined)
  const images = heads.filter((head) => !programs.includes(head))
  const hasSameProgram = (head: ReportVariant) =>
    head.binary?.sha256 === variantOf(report, 'base', head.mode, head.platform)?.binary?.sha256
  if (
    images.length > 0 &&
    isSame((variant) => variant?.image?.id, images) &&
    programs.every(hasSameProgram)
  ) {
    const count = images.length
    const which =
      count === 1
        ? 'image is'
        : count === 2 && platformsOf(report).length === 1
          ? 'images of both modes are'
          : `${count} images are`
    return { words: 'unchanged', text: `The ${which} byte-identical in base and head.` }
  }
  const isRebuilt = images.every((head) =>
    isSameImage(variantOf(report, 'base', head.mode, head.platform)?.image, head.image),
  )
  if (images.length > 0 && isRebuilt && programs.every(hasSameProgram)) {
    return {
      words: 'unchanged',
      text: 'The images have the same files in base and head; only modification times differ.',
    }
  }
  if (isSame((variant) => variant?.binary?.sha256)) {
    const text = 'The binaries are byte-identical in base and head; only other files of the images differ.'
    return { words: 'binaries unchanged', text }
  }
  return undefined
}

type Phrase = Extract<HeadlineWords, { readonly kind: 'phrase' }>

function phraseOf(id: FindingId): Phrase | undefined {
  const words = headlineWords(id)
  return words?.kind === 'phrase' ? words : undefined
}

/** Whether it is about the whole comparison, so it is shown even if it does not fail the check. */
function isState(id: FindingId): boolean {
  return phraseOf(id)?.isState === true
}

function isFatal(verdict: Verdict): verdict is FatalVerdict {
  return verdict === 'fail' || verdict === 'unmeasured'
}

function wordsOf(
  report: Report,
  relevant: readonly Finding[],
  budgets: readonly ReportLine[],
  state: ReturnType<typeof stateOf>,
): string {
  const phrases = headlineOrder.flatMap((id) => phrasesOf(report, relevant, id))
  const unchecked = budgets.filter(({ isUnmeasured }) => isUnmeasured)
  const count = (verdict: Verdict) =>
    budgets.filter((line) => line.verdict === verdict && !line.isUnmeasured).length
  const [failed, warned] = [count('fail'), count('warn')]
  if (failed > 0) phrases.push(`${plural(failed, 'budget')} broken`)
  // if something does not compile or start, it is clear that budgets are unmeasured
  if (phrases.length === 0 && unchecked.length > 0) phrases.push('budgets unmeasured')
  if (warned > 0) phrases.push(plural(warned, 'warning'))
  if (phrases.length === 0 && count('inconclusive') > 0) phrases.push('no budget broken, timing inconclusive')
  if (phrases.length === 0 && relevant.length > 0) phrases.push(plural(relevant.length, 'finding'))
  if (state !== undefined && (phrases.length === 0 || report.base === null)) {
    phrases.push(state.words)
  }
  if (phrases.length > 0) return phrases.join(', ')
  const isEmpty = platformsOf(report).length === 0
  return isEmpty
    ? 'nothing measured'
    : report.budgets.length === 0
      ? 'measured, no budgets'
      : 'within all budgets'
}

function phrasesOf(report: Report, relevant: readonly Finding[], id: FindingId): readonly string[] {
  const phrase = phraseOf(id)
  if (phrase === undefined) return []
  const subjects = relevant
    .filter((one) => one.id === id && (phrase.isState === true || isFatal(one.verdict)))
    .flatMap(subjectsOf)
  const [head, base] = (['head', 'base'] as const).map((revision) => {
    const some = subjects.filter((one) => one.revision === revision)
    if (some.length === 0) return undefined
    // naming modes and platforms only helps if others are not affected
    const isOf = (mode: string, platform: string) => (one: FindingSubject) =>
      (one.mode ?? mode) === mode && (one.platform ?? platform) === platform
    const isEvery = platformsOf(report).every((platform) =>
      modesOf(report).every((mode) => some.some(isOf(mode, platform))),
    )
    return isEvery || some.some((one) => one.mode === undefined && one.platform === undefined)
      ? ''
      : variantsText(some)
  })
  if (phrase.both !== undefined && head !== undefined && head === base) return [phrase.both(head)]
  return [
    ...(head === undefined ? [] : [phrase.words(head, 'head')]),
    ...(base === undefined ? [] : [phrase.words(base, 'base')]),
  ]
}

interface FindingSubject {
  readonly revision: Revision
  /** undefined for all modes. */
  readonly mode: string | undefined
  readonly platform: string | undefined
}

/** Optional fields in the parameters of findings about several variants. */
type OfSeveral = ModeNames & { readonly variants?: SeveralVariants }

function subjectsOf({ params, mode, platform, revision = 'head' }: Finding): readonly FindingSubject[] {
  const { variants = [], modes = [] } = params as OfSeveral
  if (variants.length > 0) return variants.map((one) => ({ ...one, platform }))
  const all = modes.length > 0 ? modes : [mode]
  return all.map((one) => ({ revision, mode: one, platform }))
}

/** Merges findings that have the same sentence in several modes into one line. */
function otherLines(findings: readonly Finding[]): readonly ReportLine[] {
  const same = (one: Finding) => [one.verdict, one.id, one.revision, findingMessage(one)].join('\n')
  const others = findings.filter(({ id }) => id !== 'vulnerability/new')
  return [
    ...vulnerabilityLines(findings.filter((one) => one.id === 'vulnerability/new')),
    ...[...Map.groupBy(others, same).values()].map((group): ReportLine => {
      const [one] = group as [Finding]
      return { verdict: one.verdict, subject: modesText(group), text: findingMessage(one) }
    }),
  ]
}
