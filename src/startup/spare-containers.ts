/** Creates containers. Spare ones are created before their program exists: it is copied into one of them later. */
import { onlyOnce } from '../common/remembered.ts'
import type { Config } from '../config/config.ts'
import type { Handles } from '../plan/handles.ts'
import { type CopiedFile, makeContainer, networkOf, probePath, type StartImage } from './container.ts'

/** Its ID; undefined if it could not be created. Then the start phase creates it, and reports a failure. */
export type MadeContainer = Promise<string | undefined>

export interface ContainerMaker {
  /** Creates a container with the probe, or uses a spare one. If the image lacks the program, it is copied. */
  make(start: StartImage): MadeContainer
  /** Begins to create spare containers, with the probe but without the program. */
  makeSpare(start: StartImage, count: number): void
  /** Whether a spare container for this image exists or is being created. */
  hasSpare(start: StartImage): boolean
  /** Waits for the spare containers that are being created. */
  settled(): Promise<unknown>
}

/** @param probe returns the path of the probe on this machine */
export function containerMaker(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  startup: Config['startup'],
  probe: () => Promise<string>,
): ContainerMaker {
  const { world, engine } = handles
  const spare = new Map<string, MadeContainer[]>()
  const spareFor = (start: StartImage) => spare.get(spareKey(start)) ?? []
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
      spare.set(spareKey(start), [...spareFor(start), ...more])
    },
    hasSpare: (start) => spareFor(start).length > 0,
    settled: () => Promise.all([...spare.values()].flat()),
  }
}

/** Spare containers with the same key are interchangeable: arguments are passed at the start, and the program is copied later. */
const spareKey = ({ image, startsAs }: StartImage) => JSON.stringify([image, startsAs?.env])
