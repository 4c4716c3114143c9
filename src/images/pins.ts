import type { BaseImage } from '../effects/engine.ts'
import type { Plan } from '../plan/plan.ts'

/** What an image's name means, resolved once for the whole run, so that all variants stand on the same images. */
export type Pin = (reference: string) => Promise<BaseImage | { readonly problem: string }>

export function openPins({ engine, platform }: Plan, run: string): Pin {
  const pins = new Map<string, ReturnType<Pin>>()
  return (reference) => {
    const found = pins.get(reference) ?? engine.pin(reference, run, platform)
    pins.set(reference, found)
    return found
  }
}
