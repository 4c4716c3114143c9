/** Loads images into the engine before they are started. */
import { settleAll } from '../common/settle.ts'
import { VariantSet } from '../model/variant-set.ts'
import { isStartedHere } from '../plan/foreign.ts'
import { keyOf } from '../plan/planned-variant.ts'
import { type BuiltVariant, isBuilt, type ProgramVariant, type UnbuiltVariant } from './built-variant.ts'

/** Loads the image of a variant. */
export interface LoadingEngine {
  load(variant: BuiltVariant): Promise<void>
}

type ReadVariant = BuiltVariant & {
  readonly inspection: { readonly binary: { readonly sha256: string } }
}

type ReadProgram = ProgramVariant & Pick<ReadVariant, 'inspection'>

export interface ImageLoader {
  /** Called with a built variant while others are built. Loads it immediately if it is certainly needed, or if that is cheap. */
  begin(variant: BuiltVariant): void
  /** Called with a variant whose program was read, while others are built. Loads each variant as soon as it is known to be needed. */
  take(variant: ReadVariant): void
  /** Loads the remaining images. A failure to load is reported when the image is started. */
  load(variants: VariantSet<ReadVariant | ReadProgram | UnbuiltVariant>): Promise<void>
}

/** Whether its image is loaded before its container is created. A built-in image for another platform may not be needed. */
function isLoadedBefore(variant: BuiltVariant): boolean {
  return isStartedHere(variant) && (variant.foreign === undefined || variant.image.kind !== 'laid-out')
}

/** Base with the program of head is not loaded: its image is probably the same, and then it is not started. */
export function openLoader(engine: LoadingEngine): ImageLoader {
  const taken: ReadVariant[] = []
  const begun = new Map<string, Promise<void>>()
  const load = (variant: BuiltVariant) => {
    const key = JSON.stringify(keyOf(variant))
    const loading = begun.get(key) ?? engine.load(variant).catch(() => {})
    begun.set(key, loading)
    return loading
  }
  const headOf = ({ mode, platform }: ReadVariant, all: VariantSet<ReadVariant>) =>
    all.pair(mode.name, platform)?.head
  const isNeeded = (variant: ReadVariant, head: ReadVariant | undefined) =>
    isLoadedBefore(variant) &&
    (variant.revision === 'head' || head?.inspection.binary.sha256 !== variant.inspection.binary.sha256)
  return {
    begin(variant) {
      // a laid-out image is cheap: base and head share the image without a program, and only the program is copied
      const isCheap = variant.image.kind === 'laid-out'
      if ((variant.revision === 'head' || isCheap) && isLoadedBefore(variant)) load(variant)
    },
    take(variant) {
      taken.push(variant)
      const all = VariantSet.of(taken, keyOf)
      for (const one of all) {
        const head = headOf(one, all)
        if (head !== undefined && isNeeded(one, head)) load(one)
      }
    },
    async load(variants) {
      const built = variants.filter(isBuilt)
      await settleAll([...built].filter((one) => isNeeded(one, headOf(one, built))).map(load))
    },
  }
}
