/** Containers that are made while programs are built and images are read: that mostly waits for the engine, and nothing is timed yet. */
import { onlyOnce } from '../common/remembered.ts'
import type { ExpectedImage } from '../images/built-in/expected-image.ts'
import type { BuiltVariant } from '../images/built-variant.ts'
import { imagePlatform } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import { isGoIdle, type Plan } from '../plan/plan.ts'
import { keyOf, type PlannedVariant } from '../plan/planned-variant.ts'
import { startImageOf } from './container.ts'
import { buildProbe } from './probe/build.ts'
import { containerMaker, type MadeContainer } from './spare-containers.ts'

export interface MadeContainers {
  /** Path of the probe on this machine, without TLS. */
  probe(): Promise<string>
  /** Begins to make a container for a variant of head that is still being compiled, and one for its base. */
  expect(expected: ExpectedImage): void
  /** Loads an image and begins to make its container; of the first image of base that runs natively also that of the control. */
  load(variant: BuiltVariant): Promise<void>
  /**
   * A container for the variant whose image has this reference, with the probe and the program in it, or that of the control. Each is
   * given once; undefined where there is none, or it could not be made.
   */
  take(reference: string, isControl: boolean): Promise<string | undefined>
  /** When none is being made, also of those that nobody takes. */
  settled(): Promise<void>
}

export interface ContainersGiven {
  /** Directory of the probe's source. */
  readonly source: string
  /** Whether base and head may differ. */
  readonly comparesBase: boolean
}

export function openContainers(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { settings, go, images, variants }: Pick<Plan, 'settings' | 'go' | 'images' | 'variants'>,
  { source, comparesBase }: ContainersGiven,
): MadeContainers {
  const { world, workspace, engine } = handles
  const { directory } = workspace
  const platform = imagePlatform(world.host)
  const probe = onlyOnce(() =>
    buildProbe(world, { source, directory, platform, go, withTls: false, isAlone: isGoIdle(images) }),
  )
  const maker = containerMaker(handles, settings.config.startup, probe)
  const made = new Map<string, MadeContainer[]>()
  const add = (name: string, container: MadeContainer) =>
    made.set(name, [...(made.get(name) ?? []), container])
  const begun = new Set<string>()
  let hasControl = false
  let isClosed = false
  // a program that was built may be read only when the run is being cleaned up, because it failed
  workspace.onClose('containers', async () => {
    isClosed = true
  })
  const settled = async () => {
    await Promise.all([maker.settled(), ...[...made.values()].flat()])
  }
  const isBaseAwaited = ({ mode, platform, revision }: PlannedVariant) => {
    if (revision !== 'head' || !comparesBase) return false
    const base = variants.pair(mode.name, platform)?.base
    return base !== undefined && !begun.has(nameOf(base))
  }
  // a container that is made later than others are removed would stay
  const waitWhenClosed = onlyOnce(() => workspace.onClose('engine', settled))
  const isOver = () => isClosed || world.signal.aborted
  return {
    probe,
    expect({ variant, ...start }) {
      if (isOver()) return
      waitWhenClosed()
      maker.makeSpare(start, isBaseAwaited(variant) ? 2 : 1)
    },
    async load(variant) {
      if (isOver()) return
      waitWhenClosed()
      const { reference } = variant.image
      const isCopied = variant.revision === 'base' && variant.foreign === undefined && !hasControl
      hasControl ||= isCopied
      begun.add(nameOf(variant))
      const start = startImageOf(variant)
      await engine.load(start.image)
      if (isOver()) return
      // two variants may have one image, and each needs a container of its own
      add(reference, maker.make(start))
      if (isCopied) add(controlOf(reference), maker.make(start))
      // base mostly differs in the program alone: its container, and that of the control, are made while it is built
      if (start.program !== undefined && isBaseAwaited(variant) && !maker.hasSpare(start))
        maker.makeSpare(start, hasControl ? 1 : 2)
    },
    take: async (reference, isControl) => made.get(isControl ? controlOf(reference) : reference)?.pop(),
    settled,
  }
}

const nameOf = (variant: PlannedVariant) => JSON.stringify(keyOf(variant))
const controlOf = (reference: string) => `control of ${reference}`
