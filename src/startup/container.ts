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

/** What is needed to create a container. */
export interface StartImage {
  /** Reference in the engine. */
  readonly image: string
  /** The program, which is copied into the container; absent if the image contains it. */
  readonly program?: CopiedFile
  /** Arguments and variables in addition to those of the image. */
  readonly startsAs?: StartSettings
}

/**
 * The built-in image is not loaded into the engine. Its container is created from an image that lacks only the program, which can be done
 * before the program is compiled.
 */
export function startImageOf(variant: BuiltVariant): StartImage {
  const { image } = variant
  // images of Dockerfiles contain their arguments and variables
  const startsAs = variant.source === 'built-in' ? variant.startsAs : undefined
  return {
    ...(startsAs === undefined ? {} : { startsAs }),
    ...(image.kind === 'laid-out'
      ? { image: image.withoutProgram, program: programFile(image) }
      : { image: image.reference }),
  }
}

/** Creates a container whose entry point is the probe. The caller copies the probe into it. */
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

/** The program of the image as a file to copy. A copy has its own place in memory. */
export function programFile({ binary, program }: BuiltVariant['image']): CopiedFile {
  return { from: binary, to: program }
}

/** @throws {InputError} if `services` is configured and the job has no service containers */
export async function networkOf(
  { network }: Config['startup'],
  engine: Pick<Engine, 'servicesNetwork'>,
): Promise<string | undefined> {
  if (network !== 'services') return network
  const found = await engine.servicesNetwork()
  if (!found.ok) throw new InputError([`\`startup: { network: services }\`: ${found.problem.message}`])
  return found.value
}
