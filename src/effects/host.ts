import type { Env } from './exec.ts'

export interface Host {
  /** GOOS and GOARCH of this machine. */
  readonly os: string
  readonly arch: string
  readonly cpus: number
  /** Name and version of the hosted runner's image. */
  readonly image?: string
  /** What built programs may see: without tokens, INPUT_* and ACTIONS_*. */
  readonly env: Env
  /** What reaches the runner's cache service, a token among it; empty where there is none. For the client of a builder alone. */
  readonly cacheService?: Env
}
