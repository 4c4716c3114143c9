import type { Report } from '../../document/report.ts'
import { startOutcomeOf } from '../../startup/measured-variant.ts'
import type { Start } from '../../startup/probe/probe.ts'
import type { Startup } from '../../startup/startup.ts'

/** Shares of the time of the rounds in which a process had to wait for a CPU or for I/O; undefined if the kernel does not count it. */
export function pressureOf(variants: Startup['variants']): Report['noise']['pressure'] {
  const starts = longest(variants)
  const [first, last] = [starts[0], starts.at(-1)]
  if (first?.pressure === undefined || last?.pressure === undefined) return undefined
  if (first.startedMs === undefined || last.startedMs === undefined) return undefined
  const elapsedMs = last.startedMs - first.startedMs
  if (elapsedMs <= 0) return undefined
  const share = (heldUpMs: number) => Math.min(1, Math.max(0, heldUpMs / elapsedMs))
  return {
    cpu: share(last.pressure.cpuMs - first.pressure.cpuMs),
    io: share(last.pressure.ioMs - first.pressure.ioMs),
  }
}

/** The starts of the variant that has the most, so it was started until the end of the rounds. */
function longest(variants: Startup['variants']): readonly Start[] {
  const all = [...variants].flatMap((variant) => {
    if (variant.kind !== 'built') return []
    const outcome = startOutcomeOf(variant)
    return outcome.kind === 'started' ? [outcome.starts] : []
  })
  return all.reduce((one, other) => (other.length > one.length ? other : one), [])
}
