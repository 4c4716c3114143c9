import type { Problem, Result } from '../common/result.ts'

/** The directory below `CacheRequest.directory` that is stored or restored. */
export const storedFolder = 'stored'

export interface CacheRequest {
  /** A private directory of the transfer, which also contains temporary files until it ends. */
  readonly directory: string
  readonly key: string
  /** Time limit in milliseconds. */
  readonly limitMs: number
}

export interface RestoreRequest extends CacheRequest {
  /** Prefixes of older keys to use if the key does not exist, best first. */
  readonly restoreKeys: readonly string[]
  /** Time limit without progress, in milliseconds. */
  readonly idleMs: number
}

export interface RestoreFault extends Problem {
  /** `damaged`: the entry cannot be read, now or later. `no-store`: there is no cache service. */
  readonly because: 'damaged' | 'no-store' | 'failed'
}

/** What the runner allows a job to do with caches; `write` includes reading. */
export const cacheModes = ['none', 'read', 'write', 'write-only'] as const
export type CacheMode = (typeof cacheModes)[number]

/** Whether the runner allows a job to restore caches. */
export const mayRestore = ({ mode }: Pick<CacheStore, 'mode'>): boolean =>
  mode !== 'none' && mode !== 'write-only'
/** Whether the runner allows a job to save caches. */
export const maySave = ({ mode }: Pick<CacheStore, 'mode'>): boolean => mode !== 'none' && mode !== 'read'

/**
 * Stores a directory between runs of a workflow. Both methods reject only with a CancelledError, immediately; other
 * failures are results.
 */
export interface CacheStore {
  /** Absent if the runner does not limit the job. */
  readonly mode?: CacheMode | undefined
  /** The restored key; undefined without an entry. After a fault, the content of the directory is undefined. */
  restore(request: RestoreRequest): Promise<Result<string | undefined, RestoreFault>>
  /** `exists`: there already was an entry with this key. */
  save(request: CacheRequest): Promise<Result<'saved' | 'exists'>>
}
