/** Results of variants after the connection to the container engine, which has their images, was lost. */
import { EngineLostError } from '../common/errors.ts'
import type { World } from '../effects/world.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Plan } from '../plan/plan.ts'
import { isBuilt, type UnbuiltVariant, unbuilt } from './built-variant.ts'
import type { ReadProgram, ReadVariant } from './inspect-variants.ts'

/**
 * @param lost what stands for the result of `work`
 * @param detail what the engine's client said
 */
export async function unlessEngineLost<T>(
  { signal }: Pick<World, 'signal'>,
  work: () => Promise<T>,
  lost: (detail: string) => T,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // what stops this process may stop the engine's client with it
    if (signal.aborted || !(error instanceof EngineLostError)) throw error
    return lost(error.detail)
  }
}

/** Before all were built. */
export function lostBeforeBuilt({ variants, images }: Plan, detail: string): VariantSet<UnbuiltVariant> {
  const source = images.shipped === undefined ? 'built-in' : 'shipped'
  return variants.map((variant) => unbuilt(variant, source, lostTo(detail)))
}

/** Before all images were read; programs without one are known. */
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
