/** Judges the vulnerabilities of head: the new ones, and the number of all. */
import type { VulnerabilityOptions } from '../config/vulnerability-schema.ts'
import type { FindingId } from '../findings/catalog.ts'
import { type Finding, finding } from '../findings/finding.ts'
import {
  type ComparedVulnerabilities,
  compareVulnerabilities,
  isExpired,
  isNamed,
  isOnePlatform,
  vulnerabilityCount,
} from '../model/compared-vulnerabilities.ts'
import type { Revision } from '../model/revision.ts'
import {
  type AcceptedVulnerability,
  type DatabaseSource,
  type LinkedVulnerability,
  type UncheckedReason,
  type Vulnerabilities,
  type VulnerabilityBudget,
  vulnerabilityKey,
} from '../model/vulnerability.ts'

/** Findings that are replaced when a report is judged again. */
export const vulnerabilityIds = [
  'vulnerability/new',
  'vulnerability/max-exceeded',
  'vulnerability/unmeasured',
  'vulnerability/acceptance-expired',
] as const satisfies readonly FindingId[]

export function judgeVulnerabilities(given: Vulnerabilities | undefined): readonly Finding[] {
  if (given === undefined) return []
  const { budget } = given
  const programs = compareVulnerabilities(given)
  const isOne = isOnePlatform(programs)
  return [
    ...unreadDatabase(given),
    ...programs.flatMap((one) => judgeProgram(one, budget, isOne)),
    ...expiredAcceptances(programs, given),
  ]
}

/** The programs are judged even without the database of one job: in a merged report, other jobs may have checked theirs. */
function unreadDatabase({ problem, budget }: Vulnerabilities): readonly Finding[] {
  if (problem === undefined) return []
  const params = { kind: 'database', detail: problem } as const
  return [finding('vulnerability/unmeasured', params, { verdict: unmeasuredVerdict(budget) })]
}

/** Without a budget, it is only shown. */
function unmeasuredVerdict({ new: level, max, unmeasured }: VulnerabilityBudget) {
  if (level === undefined && max === undefined) return 'pass'
  return unmeasured === 'fail' ? 'unmeasured' : 'warn'
}

function judgeProgram(
  { mode, platform, head, base, added, counted }: ComparedVulnerabilities,
  budget: VulnerabilityBudget,
  isOne: boolean,
): readonly Finding[] {
  const of = (revision: Revision) => ({ revision, mode, ...(isOne ? {} : { platform }) })
  const unmeasured = (revision: Revision, because: UncheckedReason) =>
    finding(
      'vulnerability/unmeasured',
      { kind: 'program', because },
      { verdict: unmeasuredVerdict(budget), ...of(revision) },
    )
  if (head.kind === 'unchecked')
    return isKnown(head.because, budget) ? [] : [unmeasured('head', head.because)]
  const { max, new: level } = budget
  const count = vulnerabilityCount(counted)
  return [
    ...(base?.kind !== 'unchecked' || isKnown(base.because, budget)
      ? []
      : [unmeasured('base', base.because)]),
    ...added.map((one) =>
      finding('vulnerability/new', paramsOf(one), { verdict: level ?? 'pass', ...of('head') }),
    ),
    ...(max === undefined || count <= max
      ? []
      : [finding('vulnerability/max-exceeded', { value: count, max }, { verdict: 'fail', ...of('head') })]),
  ]
}

/** A program that is the same in base has no new vulnerability, and one that was not built fails the check anyway. */
function isKnown(because: UncheckedReason, { max }: VulnerabilityBudget): boolean {
  return because === 'not-built' || (because === 'unchanged' && max === undefined)
}

function paramsOf({
  id,
  summary,
  module,
  version,
  fixed,
  replaces,
  package: path,
  symbols,
  chain,
}: LinkedVulnerability) {
  const [symbol] = symbols
  return {
    vulnerability: id,
    ...(summary === undefined ? {} : { summary }),
    module,
    version,
    ...(fixed === undefined ? {} : { fixed }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(symbol === undefined ? {} : { function: `${path}.${symbol}` }),
    ...(chain === undefined ? {} : { chain }),
  }
}

function expiredAcceptances(
  programs: readonly ComparedVulnerabilities[],
  { budget, date }: Vulnerabilities,
): readonly Finding[] {
  const all = programs.flatMap(({ counted }) => counted)
  return budget.accept.flatMap((one) => {
    const { id, reason, until } = one
    if (until === undefined || !isExpired(one, date) || !all.some((found) => isNamed(one, found))) return []
    return [
      finding('vulnerability/acceptance-expired', { vulnerability: id, reason, until }, { verdict: 'warn' }),
    ]
  })
}

/** Vulnerability settings that a pull request loosens: at most one finding. */
export function loosenedVulnerabilities(
  before: VulnerabilityOptions | undefined,
  after: VulnerabilityOptions | undefined,
): readonly Finding[] {
  if (before === undefined) return []
  const changes = after === undefined ? ['removed'] : looserSettings(before, after)
  return changes.length === 0 ? [] : [finding('vulnerability/loosened', { changes }, { verdict: 'pass' })]
}

function looserSettings(was: VulnerabilityOptions, is: VulnerabilityOptions): readonly string[] {
  const [before, after] = [was.budget, is.budget]
  const known = new Map(before.accept.map((one) => [vulnerabilityKey(one.id), one]))
  const isLonger = ({ id, until }: AcceptedVulnerability) => {
    const one = known.get(vulnerabilityKey(id))
    return one === undefined || (one.until !== undefined && (until === undefined || until > one.until))
  }
  return [
    ...loweredLevel('new', before.new, after.new),
    ...loweredLevel('unmeasured', before.unmeasured, after.unmeasured),
    ...(before.max !== undefined && (after.max === undefined || after.max > before.max)
      ? [`max: ${before.max} → ${after.max ?? 'none'}`]
      : []),
    ...after.accept
      .filter(isLonger)
      .map(({ id, until }) => `accept ${id}${until === undefined ? '' : ` until ${until}`}`),
    ...changedDatabase(was.database, is.database),
  ]
}

/** Every other database counts as looser, because it may have fewer entries. */
function changedDatabase(
  before: DatabaseSource | undefined,
  after: DatabaseSource | undefined,
): readonly string[] {
  const [was, is] = [sourceName(before), sourceName(after)]
  return was === is ? [] : [`database: ${was} → ${is}`]
}

function sourceName(source: DatabaseSource | undefined): string {
  if (source === undefined) return 'default'
  return source.kind === 'web' ? source.url : source.kind === 'module' ? source.query : source.path
}

type Level = VulnerabilityBudget['new']

function loweredLevel(key: string, before: Level, after: Level): readonly string[] {
  const rank = (level: Level) => (level === 'fail' ? 2 : level === 'warn' ? 1 : 0)
  return rank(after) < rank(before) ? [`${key}: ${before} → ${after ?? 'none'}`] : []
}
