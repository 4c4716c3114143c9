/** Where results are kept for later runs. */
export interface ResultsHome {
  /** Digest of this program's own code: results of another version are not used. */
  program(): Promise<string>
  /** A directory that stays; absent if results pass through the cache store, or are not kept. */
  readonly directory?: string
}
