import { isNewerVersion } from '../../findings/entries/link.ts'
import { isFatalProblem, type LoadProblem, type RuntimeFact } from '../../findings/facts.ts'
import { type Finding, factFinding, finding } from '../../findings/finding.ts'
import type { LoadCheck } from '../../inspect/loader/load-check.ts'
import type { Linkage } from '../../model/image.ts'
import type { Revision } from '../../model/revision.ts'
import type { RuntimeBehavior } from '../../model/runtime.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Verdict } from '../../model/verdict.ts'
import { behaviorFindings } from './behavior-findings.ts'
import { mergeModes } from './merge-modes.ts'

/** How one variant is linked, and how its program fits into its image. */
export interface LinkFacts {
  readonly revision: Revision
  /** Name of the mode. */
  readonly mode: string
  readonly linkage: Linkage
  readonly load: Pick<LoadCheck, 'problems'>
  readonly runtime: readonly RuntimeFact[]
  readonly behavior?: RuntimeBehavior
}

/**
 * Consequences at run time of how the programs are linked and of what their images contain. For each variant: problems that
 * prevent its start, then changes from base, then problems that occur later. Whether a mode is linked as configured is
 * checked elsewhere.
 */
export function linkFindings(facts: VariantSet<LinkFacts>): readonly Finding[] {
  const all = facts.map((one, key) => {
    const base = facts.get({ ...key, revision: 'base' })
    return [
      ...loadFindings(one),
      ...(one.revision === 'head' && base !== undefined
        ? [...changeFindings(base, one), ...behaviorFindings(base, one)]
        : []),
      ...runtimeFindings(one, base),
    ]
  })
  return mergeModes([...all].flat())
}

function loadFindings({ revision, mode, load }: LinkFacts): readonly Finding[] {
  return load.problems.map((problem) =>
    factFinding(problem, {
      verdict: verdictOf(revision, isFatalProblem(problem) ? 'fail' : 'warn'),
      revision,
      mode,
    }),
  )
}

function changeFindings(base: LinkFacts, head: LinkFacts): readonly Finding[] {
  const about = { verdict: 'warn', revision: 'head', mode: head.mode } as const
  const from = base.linkage
  const to = head.linkage
  if (from.libc !== to.libc) return [libcChanged(from, to, about)]
  const found: Finding[] = []
  const added = to.needed.filter((name) => !from.needed.includes(name))
  if (added.length > 0) {
    const missing = head.load.problems.some((problem) => added.includes(libraryOf(problem) ?? ''))
    found.push(finding('link/library-added', { libraries: added, missing }, about))
  }
  if (to.glibc !== undefined && from.glibc !== undefined && isNewerVersion(to.glibc, from.glibc)) {
    found.push(finding('link/glibc-raised', { from: from.glibc, to: to.glibc }, about))
  }
  return found
}

function libcChanged(
  from: Linkage,
  { libc, needed, glibc, interpreter }: Linkage,
  about: { readonly revision: 'head'; readonly mode: string },
): Finding {
  const was = from.libc === undefined ? {} : { from: from.libc }
  if (libc === undefined) return finding('link/libc-changed', was, { ...about, verdict: 'pass' })
  const to = {
    libc,
    needed,
    ...(glibc === undefined ? {} : { glibc }),
    ...(interpreter === undefined ? {} : { interpreter }),
  }
  return finding('link/libc-changed', { ...was, to }, { ...about, verdict: 'warn' })
}

/** The library that a problem is about, as the file that needs it names it. */
function libraryOf(problem: LoadProblem): string | undefined {
  switch (problem.id) {
    case 'load/library-missing':
    case 'load/library-broken':
    case 'load/version-missing':
    case 'load/processor-dependent':
      return problem.params.library
    case 'load/libc-mismatch':
      return 'libc.so.6'
    default:
      return undefined
  }
}

/**
 * A fact of head that base has too passes, unless it is fatal. Facts of base that are not fatal are left out. So are
 * informational facts, which only `linkgate inspect` shows.
 */
function runtimeFindings(
  { revision, mode, runtime }: LinkFacts,
  base: LinkFacts | undefined,
): readonly Finding[] {
  return runtime.flatMap((fact): readonly Finding[] => {
    const { id, level } = fact
    if (level === 'info' || (revision === 'base' && level !== 'fatal')) return []
    const asBefore = base?.runtime.some((one) => one.id === id) === true
    const verdict = level === 'fatal' ? 'fail' : asBefore ? 'pass' : 'warn'
    return [factFinding(fact, { verdict: verdictOf(revision, verdict), revision, mode })]
  })
}

/** Base is not judged: problems of base are reported but do not fail the check. */
function verdictOf(revision: Revision, verdict: Verdict): Verdict {
  return revision === 'head' ? verdict : 'pass'
}
