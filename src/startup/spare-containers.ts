/** Makes containers, some of them before the program exists that is started in them. */
import { onlyOnce } from '../common/remembered.ts'
import type { Config } from '../config/config.ts'
import type { Handles } from '../plan/handles.ts'
import { type CopiedFile, makeContainer, networkOf, probePath, type StartImage } from './container.ts'

/** Its id; undefined where it could not be made: it is tried again where it is started, which reports a failure. */
export type MadeContainer = Promise<string | undefined>

export interface ContainerMaker {
  /** Makes one with the probe, and with the program if its image has none; uses a spare one if there is one. */
  make(start: StartImage): MadeContainer
  /** Begins to make this number of containers with the probe alone. */
  makeSpare(start: StartImage, count: number): void
  /** Whether there is a spare one, or it is being made. */
  hasSpare(start: StartImage): boolean
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
  const spareFor = (start: StartImage) => spare.get(alike(start)) ?? []
  const network = onlyOnce(() => networkOf(startup, engine))
  const withFile = async (container: string, { from, to }: CopiedFile) => {
    if (world.signal.aborted) return undefined
    await engine.copyInto(container, from, to)
    return container
  }
  const makeEmpty = async (start: StartImage) => {
    await engine.load(start.image)
    if (world.signal.aborted) return undefined
    const container = await makeContainer(handles, startup, start, await network())
    return withFile(container, { from: await probe(), to: probePath })
  }
  return {
    async make(start) {
      const { program } = start
      try {
        const container = await (spareFor(start).pop() ?? makeEmpty(start))
        return container === undefined || program === undefined
          ? container
          : await withFile(container, program)
      } catch {
        return undefined
      }
    },
    makeSpare(start, count) {
      const more = Array.from({ length: count }, () => makeEmpty(start).catch(() => undefined))
      spare.set(alike(start), [...spareFor(start), ...more])
    },
    hasSpare: (start) => spareFor(start).length > 0,
    settled: () => Promise.all([...spare.values()].flat()),
  }
}

/** The same where their containers differ in the program alone. */
const alike = ({ image, startsAs }: StartImage) => JSON.stringify([image, startsAs?.env])
