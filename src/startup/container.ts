import { InputError } from '../common/errors.ts'
import type { Config } from '../config/config.ts'
import type { Engine } from '../effects/engine.ts'
import type { BuiltVariant, StartsAs } from '../images/built-variant.ts'
import type { Handles } from '../plan/handles.ts'

export const probePath = '/.linkgate-probe'

interface InImage {
  readonly variant: BuiltVariant
  /** Reference of another image that it is started in; absent: its own. */
  readonly image?: string
}

/** One with the probe as its entry point; the caller copies the probe there. */
export function makeContainer(
  { workspace, engine }: Pick<Handles, 'workspace' | 'engine'>,
  { env }: Config['startup'],
  { variant, image = variant.image.reference }: InImage,
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

/** What the control has in place of its own program: a copy is a file of its own, with its own place in memory. */
export function controlProgram({ image }: BuiltVariant): { readonly from: string; readonly to: string } {
  return { from: image.binary, to: image.program }
}

/** Whether the control may get its copy before its image was read: the files of other images may have capabilities. */
export function isCopiedUnread({ image }: BuiltVariant): boolean {
  return image.kind === 'laid-out'
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
