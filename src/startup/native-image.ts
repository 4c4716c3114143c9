/** Programs of other platforms in the native image, where theirs has the same files besides the program. */
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { startImageOf } from './container.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import type { Starter } from './running-variants.ts'

/** The starter in a container of the native image without a program, if there is one: that is mostly loaded already. */
export function inNativeImage(starter: Starter, variants: VariantSet<VariantMeasurement>): Starter {
  const native = [...variants].filter(isBuilt).find((one) => differInProgramAlone(one, starter.variant))
  return native === undefined ? starter : { ...starter, image: startImageOf(native).image }
}

function differInProgramAlone(native: InspectedVariant, other: InspectedVariant): boolean {
  return (
    native.foreign === undefined &&
    native.revision === other.revision &&
    native.mode.name === other.mode.name &&
    native.image.kind === 'laid-out' &&
    other.image.kind === 'laid-out' &&
    aroundProgram(native) === aroundProgram(other)
  )
}

/** The last layer that is laid out has the program alone. */
function aroundProgram({ inspection: { image, environment } }: InspectedVariant): string {
  const { entrypoint, user, workingDir } = image
  const layers = image.layers.slice(0, -1).map(({ diffId }) => diffId)
  return JSON.stringify([layers, entrypoint, environment, user, workingDir])
}
