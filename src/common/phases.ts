export interface Phases {
  /** Runs a phase and notes how long it took. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Those that have ended, in order. */
  readonly done: readonly { readonly name: string; readonly seconds: number }[]
}

/** @param clock of monotonic milliseconds */
export function openPhases(clock: { now(): number }): Phases {
  const done: { name: string; seconds: number }[] = []
  return {
    done,
    async run(name, work) {
      const since = clock.now()
      const result = await work()
      done.push({ name, seconds: Math.round((clock.now() - since) / 100) / 10 })
      return result
    },
  }
}
