/** Creates containers during the builds, because that mostly waits for the engine, and nothing is timed yet. */
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
  /** Builds the probe without TLS; returns its path on this machine. */
  probe(): Promise<string>
  /** Begins to create a container for a variant of head that is still being compiled, and one for its base. */
  expect(expected: ExpectedImage): void
  /** Loads an image and begins to create its container. For the first native image of base, it creates that of the control as well. */
  load(variant: BuiltVariant): Promise<void>
  /**
   * Returns a container of the image with this reference, or that of the control, with the probe and the program in it. Each call
   * returns another container; undefined if there is none left, or if it could not be created.
   */
  take(reference: string, isControl: boolean): Promise<string | undefined>
  /** Resolves when no container is being created, including those that are never taken. */
  settled(): Promise<void>
}

export interface ContainersGiven {
  /** Directory of the probe's source. */
  readonly source: string
  /** Whether base and head may differ, so that both are started. */
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
  // after a failure, a program may be finished while the run is being cleaned up
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
  // a container that is created after the others were removed would stay
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
      // two variants may have the same image, but each needs its own container
      add(reference, maker.make(start))
      if (isCopied) add(controlOf(reference), maker.make(start))
      // base usually differs only in its program, so its container and that of the control can be created while it is built
      if (start.program !== undefined && isBaseAwaited(variant) && !maker.hasSpare(start))
        maker.makeSpare(start, hasControl ? 1 : 2)
    },
    take: async (reference, isControl) => made.get(isControl ? controlOf(reference) : reference)?.pop(),
    settled,
  }
}

const nameOf = (variant: PlannedVariant) => JSON.stringify(keyOf(variant))
const controlOf = (reference: string) => `control of ${reference}`
