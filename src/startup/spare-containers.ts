/** Making containers, some of them before there is the program that is started in them. */
import { onlyOnce } from '../common/remembered.ts'
import type { Config } from '../config/config.ts'
import type { BuiltVariant } from '../images/built-variant.ts'
import type { Handles } from '../plan/handles.ts'
import { type CopiedFile, makeContainer, networkOf, probePath, startImageOf } from './container.ts'

/** Its id; undefined where it could not be made: it is tried again where it is started, which reports a failure. */
export type MadeContainer = Promise<string | undefined>

export interface ContainerMaker {
  /** Makes one with the probe, and with the program if its image has none; of a spare one if there is one. */
  make(variant: BuiltVariant): MadeContainer
  /** Begins to make so many with the probe alone, for variants whose images differ from this one in the program alone. */
  makeSpare(variant: BuiltVariant, count: number): void
  /** When no spare one is being made. */
  settled(): Promise<unknown>
}

/** @param probe builds it */
export function containerMaker(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  startup: Config['startup'],
  probe: () => Promise<string>,
): ContainerMaker {
  const { world, engine } = handles
  const spare = new Map<string, MadeContainer[]>()
  const network = onlyOnce(() => networkOf(startup, engine))
  const withFile = async (container: string, { from, to }: CopiedFile) => {
    if (world.signal.aborted) return undefined
    await engine.copyInto(container, from, to)
    return container
  }
  const makeEmpty = async (variant: BuiltVariant) => {
    const { image } = startImageOf(variant)
    const container = await makeContainer(handles, startup, { variant, image }, await network())
    return withFile(container, { from: await probe(), to: probePath })
  }
  return {
    async make(variant) {
      const { image, program } = startImageOf(variant)
      try {
        const container = await (spare.get(image)?.pop() ?? makeEmpty(variant))
        return container === undefined || program === undefined
          ? container
          : await withFile(container, program)
      } catch {
        return undefined
      }
    },
    makeSpare(variant, count) {
      const { image } = startImageOf(variant)
      const more = Array.from({ length: count }, () => makeEmpty(variant).catch(() => undefined))
      spare.set(image, [...(spare.get(image) ?? []), ...more])
    },
    settled: () => Promise.all([...spare.values()].flat()),
  }
}
