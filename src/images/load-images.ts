/** Images that the engine loads before they are started. */
import { settleAll } from '../common/settle.ts'
import { VariantSet } from '../model/variant-set.ts'
import { isStartedHere } from '../plan/foreign.ts'
import { keyOf } from '../plan/planned-variant.ts'
import { type BuiltVariant, isBuilt, type ProgramVariant, type UnbuiltVariant } from './built-variant.ts'

/** Takes what is to be started. */
export interface LoadingEngine {
  load(variant: BuiltVariant): Promise<void>
}

type ReadVariant = BuiltVariant & {
  readonly inspection: { readonly binary: { readonly sha256: string } }
}

type ReadProgram = ProgramVariant & Pick<ReadVariant, 'inspection'>

export interface ImageLoader {
  /** One that is built, while others are: it is loaded at once if it will be needed, or if that is cheap. */
  begin(variant: BuiltVariant): void
  /** One that was read, while others are built: it is loaded as soon as it is known that it is needed. */
  take(variant: ReadVariant): void
  /** Loads the others. An image that cannot be loaded fails where it is started. */
  load(variants: VariantSet<ReadVariant | ReadProgram | UnbuiltVariant>): Promise<void>
}

/** Whether its image is loaded before its container is made. A built-in one of another platform may never be needed. */
function isLoadedBefore(variant: BuiltVariant): boolean {
  return isStartedHere(variant) && (variant.foreign === undefined || variant.image.kind !== 'laid-out')
}

/** Base with the program of head need not be loaded: it may well be the same image, which is not started twice. */
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
      // of one that is laid out, only the program is copied, into a container that base and head share
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
