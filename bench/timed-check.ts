/** Whole checks of the built `dist`, timed. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Report } from '../src/document/report.ts'
import { isMeasured } from '../src/model/measurement.ts'

export interface TimedCheck {
  /** Elapsed seconds. */
  readonly passed: number
  /** CPU seconds, without those of the engine. */
  readonly processors: number
  readonly phases: Report['phases']
  /** Whether the start-up of any program was measured. */
  readonly isStarted: boolean
}

interface CheckOptions {
  /** Path of `cli.js`. */
  readonly cli: string
  /** Root of the repository. */
  readonly repository: string
  /** Path of the configuration. */
  readonly configuration: string
  /** Path for the report. */
  readonly report: string
  /** Directory of kept results, or `off`. */
  readonly results: string
}

/** CPU seconds of all child processes that have been waited for. */
async function processorSeconds(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /s, '').split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}

/** @param more options of the command line */
export async function timedCheck(
  { cli, repository, configuration, report, results }: CheckOptions,
  ...more: readonly string[]
): Promise<TimedCheck> {
  const args = [cli, 'check', '--quiet', '--repo', repository, '--config', configuration, '--report', report]
  const env = { ...process.env, LINKGATE_CACHE: results }
  const [since, before] = [performance.now(), await processorSeconds()]
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, ...more], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', resolve)
  })
  // 1: a budget is broken, which is a result
  if (code !== 0 && code !== 1) throw new Error(`linkgate check ended with ${code}`)
  const passed = (performance.now() - since) / 1000
  const { phases, variants } = JSON.parse(await readFile(report, 'utf8')) as Report
  const isStarted = variants.some(({ metrics }) => isMeasured(metrics['startup']))
  return { passed, processors: (await processorSeconds()) - before, phases, isStarted }
}
