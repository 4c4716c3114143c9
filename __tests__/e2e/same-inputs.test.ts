/** Whole checks of changes that no builder sees. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { WrittenReport } from '../support/reports/worded.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import { check, holdImages, type Outcome } from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'

holdImages()

const ignored = { '.dockerignore': '.github\n*.md\n' }

/** Checks of commits on top of a first one, in turn, with a cache of results of their own. */
async function inTurn(
  before: Readonly<Record<string, string>>,
  commits: readonly Readonly<Record<string, string>>[],
): Promise<readonly Outcome[]> {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, 'server-and-generator')
  await mkdir(directory)
  await layOut('server-and-generator', directory)
  const repository = repositoryAt(directory)
  await repository.commit('All there is', { ...ignored, ...before })
  const outcomes: Outcome[] = []
  for (const files of commits) {
    await repository.commit('A change', files)
    const env = { LINKGATE_CACHE: join(folder.path, 'results') }
    outcomes.push(await check(directory, ['--base', 'HEAD~1'], env))
  }
  return outcomes
}

/** Images that a builder made: an image that both revisions have is built once. */
function builds({ said }: Outcome): number {
  const count = (pattern: RegExp) => said.match(pattern)?.length ?? 0
  const ended = count(/^ +(?:done: )?build (?:base|head), Dockerfile.* s\)?$/gm)
  return ended - count(/the builder would get the same files again/g)
}

const ids = (report: WrittenReport | undefined) => report?.findings.map(({ id }) => id)

/** Whether metrics of a mode were measured, and why not, as `revision metric`. */
function states(report: WrittenReport | undefined, mode: string): Readonly<Record<string, string>> {
  const variants = report?.variants.filter((variant) => variant.mode === mode) ?? []
  const all = variants.flatMap(({ revision, metrics }) =>
    (['binary-size', 'pull-size', 'startup', 'memory'] as const).map((metric) => {
      const one = metrics[metric]
      return [
        `${revision} ${metric}`,
        one !== undefined && 'unmeasured' in one ? one.unmeasured.kind : 'measured',
      ]
    }),
  )
  return Object.fromEntries(all)
}

const sizesOnly = Object.fromEntries(
  ['base', 'head'].flatMap((revision) => [
    [`${revision} binary-size`, 'measured'],
    [`${revision} pull-size`, 'measured'],
    [`${revision} startup`, 'same-inputs'],
    [`${revision} memory`, 'same-inputs'],
  ]),
)
const nothing = Object.fromEntries(Object.keys(sizesOnly).map((key) => [key, 'same-inputs']))
const readme = (words: string) => ({ 'README.md': `${words}\n` })

describe.concurrent('a README that the builder does not get', () => {
  test('costs one build, then none; a change of the program is measured whole', async () => {
    const program = { 'cmd/server/change.go': 'package main\n\nfunc init() { println("changed") }\n' }
    const [first, second, third] = (await inTurn({}, [readme('Other'), readme('More'), program])) as [
      Outcome,
      Outcome,
      Outcome,
    ]
    for (const { report, said, exitCode } of [first, second]) {
      expect(ids(report), said).toContain('build/same-inputs')
      expect(states(report, 'static'), said).toEqual(sizesOnly)
      expect(states(report, 'dynamic'), said).toEqual(nothing)
      expect(new Set(report?.comparisons.map(({ verdict }) => verdict))).toEqual(new Set(['unchanged']))
      expect(exitCode, said).toBe(0)
    }
    expect([first, second, third].map(builds), first.said + second.said + third.said).toEqual([1, 0, 4])
    expect(second.said).toContain('an earlier run had the same inputs: nothing is built')
    expect(second.report?.phases.map(({ name }) => name)).not.toContain('build')
    expect(sameFacts(second)).toEqual(sameFacts(first))
    expect(ids(third.report), third.said).not.toContain('build/same-inputs')
    expect(new Set(Object.values(states(third.report, 'dynamic')))).toEqual(new Set(['measured']))
  })

  test('modes with a ceiling are built, and started if it is one of starts', async () => {
    const budgets = 'version: 1\nbudgets: { dynamic: { startup: { max: 30 s } } }\n'
    const [outcome] = await inTurn({ '.github/linkgate.yml': budgets }, [readme('Other')])
    if (outcome === undefined) throw new Error('there is no check')
    expect(builds(outcome), outcome.said).toBe(2)
    expect(new Set(Object.values(states(outcome.report, 'dynamic')))).toEqual(new Set(['measured']))
    expect(outcome.exitCode, outcome.said).toBe(0)
  })
})

/** What a run has of the images. */
function sameFacts({ report }: Outcome) {
  return report?.variants.map(({ mode, source, linkage, image, binary, dockerfile }) => ({
    mode,
    source,
    linkage,
    image,
    binary,
    dockerfile,
  }))
}
