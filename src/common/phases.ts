interface EndedPhase {
  readonly name: string
  readonly seconds: number
  /** The phase in which it ran, whose seconds include those of this one. */
  readonly within?: string
}

export interface Phases {
  /**
   * Runs a phase and notes how long it took. Phases of one name are one phase, which lasts while any of them does: time in
   * which several run is counted once.
   */
  run<T>(name: string, work: (within: Pick<Phases, 'run'>) => Promise<T>): Promise<T>
  /** For phases within this one, from wherever they are run. */
  within(name: string): Pick<Phases, 'run'>
  /** Those that have ended, in the order in which they began. */
  readonly done: readonly EndedPhase[]
}

interface OpenPhase {
  readonly name: string
  readonly within: string | undefined
  running: number
  /** When the first of those that run began. */
  since: number
  /** Before that. */
  milliseconds: number
}

/** @param clock of monotonic milliseconds */
export function openPhases(clock: { now(): number }): Phases {
  const all: OpenPhase[] = []
  function phaseOf(name: string, within: string | undefined): OpenPhase {
    const known = all.find((one) => one.name === name && one.within === within)
    if (known !== undefined) return known
    const phase = { name, within, running: 0, since: 0, milliseconds: 0 }
    all.push(phase)
    return phase
  }
  const runIn =
    (within?: string): Phases['run'] =>
    async (name, work) => {
      const phase = phaseOf(name, within)
      if (phase.running === 0) phase.since = clock.now()
      phase.running++
      try {
        return await work({ run: runIn(name) })
      } finally {
        // also after a failure: a run that loses the engine while it starts apps has a report
        phase.running--
        if (phase.running === 0) phase.milliseconds += clock.now() - phase.since
      }
    }
  return {
    run: runIn(),
    within: (name) => ({ run: runIn(name) }),
    get done() {
      return all
        .filter(({ running }) => running === 0)
        .map(({ name, within, milliseconds }) => ({
          name,
          seconds: Math.round(milliseconds / 100) / 10,
          ...(within === undefined ? {} : { within }),
        }))
    },
  }
}
