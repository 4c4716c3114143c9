/** A recording: rounds in which each of several programs starts once. */
import { loadavg } from 'node:os'
import type { Start } from '../../src/startup/probe/probe.ts'
import type { Startup } from '../../src/startup/startup.ts'
import type { Lane, Recording } from '../timing/recordings.ts'
import { type Built, startInRounds, variantOf } from './rounds.ts'

/** @param built base and the other programs */
export async function recordRounds(
  temporary: string,
  built: readonly Built[],
  { busy, rounds }: { readonly busy: number; readonly rounds: number },
): Promise<Recording> {
  const load = loadavg()[0] ?? 0
  const variants = await Promise.all(built.map(variantOf))
  return { busy, load, lanes: lanesOf(await startInRounds(temporary, variants, rounds)) }
}

function lanesOf({ variants }: Startup): Recording['lanes'] {
  const lanes = [...variants].map((one) => {
    if (one.kind !== 'built' || one.startup.kind !== 'started')
      throw new Error(`it did not start: ${JSON.stringify(one)}`)
    return [one.mode.name, laneOf(one.startup.starts)] as const
  })
  return Object.fromEntries(lanes) as Recording['lanes']
}

function laneOf(starts: readonly Start[]): Lane {
  const us = (read: (start: Start) => number | undefined) =>
    starts.map((start) => Math.round(1000 * (read(start) ?? Number.NaN)))
  return {
    readyUs: us(({ readyMs }) => readyMs),
    listenUs: us(({ listenMs }) => listenMs),
    cpuUs: us(({ cpuMs }) => cpuMs),
    runDelayUs: us(({ runDelayMs }) => runDelayMs),
    rssBytes: starts.map(({ rssBytes = Number.NaN }) => rssBytes),
  }
}
