/** Images that are not started, because nothing in them can differ. */
import { isBuilt } from '../images/built-variant.ts'
import type { VariantReading } from '../images/inspect-variants.ts'
import { isSameImage } from '../model/image.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Startup } from './startup.ts'

type Inspected = VariantSet<VariantReading>

/** Whether each image of head is also that of base; false if there is none. */
export function areSameImages(inspected: Inspected): boolean {
  const built = inspected.filter(isBuilt)
  const pairs = built.pairs()
  return (
    pairs.length > 0 &&
    pairs.every(({ base, head }) => isSameImage(base?.inspection.image, head.inspection.image))
  )
}

export function unstarted(inspected: Inspected): Startup {
  return {
    variants: inspected.map((variant) =>
      isBuilt(variant) ? { ...variant, startup: { kind: 'same-inputs' } } : variant,
    ),
    rounds: 0,
  }
}
