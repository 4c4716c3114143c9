/** A cache mount of builds, and an image in whose steps its content can be read and written. */
export interface BuilderCache {
  readonly id: string
  /** Whether it is GOCACHE or GOMODCACHE. */
  readonly kind: 'build' | 'modules'
  /** Who owns it; absent for root. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** A reference that the builder resolves as it is. */
  readonly image: string
}

/** Fills cache mounts before the builds that use them. */
export interface BuilderCaches {
  /** Returns when each of them has what an earlier run has left, or gets nothing. Rejects with CancelledError alone. */
  fill(caches: readonly BuilderCache[]): Promise<void>
  /** Whether the builder has what an earlier run compiled: known when the first caches are filled. */
  readonly areWarm: Promise<boolean>
  /** Notes how long a build took that used them. */
  built(milliseconds: number): void
}
