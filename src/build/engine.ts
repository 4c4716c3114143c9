import type { Session } from '../world.ts'

export interface ContainerOptions {
  readonly image: string
  /** Name of the run: what carries it is removed when the run ends. */
  readonly run: string
  readonly entrypoint: string
  readonly env: Readonly<Record<string, string>>
}

/** What makes and runs images. */
export interface Engine {
  readonly name: string
  readonly version: string
  load(archive: string): Promise<void>
  save(reference: string, archive: string): Promise<void>
  /** A container that is made but not started; its id. */
  create(options: ContainerOptions): Promise<string>
  copyInto(container: string, from: string, to: string): Promise<void>
  /** Starts a container and speaks with it through its standard input and output. */
  start(container: string): Session
  /** Removes every container and image of a run; quick, as a cancelled job has only seconds. */
  removeAll(run: string): Promise<void>
}

/** Images of a run, so that they can be found again. */
export function imageReference(run: string, name: string): string {
  return `linkgate/${run}:${name}`
}

export const runLabel = 'linkgate.run'
