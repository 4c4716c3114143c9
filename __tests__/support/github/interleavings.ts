/**
 * Explores every interleaving of the steps of several actors.
 *
 * An actor waits before each step until it may continue; only one continues at a time. If two orders lead to the same state of the
 * world, and each actor has seen the same results, only one of them is explored further. So the behavior of an actor must depend only
 * on the results of its steps.
 */
import { hash } from 'node:crypto'

export interface Steps {
  /** An atomic step: no other actor runs during it. */
  step<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** Ends after another actor has changed something. If all wait, time passes instead. */
  sleep(ms: number): Promise<void>
}

export interface Actor {
  readonly name: string
  run(steps: Steps): Promise<unknown>
  /** Whether it may be killed, once, before any of its steps. */
  readonly mortal?: boolean
}

export interface Stage {
  readonly actors: readonly Actor[]
  /** The whole state that a step can read or change. */
  world(): unknown
  pass(ms: number): void
  /** Called when all actors have ended. Rejects if the final state is wrong. */
  end(order: readonly string[]): Promise<void> | void
}

export interface Explored {
  /** Number of possible orders of steps. */
  readonly orders: bigint
  /** Number of different states. */
  readonly situations: number
}

/** @param set creates the actors and the world, because each order starts from the beginning */
export async function explore(set: () => Stage): Promise<Explored> {
  const following = new Map<string, Set<string>>()
  const open: (readonly number[])[] = [[]]
  let root: string | undefined
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const play = new Play(set())
    const taken: number[] = []
    let before: string | undefined
    for (;;) {
      await play.settled()
      // the prefix of this path has been explored before
      const choices = taken.length < path.length ? [] : play.choices()
      if (taken.length >= path.length - 1) {
        const here = play.key()
        root ??= here
        if (before !== undefined) following.get(before)?.add(here)
        before = here
        if (taken.length >= path.length) {
          if (following.has(here)) break
          following.set(here, new Set())
          for (const other of choices.slice(1)) open.push([...taken, other])
        }
      }
      const choice = path[taken.length] ?? choices[0]
      if (choice === undefined) {
        await play.end()
        break
      }
      taken.push(choice)
      await play.take(choice)
    }
  }
  return { orders: root === undefined ? 0n : countPaths(root, following), situations: following.size }
}

/** Follows one random order, if there are too many to explore all. */
export async function wander(set: () => Stage, random: () => number): Promise<void> {
  const play = new Play(set())
  for (;;) {
    await play.settled()
    const choices = play.choices()
    const choice = choices[Math.floor(random() * choices.length)]
    if (choice === undefined) return play.end()
    await play.take(choice)
  }
}

function countPaths(root: string, following: ReadonlyMap<string, ReadonlySet<string>>): bigint {
  const counts = new Map<string, bigint>()
  const count = (key: string): bigint => {
    const known = counts.get(key)
    if (known !== undefined) return known
    const next = [...(following.get(key) ?? [])]
    const paths = next.length === 0 ? 1n : next.reduce((sum, one) => sum + count(one), 0n)
    counts.set(key, paths)
    return paths
  }
  return count(root)
}

interface Waiting {
  readonly name: string
  readonly go: () => Promise<void>
  /** The state of the world when it went to sleep, and for how long it sleeps. */
  readonly asleep?: { readonly world: string; readonly ms: number }
}

class Playing {
  waiting: Waiting | undefined
  ended = false
  killed = false
  /** Identifies the results of all its steps so far. */
  seen = ''
  failure: unknown
  idle = Promise.withResolvers<void>()
}

/** A prefix of an order of steps. Choice n lets actor n continue, choice −1 − n kills it. */
class Play {
  readonly #stage: Stage
  readonly #playing: readonly Playing[]
  readonly #order: string[] = []

  constructor(stage: Stage) {
    this.#stage = stage
    this.#playing = stage.actors.map(() => new Playing())
    for (const [index, actor] of stage.actors.entries()) {
      const playing = this.#playing[index]
      if (playing !== undefined) this.#start(actor, playing)
    }
  }

  async settled(): Promise<void> {
    for (const { idle } of this.#playing) await idle.promise
  }

  choices(): readonly number[] {
    const world = JSON.stringify(this.#stage.world())
    const live = this.#playing.flatMap(({ waiting }, index) =>
      waiting === undefined ? [] : [{ waiting, index }],
    )
    const awake = live.filter(({ waiting }) => waiting.asleep === undefined || waiting.asleep.world !== world)
    const steps = (awake.length > 0 ? awake : live).map(({ index }) => index)
    const mayKill = !this.#playing.some(({ killed }) => killed)
    const kills = live.filter(({ index }) => mayKill && this.#stage.actors[index]?.mortal === true)
    return [...steps, ...kills.map(({ index }) => -1 - index)]
  }

  key(): string {
    const actors = this.#playing.map(({ seen, ended, killed, waiting }) => [
      seen,
      ended,
      killed,
      waiting?.name,
      waiting?.asleep?.world,
    ])
    return digest(JSON.stringify([this.#stage.world(), actors]))
  }

  async take(choice: number): Promise<void> {
    const index = choice < 0 ? -1 - choice : choice
    const playing = this.#playing[index]
    const waiting = playing?.waiting
    if (playing === undefined || waiting === undefined) throw new Error(`actor ${index} has no step to take`)
    const { name } = this.#stage.actors[index] ?? { name: '' }
    playing.waiting = undefined
    if (choice < 0) {
      playing.killed = true
      this.#order.push(`${name} is killed before: ${waiting.name}`)
      return
    }
    this.#order.push(`${name}: ${waiting.name}`)
    playing.idle = Promise.withResolvers()
    if (waiting.asleep !== undefined) this.#stage.pass(waiting.asleep.ms)
    await waiting.go()
  }

  async end(): Promise<void> {
    const failed = this.#playing.find(({ failure }) => failure !== undefined)
    if (failed !== undefined) throw failed.failure
    await this.#stage.end(this.#order)
  }

  #start(actor: Actor, playing: Playing): void {
    const wait = (waiting: Waiting) => {
      playing.waiting = waiting
      playing.idle.resolve()
    }
    const steps: Steps = {
      step: (name, work) =>
        new Promise((resolve, reject) => {
          const go = async () => {
            try {
              const value = await work()
              playing.seen = digest(playing.seen + name + JSON.stringify(value))
              resolve(value)
            } catch (error) {
              playing.seen = digest(`${playing.seen}${name} ${error}`)
              reject(error)
            }
          }
          wait({ name, go })
        }),
      sleep: (ms) =>
        new Promise((resolve) => {
          const world = JSON.stringify(this.#stage.world())
          const go = async () => {
            playing.seen = digest(`${playing.seen} slept`)
            resolve()
          }
          wait({ name: 'sleep', go, asleep: { world, ms } })
        }),
    }
    const end = (failure?: unknown) => {
      playing.ended = true
      playing.failure = failure
      playing.idle.resolve()
    }
    void actor.run(steps).then(
      () => end(),
      (error: unknown) => end(error),
    )
  }
}

function digest(text: string): string {
  return hash('sha1', text, 'base64')
}
