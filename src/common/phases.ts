interface EndedPhase {
  readonly name: string
  readonly seconds: number
  /** The phase in which it ran beside other work: its seconds are among those of that one. */
  readonly within?: string
}

export interface Phases {
  /** Runs a phase and notes how long it took. */
  run<T>(name: string, work: (within: Pick<Phases, 'run'>) => Promise<T>): Promise<T>
  /** Those that have ended, in the order in which they began. */
  readonly done: readonly EndedPhase[]
}

/** @param clock of monotonic milliseconds */
export function openPhases(clock: { now(): number }): Phases {
  const all: (EndedPhase | undefined)[] = []
  const runIn =
    (within?: string): Phases['run'] =>
    async (name, work) => {
      const since = clock.now()
      const at = all.push(undefined) - 1
      const result = await work({ run: runIn(name) })
      const seconds = Math.round((clock.now() - since) / 100) / 10
      all[at] = { name, seconds, ...(within === undefined ? {} : { within }) }
      return result
    }
  return {
    run: runIn(),
    get done() {
      return all.filter((one) => one !== undefined)
    },
  }
}
