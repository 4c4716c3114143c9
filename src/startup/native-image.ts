/** Images of other platforms that differ in nothing but the program from one that is started anyway. */
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import type { Starter } from './running-variants.ts'

/** The starter in a container of such an image, with the program put over that of the other platform. Loading 20 MB costs more than copying them. */
export function withStandIn(starter: Starter, variants: VariantSet<VariantMeasurement>): Starter {
  const { variant, files } = starter
  const other = [...variants].filter(isBuilt).find((one) => isAlike(one, variant))
  if (other === undefined) return starter
  const { binary, program } = variant.image
  return { ...starter, image: other.image.reference, files: [...files, { from: binary, to: program }] }
}

/** Whether one that runs natively has all that another one has, but for its program. */
function isAlike(native: InspectedVariant, other: InspectedVariant): boolean {
  return (
    native.foreign === undefined &&
    native.revision === other.revision &&
    native.mode.name === other.mode.name &&
    native.image.kind === 'laid-out' &&
    other.image.kind === 'laid-out' &&
    aroundProgram(native) === aroundProgram(other)
  )
}

/** What is laid out last is the program alone. */
function aroundProgram({ inspection: { image, environment } }: InspectedVariant): string {
  const { entrypoint, user, workingDir } = image
  const layers = image.layers.slice(0, -1).map(({ diffId }) => diffId)
  return JSON.stringify([layers, entrypoint, environment, user, workingDir])
}
