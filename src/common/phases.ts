interface EndedPhase {
  readonly name: string
  readonly seconds: number
  /** The phase that contains this one, and whose duration includes it. */
  readonly within?: string
}

export interface Phases {
  /**
   * Runs a phase and measures it. Several runs with one name count as one phase: the time in which they overlap is
   * counted once.
   */
  run<T>(name: string, work: (within: Pick<Phases, 'run'>) => Promise<T>): Promise<T>
  /** Runs phases within the named one, from anywhere. */
  within(name: string): Pick<Phases, 'run'>
  /** The ended phases, in the order in which they began. */
  readonly done: readonly EndedPhase[]
}

interface OpenPhase {
  readonly name: string
  readonly within: string | undefined
  running: number
  /** When the first of its current runs began. */
  since: number
  /** Duration of its earlier runs. */
  milliseconds: number
}

/** @param clock returns monotonic milliseconds */
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
        // also after a failure: a run that loses the engine while it starts apps still writes a report
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
