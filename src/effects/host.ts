import type { Env } from './exec.ts'

export interface Host {
  /** GOOS and GOARCH of this machine. */
  readonly os: string
  readonly arch: string
  readonly cpus: number
  /** Name and version of the hosted runner's image. */
  readonly image?: string
  /** The environment for tools, builds and apps: without tokens, INPUT_* and ACTIONS_*. */
  readonly env: Env
  /**
   * Variables for access to the runner's cache service, including a token. Only for the client of a builder; empty
   * without a service.
   */
  readonly cacheService?: Env
}
