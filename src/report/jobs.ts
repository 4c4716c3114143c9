/** The jobs in which the variants of a report were measured. */
import { enumerate } from '../common/english.ts'
import type { MeasuringJob, Report } from '../document/report.ts'
import { modesOf, platformsOf } from './lookup.ts'
import { quote } from './text.ts'

/** A job has a few platforms, and a matrix a few jobs; a report from outside may have any number. */
const mostJobs = 20

/** One, unless the report was merged. */
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

/** Names that distinguish jobs, between backticks: their platforms, or else also their modes. */
export function jobNames(jobs: readonly MeasuringJob[]): readonly string[] {
  const platforms = jobs.map((job) => enumerate(job.platforms.map(quote)))
  return jobs.map((job, index) => {
    const name = platforms[index] ?? ''
    const isAlone = platforms.filter((one) => one === name).length === 1
    return isAlone ? name : `${enumerate(job.modes.map(quote))} on ${name}`
  })
}
