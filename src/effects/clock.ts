export interface Clock {
  /** Monotonic milliseconds since the program started. */
  now(): number
  /** Milliseconds since 1970, for comparing with the times of files. */
  wall(): number
  sleep(ms: number): Promise<void>
  /** Calls `tick` again and again until what it returns is called. */
  every(ms: number, tick: () => void): () => void
}
