/** The jobs in which the variants of a report were measured. */
import { enumerate } from '../common/english.ts'
import type { MeasuringJob, Report } from '../document/report.ts'
import { modesOf, platformsOf } from './lookup.ts'
import { quote } from './text.ts'

/** A job matrix has a few jobs, but an untrusted report can have any number. */
const mostJobs = 20

/** One job, unless the report was merged. */
export function measuringJobs(report: Report): readonly MeasuringJob[] {
  const { jobs = [], tool, runner, go, engine, conditions, noise, phases } = report
  if (jobs.length > 0) return jobs.slice(0, mostJobs)
  return [
    {
      platforms: platformsOf(report),
      modes: modesOf(report),
      tool,
      runner,
      go,
      engine,
      ...(conditions === undefined ? {} : { conditions }),
      noise,
      phases,
    },
  ]
}

/** Names that distinguish jobs, in backticks: their platforms, with their modes if necessary. */
export function jobNames(jobs: readonly MeasuringJob[]): readonly string[] {
  const platforms = jobs.map((job) => enumerate(job.platforms.map(quote)))
  return jobs.map((job, index) => {
    const name = platforms[index] ?? ''
    const isAlone = platforms.filter((one) => one === name).length === 1
    return isAlone ? name : `${enumerate(job.modes.map(quote))} on ${name}`
  })
}
