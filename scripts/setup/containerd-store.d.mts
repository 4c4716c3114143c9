export interface ContainerdStore {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly version: string
  /** Ends the engine and removes everything of it. */
  stop(): Promise<void>
}

/** `root` is the checkout, under whose `.tools` the engine's programs are kept. Throws a SetupError. */
export function startContainerdStore(root: string): Promise<ContainerdStore>
