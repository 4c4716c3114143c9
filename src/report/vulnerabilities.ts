/** The content about known vulnerabilities for Markdown, HTML and terminal. */
import { plural } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { chainText } from '../findings/link-chain.ts'
import { uncheckedReason } from '../findings/vulnerability-words.ts'
import {
  type ComparedVulnerabilities,
  compareVulnerabilities,
  isExpired,
  isNamed,
  isOnePlatform,
  vulnerabilityCount,
} from '../model/compared-vulnerabilities.ts'
import type { LinkedVulnerability, Vulnerabilities, VulnerabilityDatabase } from '../model/vulnerability.ts'
import { quote } from './text.ts'
import { variantsText } from './words.ts'

/** A vulnerability of one or more programs. The texts are untrusted. */
export interface VulnerabilityRow {
  readonly id: string
  /** The page of the entry, if it is in the Go vulnerability database. */
  readonly link?: string
  readonly summary: string
  /** Path and version. */
  readonly module: string
  /** Empty if no fix is known. */
  readonly fixed: string
  /** The vulnerable functions, or a text if the whole package or module is vulnerable. */
  readonly code: string
  readonly isNamed: boolean
  /** Empty if it is unknown. */
  readonly chain: string
  /** The modes and platforms; empty for all. */
  readonly where: string
}

export interface VulnerabilityView {
  readonly added: readonly VulnerabilityRow[]
  readonly removed: readonly VulnerabilityRow[]
  /** Vulnerabilities in base and head; all of head if base was not checked. */
  readonly kept: readonly VulnerabilityRow[]
  /** Whether a program of head was checked. */
  readonly isChecked: boolean
  /** Whether base was checked for every program of head that was checked. */
  readonly hasBase: boolean
  /** Sentences about acceptances, unchecked programs, and the database; names are in backticks. */
  readonly notes: readonly string[]
}

/** undefined if the vulnerabilities of all programs are unknown. */
export function vulnerabilityView({ vulnerabilities }: Report): VulnerabilityView | undefined {
  if (vulnerabilities === undefined) return undefined
  const programs = compareVulnerabilities(vulnerabilities)
  if (programs.length === 0) return undefined
  const checked = programs.filter(({ head }) => head.kind === 'checked')
  const rows = (some: (one: ComparedVulnerabilities) => readonly LinkedVulnerability[]) =>
    rowsOf(programs, some)
  return {
    added: rows(({ added }) => added),
    removed: rows(({ removed }) => removed),
    kept: rows(({ counted, added }) => counted.filter((one) => !added.includes(one))),
    isChecked: checked.length > 0,
    hasBase: checked.every(({ base }) => base?.kind === 'checked'),
    notes: [
      ...acceptedNotes(vulnerabilities, programs),
      ...uncheckedNotes(programs),
      ...unversionedNotes(programs),
      ...databaseNotes(vulnerabilities),
    ],
  }
}

/** `1 new, 2 fixed, 11 in base and head`; one that is in several modules counts once. */
export function countsText({ added, removed, kept, isChecked, hasBase }: VulnerabilityView): string {
  if (!isChecked) return 'not checked'
  return [
    ...(added.length === 0 ? [] : [`${vulnerabilityCount(added)} new`]),
    ...(removed.length === 0 ? [] : [`${vulnerabilityCount(removed)} fixed`]),
    hasBase ? `${vulnerabilityCount(kept)} in base and head` : String(vulnerabilityCount(kept)),
  ].join(', ')
}

function rowsOf(
  programs: readonly ComparedVulnerabilities[],
  some: (one: ComparedVulnerabilities) => readonly LinkedVulnerability[],
): readonly VulnerabilityRow[] {
  const all = programs.flatMap((program) => some(program).map((one) => ({ one, program })))
  const same = ({ one }: (typeof all)[number]) =>
    JSON.stringify([one.id, one.module, one.version, one.symbols])
  const isOne = isOnePlatform(programs)
  return [...Map.groupBy(all, same).values()].map((group) => {
    const { one } = group[0] as (typeof all)[number]
    const variants = group.map(({ program: { mode, platform } }) => (isOne ? { mode } : { mode, platform }))
    return rowOf(one, group.length === programs.length ? '' : variantsText(variants))
  })
}

/** Ids of the Go vulnerability database, which need no escaping in a URL. */
const published = /^GO-\d{4}-\d{4,8}$/

const moduleNames: ReadonlyMap<string, string> = new Map([
  ['stdlib', 'Go'],
  ['toolchain', 'Go'],
])

/** @param where the modes and platforms; empty for all */
export function rowOf(one: LinkedVulnerability, where: string): VulnerabilityRow {
  const { id, aliases, summary = '', module, version, fixed = '', symbols, more, part, chain = [] } = one
  const [alias] = aliases
  const functions = symbols.slice(0, mostFunctions).map((name) => `${one.package}.${name}`)
  const others = symbols.length + more - functions.length
  const named = functions.length === 0 ? `any code of the ${part}` : functions.join(', ')
  return {
    id,
    ...(published.test(id) ? { link: `https://pkg.go.dev/vuln/${id}` } : {}),
    summary: [summary, ...(alias === undefined ? [] : [`(${alias})`])].join(' ').trim(),
    module: `${moduleNames.get(module) ?? module} ${version}${one.reviewed ? '' : ', not reviewed'}`,
    fixed,
    isNamed: functions.length > 0,
    code: others > 0 ? `${named} and ${plural(others, 'other')}` : named,
    chain: chain.length < 2 ? '' : chainText(chain),
    where,
  }
}

const mostFunctions = 2
const mostNotes = 20

function acceptedNotes(
  { budget, date }: Vulnerabilities,
  programs: readonly ComparedVulnerabilities[],
): readonly string[] {
  const all = programs.flatMap(({ accepted }) => accepted)
  const used = budget.accept.flatMap((one) => {
    const ids = new Set(all.filter((found) => isNamed(one, found)).map(({ id }) => id))
    return ids.size === 0 || isExpired(one, date) ? [] : [{ ...one, ids }]
  })
  return [
    ...used
      .slice(0, mostNotes)
      .map(
        ({ id, ids, reason, until }) =>
          `Accepted: ${quote(id)}${inDatabase(id, ids)}${until === undefined ? '' : ` until ${until}`}: ${reason}`,
      ),
    ...(used.length > mostNotes ? [`… and ${used.length - mostNotes} more are accepted`] : []),
  ]
}

/** The ids in the database, if the configuration uses another one. */
function inDatabase(id: string, ids: ReadonlySet<string>): string {
  return ids.has(id) ? '' : ` (${[...ids].map(quote).join(', ')})`
}

function uncheckedNotes(programs: readonly ComparedVulnerabilities[]): readonly string[] {
  const isOne = isOnePlatform(programs)
  const unchecked = programs.flatMap(({ head, mode, platform }) =>
    head.kind === 'unchecked'
      ? [{ because: head.because, mode: quote(mode), ...(isOne ? {} : { platform }) }]
      : [],
  )
  return [...Map.groupBy(unchecked, ({ because }) => because)].map(
    ([because, some]) => `Not checked in ${variantsText(some)}: ${uncheckedReason(because)}`,
  )
}

function unversionedNotes(programs: readonly ComparedVulnerabilities[]): readonly string[] {
  const names = new Set(programs.flatMap(({ head }) => (head.kind === 'checked' ? head.unversioned : [])))
  return names.size === 0 ? [] : [`Not checked, because they have no version: ${unversionedText([...names])}`]
}

export function unversionedText(names: readonly string[]): string {
  const [shown, left] = [names.slice(0, mostNotes), Math.max(0, names.length - mostNotes)]
  return `${shown.map(quote).join(', ')}${left === 0 ? '' : ` and ${left} more`}`
}

function databaseNotes({ database, date }: Vulnerabilities): readonly string[] {
  return database === undefined ? [] : [`Database: ${databaseText(database, date)}`]
}

/** @param date the day on which it was read */
export function databaseText({ name, modified, digest }: VulnerabilityDatabase, date: string): string {
  const time = modified === undefined ? '' : ` of ${modified.slice(0, '2026-11-30'.length)}`
  return `${quote(name)}${time}, read on ${date}, sha256 ${quote(digest.slice(0, 12))}`
}
