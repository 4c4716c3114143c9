/** Containers that are made while others are built, or images are read: that mostly waits for the engine, and nothing is timed yet. */
import { onlyOnce } from '../common/remembered.ts'
import type { Config } from '../config/config.ts'
import type { BuiltVariant } from '../images/built-variant.ts'
import { imagePlatform } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import { isGoIdle, type Plan } from '../plan/plan.ts'
import { controlProgram, isCopiedUnread, makeContainer, networkOf, probePath } from './container.ts'
import { buildProbe } from './probe/build.ts'

export interface MadeContainers {
  /** Path of the probe on this machine, without TLS. */
  probe(): Promise<string>
  /** Loads an image and begins to make its container; of the first image of base that is timed also that of the control. */
  load(variant: BuiltVariant): Promise<void>
  /**
   * A container of the image with the probe in it, that of the control with its copy of the program if that needs no reading, each
   * once; undefined where there is none, or it could not be made.
   */
  take(reference: string, isControl: boolean): Promise<string | undefined>
  /** When none is being made, also of those that nobody takes. */
  settled(): Promise<void>
}

/** @param source directory of the probe's source */
export function openContainers(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { settings, go, images }: Pick<Plan, 'settings' | 'go' | 'images'>,
  source: string,
): MadeContainers {
  const { world, workspace, engine } = handles
  const { startup } = settings.config
  const made = new Map<string, Promise<string | undefined>[]>()
  let hasControl = false
  let isClosed = false
  const { directory } = workspace
  const probe = onlyOnce(() =>
    buildProbe(world, {
      source,
      directory,
      platform: imagePlatform(world.host),
      go,
      withTls: false,
      isAlone: isGoIdle(images),
    }),
  )
  // a program that was built may be read only when the run is being cleaned up, because it failed
  workspace.onClose('containers', async () => {
    isClosed = true
  })
  const settled = async () => {
    await Promise.all([...made.values()].flat())
  }
  // a container that is made later than others are removed would stay
  const waitWhenClosed = onlyOnce(() => workspace.onClose('engine', settled))
  const network = onlyOnce(() => networkOf(startup, engine))
  const make = async (variant: BuiltVariant, files: readonly CopiedFile[] = []) => {
    try {
      const copies = async () => [{ from: await probe(), to: probePath }, ...files]
      return await makeWith(handles, startup, variant, { network: await network(), copies })
    } catch {
      // it is tried again where it is started, which reports a failure
      return undefined
    }
  }
  return {
    probe,
    async load(variant) {
      const { reference } = variant.image
      const isOver = () => isClosed || world.signal.aborted
      if (isOver()) return
      waitWhenClosed()
      const isCopied = variant.revision === 'base' && variant.foreign === undefined && !hasControl
      hasControl ||= isCopied
      await engine.load(reference)
      if (isOver()) return
      // two variants may have one image, and each needs a container of its own
      const before = made.get(reference) ?? []
      made.set(reference, [...before, make(variant)])
      if (isCopied)
        made.set(controlOf(reference), [
          make(variant, isCopiedUnread(variant) ? [controlProgram(variant)] : []),
        ])
    },
    take: async (reference, isControl) => made.get(isControl ? controlOf(reference) : reference)?.pop(),
    settled,
  }
}

const controlOf = (reference: string) => `control of ${reference}`

type CopiedFile = ReturnType<typeof controlProgram>

/** undefined after a cancellation. */
async function makeWith(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  startup: Config['startup'],
  variant: BuiltVariant,
  {
    network,
    copies,
  }: { readonly network: string | undefined; readonly copies: () => Promise<readonly CopiedFile[]> },
): Promise<string | undefined> {
  const container = await makeContainer(handles, startup, { variant }, network)
  for (const { from, to } of await copies()) {
    if (handles.world.signal.aborted) return undefined
    await handles.engine.copyInto(container, from, to)
  }
  return container
}
