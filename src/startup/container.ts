import { InputError } from '../common/errors.ts'
import type { Config } from '../config/config.ts'
import type { Engine } from '../effects/engine.ts'
import type { BuiltVariant, StartSettings } from '../images/built-variant.ts'
import type { Handles } from '../plan/handles.ts'

export const probePath = '/.linkgate-probe'

export interface CopiedFile {
  readonly from: string
  readonly to: string
}

/** What a container is made of. */
export interface StartImage {
  /** Reference of the image. */
  readonly image: string
  /** Copied into the container; absent where the image has it. */
  readonly program?: CopiedFile
  /** Arguments and variables that are not the image's own. */
  readonly startsAs?: StartSettings
}

/**
 * An image that linkgate laid out is not even loaded. Its container is made from the image without a program, perhaps before there is
 * a program.
 */
export function startImageOf(variant: BuiltVariant): StartImage {
  const { image } = variant
  // an image of a Dockerfile has arguments and variables of its own
  const startsAs = variant.source === 'built-in' ? variant.startsAs : undefined
  return {
    ...(startsAs === undefined ? {} : { startsAs }),
    ...(image.kind === 'laid-out'
      ? { image: image.withoutProgram, program: programFile(image) }
      : { image: image.reference }),
  }
}

/** One with the probe as its entry point; the caller copies the probe there. */
export function makeContainer(
  { workspace, engine }: Pick<Handles, 'workspace' | 'engine'>,
  { env }: Config['startup'],
  { image, startsAs }: Pick<StartImage, 'image' | 'startsAs'>,
  network: string | undefined,
): Promise<string> {
  return engine.create({
    image,
    run: workspace.run,
    entrypoint: probePath,
    ...(network === undefined ? {} : { network }),
    env: { ...startsAs?.env, ...env },
  })
}

/** A copy is a file of its own, with its own place in memory. */
export function programFile({ binary, program }: BuiltVariant['image']): CopiedFile {
  return { from: binary, to: program }
}

/** @throws {InputError} where the job has no network of service containers */
export async function networkOf(
  { network }: Config['startup'],
  engine: Pick<Engine, 'servicesNetwork'>,
): Promise<string | undefined> {
  if (network !== 'services') return network
  const found = await engine.servicesNetwork()
  if (!found.ok) throw new InputError([`\`startup: { network: services }\`: ${found.problem.message}`])
  return found.value
}
