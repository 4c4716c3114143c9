/** The section of the comment about how programs are linked and hardened, and their user. */

import type { Report } from '../../document/report.ts'
import { topicLabels, topicWords } from '../../findings/runtime-words.ts'
import { hardeningRows } from '../../inspect/program/hardening.ts'
import type { Linkage } from '../../model/image.ts'
import { formatSize } from '../../model/quantity.ts'
import { type RuntimeTopic, runtimeTopics } from '../../model/runtime.ts'
import type { ReportVariant } from '../../model/variant.ts'
import { columnsOf } from '../columns.ts'
import { onPlatform, platformsOf, variantOf } from '../lookup.ts'
import { code, name, quote, sentence } from '../text.ts'
import { alignments, details, marks, table } from './gfm.ts'

export function linkageSection(report: Report): string | undefined {
  const platforms = platformsOf(report)
  const parts = platforms.flatMap((platform) => {
    const tables = platformTables(onPlatform(report, platform))
    if (tables === undefined) return []
    return platforms.length === 1 ? [tables] : [`**${name(platform)}**\n\n${tables}`]
  })
  return parts.length === 0 ? undefined : details('Linkage', parts.join('\n\n'))
}

/** The tables of one platform. */
function platformTables(report: Report): string | undefined {
  const facts: readonly (readonly [string, (linkage: Linkage, variant: ReportVariant) => string])[] = [
    ['Kind', ({ kind }) => kind],
    ['Interpreter', ({ interpreter }) => (interpreter === undefined ? 'none' : quote(interpreter))],
    ['Libraries', ({ needed }) => (needed.length === 0 ? 'none' : needed.slice(0, 30).map(quote).join(' '))],
    ['C library', ({ libc, glibc }) => [libc ?? 'none', glibc === undefined ? '' : `≥ ${glibc}`].join(' ')],
    ['Machine', ({ machine }) => machine],
    ['Linked by', ({ go }) => go ?? 'unknown'],
    ['Symbols', ({ symbols }) => bytesText(symbols)],
    ['Debug information', ({ debug }) => bytesText(debug)],
    ...topicsOf(report).map((topic) => [topicLabels[topic], behaviorText(topic)] as const),
  ]
  const all = columnsOf(report, name)
  const variants = all.map(({ mode, platform }) => ({
    base: variantOf(report, 'base', mode, platform),
    head: variantOf(report, 'head', mode, platform),
  }))
  const pairs = variants.map(({ base, head }) => ({ base: base?.linkage, head: head?.linkage }))
  if (pairs.every(({ head }) => head === undefined)) return undefined
  const rows = facts.map(([label, fact]) => [
    label,
    ...variants.map(({ base, head }) => {
      if (head?.linkage === undefined) return 'not built'
      const is = fact(head.linkage, head)
      const was = base?.linkage === undefined ? is : fact(base.linkage, base)
      return `${sentence(is)}${was === is ? '' : `<br>was ${sentence(was)}`}`
    }),
  ])
  const head = ['', ...all.map(({ title }) => title)]
  const hardened = [
    ...hardeningTable(pairs),
    ...(variants.some(({ head }) => head?.image !== undefined) ? [['User', ...variants.map(userCell)]] : []),
  ]
  return [
    table(head, alignments(1 + all.length, 0), rows),
    ...(hardened.length === 0 ? [] : [table(head, alignments(1 + all.length, 0), hardened)]),
  ].join('\n\n')
}

/** Empty if the behavior of the programs is unknown. */
const topicsOf = ({ variants }: Report): readonly RuntimeTopic[] =>
  variants.some(({ behavior }) => behavior !== undefined) ? runtimeTopics : []

const behaviorText =
  (topic: RuntimeTopic) =>
  (_: Linkage, { behavior }: ReportVariant) =>
    behavior === undefined ? 'unknown' : (topicWords(topic, behavior)?.brief ?? 'not used')

const bytesText = (bytes: number | undefined) =>
  bytes === undefined ? 'unknown' : bytes === 0 ? 'stripped' : formatSize(bytes)

interface Sides<T> {
  readonly base: T | undefined
  readonly head: T | undefined
}

/** The image's user: an attacker who controls a program that runs as root is root in the container. */
function userCell({ base, head }: Sides<ReportVariant>): string {
  const userOf = (variant: ReportVariant | undefined) =>
    variant?.image === undefined ? undefined : isRoot(variant.image.user) ? 'root' : code(variant.image.user)
  const [was, is] = [userOf(base), userOf(head)]
  if (is === undefined) return ''
  if (was === undefined || was === is) return is
  return `${is}<br>was ${was}${is === 'root' ? ` ${marks.warn}` : ''}`
}

const isRoot = (user: string) => /^(root|0)?(:.*)?$/.test(user)

/** Hardening facts by variant, with a mark if base had a different value. */
function hardeningTable(pairs: readonly Sides<Linkage>[]): readonly (readonly string[])[] {
  const byPair = pairs.map(({ base, head }) =>
    head?.hardening === undefined ? [] : hardeningRows(head.hardening, base?.hardening),
  )
  const facts = [...new Set(byPair.flatMap((rows) => rows.map(({ fact }) => fact)))]
  return facts.map((fact) => [
    sentence(fact),
    ...byPair.map((rows) => {
      const row = rows.find((one) => one.fact === fact)
      if (row === undefined) return ''
      const mark = row.change === 'worse' ? ` ${marks.warn}` : ''
      return `${sentence(row.value)}${row.was === undefined ? '' : `<br>was ${sentence(row.was)}`}${mark}`
    }),
  ])
}
