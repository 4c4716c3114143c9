/** A cache mount of builds, and an image with which a step can read and write its content. */
export interface BuilderCache {
  readonly id: string
  /** Whether it is GOCACHE or GOMODCACHE. */
  readonly kind: 'build' | 'modules'
  /** Its owner; absent for root. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** A reference that the builder can resolve unchanged. */
  readonly image: string
}

/** Fills cache mounts before the builds that use them. */
export interface BuilderCaches {
  /**
   * Restores what an earlier run saved. Resolves when each cache is filled, or certainly stays empty. Rejects only with
   * CancelledError.
   */
  fill(caches: readonly BuilderCache[]): Promise<void>
  /** Whether the builder has compiled packages of an earlier run; resolves when the first caches are filled. */
  readonly areWarm: Promise<boolean>
  /** Records the duration of a build that used the caches. */
  built(milliseconds: number): void
}
