import { InputError } from '../common/errors.ts'
import type { Config } from '../config/config.ts'
import type { Engine } from '../effects/engine.ts'
import type { BuiltVariant, StartsAs } from '../images/built-variant.ts'
import type { Handles } from '../plan/handles.ts'

export const probePath = '/.linkgate-probe'

export interface CopiedFile {
  readonly from: string
  readonly to: string
}

/** The image that a container is made of. */
export interface StartImage {
  readonly image: string
  /** Copied into the container; absent where the image has it. */
  readonly program?: CopiedFile
}

/**
 * An image that linkgate laid out is not even loaded: its container is made of the one without a program, perhaps before there is a
 * program.
 */
export function startImageOf({ image }: BuiltVariant): StartImage {
  if (image.kind !== 'laid-out') return { image: image.reference }
  return { image: image.withoutProgram, program: programFile(image) }
}

interface InImage {
  readonly variant: BuiltVariant
  /** Its reference. */
  readonly image: string
}

/** One with the probe as its entry point; the caller copies the probe there. */
export function makeContainer(
  { workspace, engine }: Pick<Handles, 'workspace' | 'engine'>,
  { env }: Config['startup'],
  { variant, image }: InImage,
  network: string | undefined,
): Promise<string> {
  return engine.create({
    image,
    run: workspace.run,
    entrypoint: probePath,
    ...(network === undefined ? {} : { network }),
    env: { ...startsAsOf(variant)?.env, ...env },
  })
}

/** A copy is a file of its own, with its own place in memory. */
export function programFile({ binary, program }: BuiltVariant['image']): CopiedFile {
  return { from: binary, to: program }
}

/** An image of a Dockerfile has arguments and variables of its own. */
function startsAsOf(variant: BuiltVariant): StartsAs | undefined {
  return variant.source === 'built-in' ? variant.startsAs : undefined
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
