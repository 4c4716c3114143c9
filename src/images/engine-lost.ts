/** Results of variants if the connection to the container engine, which has their images, is lost. */
import { EngineLostError } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { isBuilt, type UnbuiltVariant, unbuilt } from './built-variant.ts'
import type { ReadProgram, ReadVariant } from './inspect-variants.ts'

/**
 * Returns `lost` as the result of `work` if the engine is lost during it.
 *
 * @param lost its argument is the message of the engine's client
 */
export async function unlessEngineLost<T>(
  { signal }: Pick<World, 'signal'>,
  work: () => Promise<T>,
  lost: (detail: string) => T,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // a cancellation may also have stopped the engine's client
    if (signal.aborted || !(error instanceof EngineLostError)) throw error
    return lost(error.detail)
  }
}

/** The variants if the engine was lost before all were built. */
export function lostBeforeBuilt({ variants, images }: Plan, detail: string): VariantSet<UnbuiltVariant> {
  const source = images.shipped === undefined ? 'built-in' : 'shipped'
  return variants.map((variant) => unbuilt(variant, source, lostTo(detail)))
}

/** The variants if the engine was lost before all images were read. Programs without an image are not affected. */
export function lostBeforeRead(
  built: VariantSet<ReadVariant | UnbuiltVariant>,
  detail: string,
): VariantSet<ReadProgram | UnbuiltVariant> {
  return built.map((variant) =>
    isBuilt(variant) ? unbuilt(variant, variant.source, lostTo(detail)) : variant,
  )
}

function lostTo(detail: string) {
  return { output: [], why: [{ kind: 'builder', because: 'engine-lost', detail }] } as const
}
