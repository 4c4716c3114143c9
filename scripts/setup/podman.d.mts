export interface Podman {
  /** A folder with Podman as `docker`, to be put first on PATH. */
  readonly bin: string
  readonly version: string
  /** Removes everything that it has. */
  stop(): Promise<void>
}

/** `root` is the checkout, under whose `.tools` Podman is kept. Throws a SetupError. */
export function startPodman(root: string): Promise<Podman>
