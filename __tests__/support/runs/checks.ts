/** Whole checks of small repositories, and short summaries of their outcomes. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import type { FindingId } from '../../../src/findings/catalog.ts'
import { isMeasured } from '../../../src/model/measurement.ts'
import { inRepository } from '../../../src/repository/go/main-package.ts'
import { type BaseImages, baseImages } from '../images/builder-images.ts'
import { builderEnv } from '../images/builders.ts'
import type { WrittenReport } from '../reports/worded.ts'
import { repositoryAt } from '../repositories/git.ts'
import { type Expected, layOut } from '../repositories/repositories.ts'
import { start, temporaryFolder } from './linkgate.ts'

const images = [
  'golang:1.22-alpine',
  'golang:1.23-alpine',
  'golang:1.24',
  'golang:1.24-alpine',
  'golang:1.24-alpine3.20',
  'golang:1.24-bookworm',
  'alpine:3.18',
  'alpine:3.19',
  'alpine:3.20',
  'alpine:3.21',
  'alpine:3.22',
  'alpine:latest',
  'busybox:1.36-musl',
  'debian:bookworm-slim',
  'gcr.io/distroless/base-debian12',
  'gcr.io/distroless/base-debian13',
  'gcr.io/distroless/static',
  'gcr.io/distroless/static-debian12',
]

/** Makes sure that the engine has the base images of the repositories, once for all tests of a file. */
export function holdImages(): void {
  let held: BaseImages | undefined
  beforeAll(async () => {
    held = await baseImages(images)
  })
  afterAll(() => held?.[Symbol.asyncDispose]())
}

export interface Outcome {
  readonly exitCode: number
  readonly report: WrittenReport | undefined
  readonly said: string
}

/**
 * Checks a fixture repository with the unedited files of `linkgate init`. Without `init` or with `files`, that command does not run:
 * only `files` are added.
 */
export async function checked(
  name: string,
  { init = true, files }: { readonly init?: boolean; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Outcome & { readonly expected: Expected }> {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, name)
  const expected = await layOut(name, directory, { buildable: true })
  if (init && files === undefined) {
    const done = await start('cli.js', { args: ['init', '--repo', directory] }).finished
    if (done.exitCode !== 0) return { ...done, report: undefined, said: done.stdout + done.stderr, expected }
  }
  await repositoryAt(directory).commit('All there is', files ?? {})
  return { ...(await check(directory)), expected }
}

/** Checks the last commit of a repository. */
export async function check(
  directory: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'report.json')
  const { exitCode, stderr, stdout } = await start('cli.js', {
    args: ['check', '--repo', directory, ...args, '--rounds', '7', '--report', path],
    env: { ...process.env, ...(await builderEnv('BuildKit')), ...env },
  }).finished
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return { exitCode, report: text === undefined ? undefined : JSON.parse(text), said: stdout + stderr }
}

/** For each mode, the source of the image, the linkage of the program, and whether it started. */
export function columns(report: WrittenReport | undefined): readonly string[] {
  return (report?.variants ?? []).map(({ mode, source, linkage, metrics, dockerfile }) => {
    const base = dockerfile === undefined ? '' : ` on ${dockerfile.base?.name ?? 'scratch'}`
    const libc = linkage?.libc === undefined ? '' : ` (${linkage.libc})`
    const started = isMeasured(metrics['startup']) ? 'started' : 'not started'
    return `${mode}: ${source}${base}, ${linkage?.kind}${libc}, ${started}`
  })
}

export const about = (report: WrittenReport | undefined, id: FindingId) =>
  (report?.findings ?? []).filter((one) => one.id === id).map(({ message, fix }) => `${message} ${fix}`)

/** The facts that linkgate found, in the form of `expected.json`: main package, Dockerfile and readiness. */
export function found(said: string, report: WrittenReport | undefined, { start }: Expected) {
  const [, main] = /main package (\S+) \(/.exec(said) ?? []
  const [, dockerfile] = /Dockerfile (\S+?(?:, target \S+)?, context \S+) \(/.exec(said) ?? []
  return {
    main,
    dockerfile,
    ready: report?.variants.map(({ ready }) => {
      // it listens on every address, and the probe chooses one
      const at = ready?.address.replace(/^.*:(?=\d+$)/, '')
      return start?.port === '$PORT' && at === '8080' ? '$PORT' : `${ready?.scheme} ${at}`
    }),
  }
}

export function toBeFound({ main, compiledBy, dockerfile, start }: Expected, columns: number) {
  const { port, tls = false, socket } = start ?? {}
  const ready =
    port === '$PORT' ? port : `http${tls ? 's' : ''} ${socket === undefined ? port : `unix:${socket}`}`
  const target = dockerfile?.target === undefined ? '' : `, target ${dockerfile.target}`
  return {
    // if it cannot be determined, `init` chose it
    ...(main === undefined ? {} : { main: compiledBy ?? inRepository(main.module, main.path) }),
    ...(dockerfile === undefined
      ? {}
      : { dockerfile: `${dockerfile.dockerfile}${target}, context ${dockerfile.context}` }),
    ready: Array(columns).fill(ready),
  }
}

/** Static in the production image, and dynamic from a changed Dockerfile. */
export const both = (was: string, other: string) => [
  `static: shipped on ${was}, static, started`,
  `dynamic: derived on ${other}, started`,
]
/** Dynamic in the production image, and static from a changed Dockerfile. */
export const turned = (on: string, was: string) => [
  `static: derived on ${on}, static, started`,
  `dynamic: shipped on ${was}, started`,
]
export const builtIn = 'dynamic: built-in, dynamic (glibc), started'
export const musl = (base: string) => `${base}, dynamic (musl)`
export const glibc = (base: string) => `${base}, dynamic (glibc)`

/** The share of Dockerfiles from which linkgate can derive another mode, in an image that starts. */
export class DerivedShare {
  readonly #built = new Map<string, { readonly indirect: boolean; readonly derived: boolean }>()

  /** `indirect`: the Dockerfile runs go through make or a script. */
  count(name: string, report: WrittenReport | undefined, { indirect = false } = {}): void {
    const derived = (report?.variants ?? []).filter(({ source }) => source === 'derived')
    const started = derived.every(({ metrics }) => isMeasured(metrics['startup']))
    this.#built.set(name, { indirect, derived: derived.length > 0 && started })
  }

  /** Prints the shares, and expects a high share of Dockerfiles without make or a script. */
  tell(): void {
    const all = [...this.#built.values()]
    const plain = all.filter(({ indirect }) => !indirect)
    if (plain.length === 0) return
    const derived = (some: typeof all) => some.filter((one) => one.derived).length
    const text = (some: typeof all) =>
      `${derived(some)} of ${some.length} (${Math.round((100 * derived(some)) / some.length)} %)`
    console.log(
      `Dockerfiles that derive to a running image of the other mode: ${text(plain)} without make or script, ${text(all)} in all`,
    )
    expect(derived(plain) / plain.length).toBeGreaterThanOrEqual(0.9)
  }
}
