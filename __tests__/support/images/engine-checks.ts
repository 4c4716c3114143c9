/** Whole checks of one small repository on several engines, and what must be the same of them. */
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

/** What its Dockerfile starts from, and the one that the changed copy of it needs besides. */
export const baseImageNames = ['golang:1.24-alpine', 'alpine:latest'] as const

type Env = Readonly<Record<string, string>>

export async function writeRepository(directory: string): Promise<void> {
  await layOut('alpine-default-to-scratch', directory)
  await repositoryAt(directory).commit('All there is')
}

/** The same, whose Dockerfile does not come to an end when its program is linked in this way. */
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
  /** Of each variant all that no clock decides, without its pull size. */
  readonly variants: readonly object[]
  readonly pullSizes: readonly number[]
  /** What the report has about the bytes of the programs. */
  readonly programs: Report['programs']
  /** The line of the log about results that earlier checks kept; undefined if there is none. */
  readonly results: string | undefined
  /** Labels that linkgate gave the images, each once. */
  readonly labels: readonly string[]
}

/**
 * @param env of the command, beside this process's own and what chooses the builder
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
    // which ones they were is drawn
    hasCopies: copies !== undefined,
    // an engine may know an image that no registry has by a digest of its own
    dockerfile: { ...dockerfile, base: dockerfile?.base?.name, label: undefined, compileCaches: undefined },
    // engines and builders write their own words into the history, and headers of the layers each in their way
    image: {
      ...image,
      id: '',
      workingDir: image?.workingDir || '/',
      layers: image?.layers.map(({ size, base, wasted }) => ({ size, base, wasted })),
    },
  }
}

/**
 * Names of the images of an engine, ids of those without one, and ids of its containers.
 *
 * @param more for `docker ps`
 */
export async function contentsOf(env: Env, ...more: readonly string[]): Promise<readonly string[]> {
  const list = async (...args: string[]) => (await output(['docker', ...args], { env })).split('\n')
  const images = await list('images', '--all', '--format={{.Repository}}:{{.Tag}} {{.ID}}')
  const names = images.map((line) => (line.startsWith('<none>') ? line : line.replace(/ .*/, '')))
  return [...names, ...(await list('ps', '--all', '--quiet', ...more))].filter((line) => line !== '')
}
