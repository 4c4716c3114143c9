/** Whole checks of one small repository on several engines, with the facts that must be the same on all of them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../../src/document/report.ts'
import { isMeasured } from '../../../src/model/measurement.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { repositoryAt } from '../repositories/git.ts'
import { layOut } from '../repositories/repositories.ts'
import { start } from '../runs/linkgate.ts'
import { output } from '../world/temporary.ts'
import { type Builder, builderEnv } from './builders.ts'

/** The base image of its Dockerfile, and the one that only the changed copy needs. */
export const baseImageNames = ['golang:1.24-alpine', 'alpine:latest'] as const

type Env = Readonly<Record<string, string>>

export async function writeRepository(directory: string): Promise<void> {
  await layOut('alpine-default-to-scratch', directory)
  await repositoryAt(directory).commit('All there is')
}

/** The same repository, but building its Dockerfile in this mode does not end. */
export async function writeSlowRepository(directory: string, mode: 'static' | 'dynamic'): Promise<void> {
  await writeRepository(directory)
  const dockerfile = join(directory, 'Dockerfile')
  const wait = `if [ "$CGO_ENABLED" ${mode === 'static' ? '!=' : '='} 1 ]; then sleep 300; fi`
  const text = await readFile(dockerfile, 'utf8')
  await repositoryAt(directory).commit('Take long', {
    Dockerfile: text.replace('-o /hello .', `-o /hello . && ${wait}`),
  })
}

export interface EngineCheck {
  readonly engine: Report['engine']
  /** All facts about each variant that do not depend on time, without its pull size. */
  readonly variants: readonly object[]
  readonly pullSizes: readonly number[]
  /** The bytes of the programs in the report. */
  readonly programs: Report['programs']
  /** The line of the log about results that earlier checks kept; undefined if there is none. */
  readonly results: string | undefined
  /** Labels that linkgate gave the images, each once. */
  readonly labels: readonly string[]
}

/**
 * @param env additional variables of the command
 * @param more arguments
 */
export async function checkOn(
  repository: string,
  env: Env,
  builder: Builder,
  more: readonly string[] = [],
): Promise<EngineCheck> {
  const { exitCode, stdout, stderr } = await start('cli.js', {
    args: ['check', '--repo', repository, '--rounds', '7', '--json', ...more],
    env: { ...process.env, ...env, ...(await builderEnv(builder)) },
  }).finished
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stdout}${stderr}`)
  const report = JSON.parse(stdout) as Report
  const pullSizes = report.variants.map(({ metrics: { 'pull-size': size } }) =>
    isMeasured(size) ? size.value : Number.NaN,
  )
  const labels = report.variants.flatMap(({ dockerfile }) => dockerfile?.label ?? [])
  return {
    engine: report.engine,
    variants: report.variants.map(exactly),
    pullSizes,
    programs: report.programs,
    results: /results of earlier runs: .*/.exec(stderr)?.[0],
    labels: [...new Set(labels)],
  }
}

function exactly({
  metrics: measured,
  inits: _,
  copies,
  image,
  dockerfile,
  ...variant
}: ReportVariant): object {
  const exact = ['binary-size', 'image-size', 'layers']
  return {
    ...variant,
    metrics: Object.fromEntries(exact.map((name) => [name, measured[name]])),
    started: isMeasured(measured['startup']),
    // the copies are random
    hasCopies: copies !== undefined,
    // an engine may give an image that is in no registry its own digest
    dockerfile: { ...dockerfile, base: dockerfile?.base?.name, label: undefined, compileCaches: undefined },
    // engines and builders write different texts into the history, and different layer headers
    image: {
      ...image,
      id: '',
      workingDir: image?.workingDir || '/',
      layers: image?.layers.map(({ size, base, wasted }) => ({ size, base, wasted })),
    },
  }
}

/**
 * Names of the images of an engine, IDs of images without a name, and IDs of containers.
 *
 * @param more arguments of `docker ps`
 */
export async function contentsOf(env: Env, ...more: readonly string[]): Promise<readonly string[]> {
  const list = async (...args: string[]) => (await output(['docker', ...args], { env })).split('\n')
  const images = await list('images', '--all', '--format={{.Repository}}:{{.Tag}} {{.ID}}')
  const names = images.map((line) => (line.startsWith('<none>') ? line : line.replace(/ .*/, '')))
  return [...names, ...(await list('ps', '--all', '--quiet', ...more))].filter((line) => line !== '')
}
