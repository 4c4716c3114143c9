/** Where results are kept for later runs. */
export interface ResultsHome {
  /** Digest of linkgate's own code: results of another version are not used. */
  program(): Promise<string>
  /** A permanent directory; absent if results are kept in the cache store, or not at all. */
  readonly directory?: string
}
