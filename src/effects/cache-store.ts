import type { Problem, Result } from '../common/result.ts'

/** In the directory of a request: what is stored, or was restored. */
export const storedFolder = 'stored'

export interface CacheRequest {
  /** A private directory of the transfer; it has more in it than `storedFolder` while it lasts. */
  readonly directory: string
  readonly key: string
  /** How long it may take at most, in milliseconds. */
  readonly limitMs: number
}

export interface RestoreRequest extends CacheRequest {
  /** Beginnings of older keys that are better than none, best first. */
  readonly restoreKeys: readonly string[]
  /** How much of that time may pass without progress. */
  readonly idleMs: number
}

export interface RestoreFault extends Problem {
  /** `damaged`: what is stored cannot be read, in this run or any other; `no-store`: there is no cache service here. */
  readonly because: 'damaged' | 'no-store' | 'failed'
}

/** What the runner allows a job to do with caches; `write` includes reading. */
export const cacheModes = ['none', 'read', 'write', 'write-only'] as const
export type CacheMode = (typeof cacheModes)[number]

/** Whether the runner allows a job to restore caches. */
export const mayRestore = ({ mode }: Pick<CacheStore, 'mode'>): boolean =>
  mode !== 'none' && mode !== 'write-only'
/** Likewise to save them. */
export const maySave = ({ mode }: Pick<CacheStore, 'mode'>): boolean => mode !== 'none' && mode !== 'read'

/**
 * A store of one folder between runs of a workflow. Its failures are results; both methods reject only with
 * a CancelledError, and do so immediately.
 */
export interface CacheStore {
  /** Absent if the runner does not limit the job. */
  readonly mode?: CacheMode | undefined
  /** The key of what was restored, undefined where there is none. After a fault, anything may be in the folder. */
  restore(request: RestoreRequest): Promise<Result<string | undefined, RestoreFault>>
  /** Whether it was stored now, or the key existed already. */
  save(request: CacheRequest): Promise<Result<'saved' | 'exists'>>
}
