export interface Clock {
  /** Monotonic milliseconds since the program started. */
  now(): number
  /** Milliseconds since 1970, for comparing with the times of files. */
  wall(): number
  sleep(ms: number): Promise<void>
  /** Calls `tick` repeatedly until the returned function is called. */
  every(ms: number, tick: () => void): () => void
}
