import type { Clock } from '../effects/clock.ts'

export interface Phases {
  /** Runs a phase and notes how long it took. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Those that have ended, in order. */
  readonly done: readonly { readonly name: string; readonly seconds: number }[]
}

export function openPhases(clock: Clock): Phases {
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
