import type { Result } from '../common/result.ts'
import type { BaseImage, Engine, PinProblem } from '../effects/engine.ts'

/** What an image's name means, resolved once for the whole run, so that all variants stand on the same images. */
export type Pin = (reference: string) => Promise<Result<BaseImage, PinProblem>>

export function openPins(engine: Pick<Engine, 'pin'>, run: string, platform: string): Pin {
  const pins = new Map<string, ReturnType<Pin>>()
  return (reference) => {
    const found = pins.get(reference) ?? engine.pin(reference, run, platform)
    pins.set(reference, found)
    return found
  }
}
