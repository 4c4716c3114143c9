/**
 * Measures the differences between start-up times of programs with the same bytes.
 *
 * Eight images have the same program, each in a separate layer. They are started in rounds: alternately with one file per image, and
 * with several copies, of which each start uses a random one. For wall and CPU time it prints the deviations of the eight estimates
 * from their median, and their bias: the standard deviation that two halves of the rounds have in common, so that more rounds would
 * not average it out.
 */
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../../src/effects/engine.ts'
import type { Session } from '../../src/effects/exec.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import type { Start } from '../../src/startup/probe/probe.ts'
import type { Startup } from '../../src/startup/startup.ts'
import { hodgesLehmann, median } from '../../src/startup/statistics.ts'
import { buildPlants } from './plants.ts'
import { importImage, removeImages, startInRounds, variantOf } from './rounds.ts'

const files = 8
/** In rounds. Consecutive rounds are similar, so blocks of rounds alternate between the halves. */
const block = 10

/** An engine in whose containers programs cannot be copied. */
function withoutCopies(engine: Engine): Engine {
  return new Proxy(engine, {
    get(target, name: keyof Engine) {
      if (name === 'start') return (container: string) => refusing(target.start(container))
      if (name === 'enter')
        return (container: string, program: string) => refusing(target.enter(container, program))
      const found = target[name]
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

function refusing(session: Session): Session {
  const refusals: string[] = []
  return {
    send(line) {
      const { id, placement } = JSON.parse(line) as { id: number; placement?: object }
      if (placement === undefined) session.send(line)
      else refusals.push(JSON.stringify({ id, error: 'one file only' }))
    },
    next: async (timeoutMs) => refusals.shift() ?? session.next(timeoutMs),
    errors: () => session.errors(),
    close: () => session.close(),
  }
}

type Lanes = readonly (readonly Start[])[]

function lanesOf({ variants }: Startup): Lanes {
  return [...variants].map((one) => {
    if (one.kind !== 'built' || one.startup.kind !== 'started') throw new Error('it did not start')
    return one.startup.starts
  })
}

/** For each program, its distance from the median of the round, in percent, over the selected rounds. */
function estimates(
  lanes: Lanes,
  read: (start: Start) => number,
  counts: (round: number) => boolean,
): readonly number[] {
  const rounds = (lanes[0] ?? []).map((_, round) => round).filter(counts)
  const middles = new Map(
    rounds.map((round) => [round, median(lanes.map((starts) => Math.log(read(at(starts, round)))))]),
  )
  const found = lanes.map((starts) => {
    const shifts = rounds.map((round) => Math.log(read(at(starts, round))) - (middles.get(round) ?? 0))
    return 100 * hodgesLehmann(shifts, 0.01).estimate
  })
  const mean = found.reduce((sum, one) => sum + one, 0) / found.length
  return found.map((one) => one - mean)
}

function at(starts: readonly Start[], round: number): Start {
  const start = starts[round]
  if (start === undefined) throw new Error(`no start in round ${round}`)
  return start
}

function row(name: string, lanes: Lanes, read: (start: Start) => number): void {
  const all = estimates(lanes, read, () => true)
  const half = (which: 0 | 1) => estimates(lanes, read, (round) => Math.floor(round / block) % 2 === which)
  const [one, other] = [half(0), half(1)]
  const shared = one.reduce((sum, value, file) => sum + value * (other[file] ?? 0), 0) / (files - 1)
  // without a bias, the halves can have opposite signs by chance
  const bias = shared > 0 ? Math.sqrt(shared).toFixed(2) : '0'
  const middle = median(lanes.flat().map(read)).toFixed(2)
  const spread = `${Math.min(...all).toFixed(2)} … +${Math.max(...all).toFixed(2)} %`
  console.log(
    `${name.padEnd(28)} median ${middle.padStart(6)} ms   ${spread.padEnd(18)} bias ${bias.padStart(5)} %`,
  )
}

/** @param rounds number of rounds with and without copies, in each turn */
export async function printCopies(temporary: string, rounds: number, turns: number): Promise<void> {
  const references: string[] = []
  try {
    const { base } = await buildPlants(temporary)
    const variants: InspectedVariant[] = []
    for (let file = 0; file < files; file++) {
      const name = `file-${file}`
      const root = join(temporary, name)
      await cp(base, root, { recursive: true })
      // without this file, all images would share one layer
      await writeFile(join(root, 'app/name'), name)
      const reference = await importImage(name, root)
      references.push(reference)
      variants.push(await variantOf({ name, root, reference }))
    }
    for (let turn = 1; turn <= turns; turn++) {
      for (const way of ['one file each', 'copies drawn'] as const) {
        const changed = way === 'one file each' ? withoutCopies : undefined
        const lanes = lanesOf(await startInRounds(temporary, variants, rounds, changed))
        row(`${way}, wall time`, lanes, ({ readyMs }) => readyMs)
        row(`${way}, CPU time`, lanes, ({ cpuMs = Number.NaN }) => cpuMs)
      }
    }
  } finally {
    await removeImages(references)
  }
}
