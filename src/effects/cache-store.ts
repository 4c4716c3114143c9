/** A store of directories between runs of a workflow. */
export interface CacheStore {
  /** The key of what was restored, or undefined. May throw: a cache fault is a notice to its user. */
  restore(paths: readonly string[], key: string, restoreKeys: readonly string[]): Promise<string | undefined>
  save(paths: readonly string[], key: string): Promise<void>
}
