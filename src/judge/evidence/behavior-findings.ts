/** Differences in run-time behavior between base and head of a mode. */
import type { RuntimeFact } from '../../findings/facts.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import type { Linkage } from '../../model/image.ts'
import type { Certificates, Resolver, RuntimeBehavior, UserLookup } from '../../model/runtime.ts'

export interface BehaviorFacts {
  readonly mode: string
  readonly linkage: Pick<Linkage, 'libc'>
  readonly runtime: readonly RuntimeFact[]
  /** Absent if unknown. */
  readonly behavior?: RuntimeBehavior
}

/** A topic that only one side has code for, such as name resolution, is not a change of behavior. */
export function behaviorFindings(base: BehaviorFacts, head: BehaviorFacts): readonly Finding[] {
  if (base.behavior === undefined || head.behavior === undefined) return []
  const [was, is] = [base.behavior, head.behavior]
  // a change of the C library has its own warning, and these changes follow from it
  const worst = base.linkage.libc === head.linkage.libc ? 'warn' : 'pass'
  const about = { revision: 'head', mode: head.mode } as const
  return [
    ifChanged(was.resolver, is.resolver, (from, to) => {
      if (from.uses === 'go' && to.uses === 'go') return undefined
      const verdict = from.uses === to.uses && libcIn(from) === libcIn(to) ? 'pass' : worst
      return finding('runtime/resolver-changed', { from, to }, { ...about, verdict })
    }),
    ifChanged(was.users, is.users, (from, to) => {
      if (from.uses === 'go' && to.uses === 'go') return undefined
      const isLess = missingIn(to).some((one) => !missingIn(from).includes(one))
      const isOther = from.uses !== to.uses || libcIn(from) !== libcIn(to)
      const verdict = isLess ? 'warn' : isOther ? worst : 'pass'
      return finding('runtime/users-changed', { from, to }, { ...about, verdict })
    }),
    ifChanged(was.certificates, is.certificates, (from, to) =>
      // an image without certificates has its own finding
      to.from === 'none' || placeOf(from) === placeOf(to)
        ? undefined
        : finding('runtime/certificates-changed', { from, to }, { ...about, verdict: 'pass' }),
    ),
    ifChanged(was.timeZones, is.timeZones, (from, to) => {
      if (head.runtime.some(({ id, level }) => id === 'runtime/no-time-zones' && level === 'warn'))
        return undefined
      const verdict = to.from === 'none' ? 'warn' : 'pass'
      return finding('runtime/time-zones-changed', { from, to }, { ...about, verdict })
    }),
    ifChanged(was.allocator, is.allocator, (from, to) => {
      // only C code uses the allocator: that one side has more of it does not change the allocator
      if (from.uses === 'none' || to.uses === 'none') return undefined
      if (from.uses === to.uses && from.by === to.by) return undefined
      const verdict = from.uses === to.uses ? 'pass' : worst
      return finding('runtime/allocator-changed', { from, to }, { ...about, verdict })
    }),
  ].filter((one) => one !== undefined)
}

function ifChanged<T extends object>(
  from: T | undefined,
  to: T | undefined,
  changed: (from: T, to: T) => Finding | undefined,
): Finding | undefined {
  if (from === undefined || to === undefined || JSON.stringify(from) === JSON.stringify(to)) return undefined
  return changed(from, to)
}

const libcIn = (one: Resolver | UserLookup) => (one.uses === 'go' ? undefined : one.libc)
const placeOf = (one: Certificates) => (one.from === 'image' ? `image ${one.path}` : one.from)
const missingIn = (one: UserLookup) => (one.uses === 'libc' ? (one.missing ?? []) : [])
