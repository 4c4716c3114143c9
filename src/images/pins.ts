import type { Result } from '../common/result.ts'
import type { BaseImage, Engine, PinProblem } from '../effects/engine.ts'

/** What an image's name means, resolved once for the whole run, so that all variants stand on the same images. */
export type Pin = (
  reference: string,
  /** Absent: that of the images that are built. */
  platform?: string,
) => Promise<Result<BaseImage, PinProblem>>

export interface Pins {
  readonly pin: Pin
  /** Those that were resolved. */
  used(): Promise<readonly UsedBase[]>
}

/** An image that others are built on, or that reads their Dockerfiles. Its identity differs from that of an image that has its name later. */
export interface UsedBase {
  readonly reference: string
  /** GOOS/GOARCH. */
  readonly platform: string
  readonly identity: string
}

/** The digest where there is one, else the layers and what images get from its config. */
export function baseIdentity({ digest, layers, config }: Omit<BaseImage, 'pinned'>): string {
  return digest ?? JSON.stringify([layers, config ?? null])
}

/** What a name means at this moment, without bringing the image here; undefined where that is not known. */
export async function identityNow(
  engine: Pick<Engine, 'baseImage'>,
  { reference, platform }: Omit<UsedBase, 'identity'>,
): Promise<string | undefined> {
  const now = await engine.baseImage(reference, platform)
  return now && baseIdentity(now)
}

export function openPins(engine: Pick<Engine, 'pin'>, run: string, platform: string): Pins {
  const pins = new Map<string, Omit<UsedBase, 'identity'> & { readonly found: ReturnType<Pin> }>()
  return {
    pin(reference, of = platform) {
      const key = JSON.stringify([reference, of])
      const known = pins.get(key) ?? { reference, platform: of, found: engine.pin(reference, run, of) }
      pins.set(key, known)
      return known.found
    },
    async used() {
      const all = await Promise.all(
        [...pins.values()].map(async ({ found, ...base }) => ({ ...base, found: await found })),
      )
      return all.flatMap(({ found, ...base }) =>
        found.ok ? [{ ...base, identity: baseIdentity(found.value) }] : [],
      )
    },
  }
}
