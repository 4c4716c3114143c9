/** Starts programs of other platforms in the native image, if their own image differs from it only in the program. */
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { startImageOf } from './container.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import type { Starter } from './running-variants.ts'

/** Replaces the starter's image by the native one without a program, if there is one: it is usually already loaded. */
export function inNativeImage(starter: Starter, variants: VariantSet<VariantMeasurement>): Starter {
  const native = [...variants].filter(isBuilt).find((one) => differOnlyInProgram(one, starter.variant))
  return native === undefined ? starter : { ...starter, image: startImageOf(native).image }
}

function differOnlyInProgram(native: InspectedVariant, other: InspectedVariant): boolean {
  return (
    native.foreign === undefined &&
    native.revision === other.revision &&
    native.mode.name === other.mode.name &&
    native.image.kind === 'laid-out' &&
    other.image.kind === 'laid-out' &&
    withoutProgram(native) === withoutProgram(other)
  )
}

/** Identifies everything in an image but the program. The last layer of a laid-out image contains only the program. */
function withoutProgram({ inspection: { image, environment } }: InspectedVariant): string {
  const { entrypoint, user, workingDir } = image
  const layers = image.layers.slice(0, -1).map(({ diffId }) => diffId)
  return JSON.stringify([layers, entrypoint, environment, user, workingDir])
}
