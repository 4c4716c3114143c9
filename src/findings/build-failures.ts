/** Findings about revisions that could not be built. */
import type { BuildFaultKind } from './build-faults.ts'
import { isBuildFault } from './build-faults.ts'
import type { FindingId } from './catalog.ts'
import type { buildEntries } from './entries/build.ts'
import { type Finding, finding } from './finding.ts'
import { isTransientFailure, type Obstacle } from './obstacles.ts'

type BuildId = Extract<keyof typeof buildEntries, `build/${string}`>

const idsOfFaults: Readonly<Record<BuildFaultKind, BuildId>> = {
  'not-compiled': 'build/not-compiled',
  'step-failed': 'build/step-failed',
  'library-missing': 'build/library-missing',
  'modules-not-fetched': 'build/modules-not-fetched',
  'checksum-mismatch': 'build/modules-not-fetched',
  toolchain: 'build/toolchain-missing',
  'base-image': 'build/base-image-missing',
  network: 'build/network-failed',
  builder: 'build/builder-failed',
  'head-not-built': 'build/skipped',
}

/** Whether a mode is excluded on one platform while the check continues with the others. */
export function isModeExclusion(obstacle: Obstacle): boolean {
  return (
    obstacle.kind === 'platform-without-mode' ||
    (obstacle.kind === 'need-missing' && obstacle.platform !== undefined)
  )
}

function idOf(obstacle: Obstacle): BuildId {
  if (isModeExclusion(obstacle)) return 'build/mode-excluded'
  if (obstacle.kind === 'need-missing') return 'build/mode-unavailable'
  if (!isBuildFault(obstacle)) return 'build/failed'
  if (obstacle.kind === 'builder' && obstacle.because === 'unreachable') return 'build/builder-unreachable'
  if (obstacle.kind === 'builder' && obstacle.because === 'engine-lost') return 'build/engine-lost'
  return idsOfFaults[obstacle.kind]
}

/** Whether a finding is about a revision whose build failed. */
export function isBuildFailure(id: FindingId): boolean {
  return id.startsWith('build/') && id !== 'build/skipped'
}

/**
 * One finding for each kind of failure; the first one gets the output. A head that was not built is unmeasured. A mode that
 * this machine cannot link for another platform is a warning. The change did not cause a failing build of base, but if
 * another run may build it, the comparison is unmeasured.
 */
export function buildFailures(
  { why, output }: { readonly why: readonly Obstacle[]; readonly output: readonly string[] },
  about: Pick<Finding, 'mode'> & { readonly revision: 'base' | 'head' },
): readonly Finding[] {
  const isFatal = about.revision === 'head' || isTransientFailure(why)
  const verdict = isFatal ? ('unmeasured' as const) : ('pass' as const)
  const groups = why.length === 0 ? [['build/failed', why] as const] : [...Map.groupBy(why, idOf)]
  return groups.map(([id, group], index): Finding => {
    if (id === 'build/skipped') return finding(id, {}, { ...about, verdict: 'pass' })
    if (id === 'build/mode-excluded')
      return finding(id, { why: group }, { ...about, verdict: about.revision === 'head' ? 'warn' : 'pass' })
    const log = index === 0 && output.length > 0 ? output : undefined
    return finding(id, { why: group }, { ...about, verdict, log }) as Finding
  })
}
