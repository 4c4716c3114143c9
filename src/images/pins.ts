import type { Result } from '../common/result.ts'
import type { BaseImage, Engine, PinProblem } from '../effects/engine.ts'

/** Resolves the name of a base image, once for the whole run, so that all variants are built on the same images. */
export type Pin = (
  reference: string,
  /** Default: the platform of the images that are built. */
  platform?: string,
) => Promise<Result<BaseImage, PinProblem>>

export interface Pins {
  readonly pin: Pin
  /** All images that were resolved. */
  used(): Promise<readonly UsedBase[]>
}

/** A base image or a BuildKit frontend that builds use. If its name later means another image, the identity is another one, too. */
export interface UsedBase {
  readonly reference: string
  /** GOOS/GOARCH. */
  readonly platform: string
  readonly identity: string
}

/** The digest, or else the layers and the config that images inherit. */
export function baseIdentity({ digest, layers, config }: Omit<BaseImage, 'pinned'>): string {
  return digest ?? JSON.stringify([layers, config ?? null])
}

/** The identity of the image that has a name now, without pulling it; undefined if unknown. */
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
