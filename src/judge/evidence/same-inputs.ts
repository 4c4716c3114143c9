import { type Finding, finding } from '../../findings/finding.ts'
import { isBuilt } from '../../images/built-variant.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { VariantMeasurement } from '../../startup/measured-variant.ts'

/** Without duplicates, because a mode may be on several platforms. */
const namesOf = (some: readonly VariantMeasurement[]) => [...new Set(some.map(({ mode }) => mode.name))]

/** Reports which modes were not built or not started, because base and head give the builder the same inputs. */
export function sameInputsFinding(variants: VariantSet<VariantMeasurement>): readonly Finding[] {
  const heads = [...variants].filter(({ revision }) => revision === 'head')
  const built = heads.filter(isBuilt)
  const notBuilt = heads.filter((one) => one.kind === 'unbuilt' && one.failure === undefined)
  const isStarted = built.every(({ startup }) => startup.kind !== 'same-inputs')
  if (built.length === 0 || (notBuilt.length === 0 && isStarted)) return []
  const params = { built: namesOf(built), notBuilt: namesOf(notBuilt), isStarted }
  return [finding('build/same-inputs', params, { verdict: 'pass' })]
}
