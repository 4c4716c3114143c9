import type { Cause } from '../../model/cause.ts'
import { isSameImage } from '../../model/image.ts'
import type { ReportVariant } from '../../model/variant.ts'
import { pairsOf } from '../timing/pairing.ts'
import { explainImage } from './image.ts'
import { explainStartup } from './startup.ts'

/** Why head differs from base, as far as it can be told. */
export function explain(variants: readonly ReportVariant[]): readonly Cause[] {
  return pairsOf(variants).flatMap(({ base, head }) => {
    if (base?.image === undefined || isSameImage(base.image, head.image)) return []
    return [...explainBinary(base, head), ...explainImage(base, head), ...explainStartup(base, head)]
  })
}

/** By the build information: the toolchain and the modules. */
function explainBinary(base: ReportVariant, head: ReportVariant): readonly Cause[] {
  if (base.binary === undefined || head.binary === undefined) return []
  if (base.binary.sha256 === head.binary.sha256) return []
  const causes: Cause[] = []
  const about = { metric: 'binary-size', mode: head.mode, delta: null, share: null }
  if (base.linkage?.go !== head.linkage?.go) {
    const change = {
      type: 'changed',
      from: base.linkage?.go ?? null,
      to: head.linkage?.go ?? null,
    } as const
    causes.push({ ...about, kind: 'toolchain', name: 'go', change })
  }
  const before = base.binary.modules
  const after = head.binary.modules
  const direct = new Set([...base.binary.direct, ...head.binary.direct])
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      ...about,
      kind: 'module' as const,
      name,
      change: changeOf(before[name], after[name]),
    }))
  // what somebody wrote into go.mod explains what came along with it, and a new module more than a newer one
  const weight = ({ name, change }: Cause) => (direct.has(name) ? 0 : 2) + (change.type === 'added' ? 0 : 1)
  causes.push(
    ...changed.sort((one, other) => weight(one) - weight(other) || (one.name < other.name ? -1 : 1)),
  )
  return causes
}

type ModuleChange = Extract<Cause, { readonly kind: 'module' }>['change']

function changeOf(before: string | undefined, after: string | undefined): ModuleChange {
  if (before === undefined) return { type: 'added', version: after ?? '' }
  return after === undefined
    ? { type: 'removed', version: before }
    : { type: 'changed', from: before, to: after }
}
