import { expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { finding } from '../../src/findings/finding.ts'
import type { RunPhase } from '../../src/model/phase.ts'
import { durationLine } from '../../src/report/durations.ts'
import { combinedText } from '../../src/report/markdown/combined.ts'
import { detailsPlaces } from '../../src/report/markdown/markdown.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { onPlatform, sampleReport } from '../support/reports/report.ts'
import { expectValue } from '../support/results.ts'

const key = 'linkgate-go-linux-amd64-go1.24.4-abc'
const phases = (goCaches?: RunPhase['goCaches']): readonly RunPhase[] => [
  { name: 'restore', seconds: 2, ...(goCaches === undefined ? {} : { goCaches }) },
  { name: 'build', seconds: 40 },
  { name: 'builder', seconds: 38.4, within: 'build' },
  { name: 'start', seconds: 12.6 },
  { name: 'starts', seconds: 11, within: 'start' },
]
const summary = (report: Report) => combinedText([report], detailsPlaces.summary)(1e6) ?? ''
const tableIn = (text: string) =>
  /<summary>Where the time went<\/summary>\n\n(.*?)\n\n<\/details>/s.exec(text)?.[1]

test('the job summary has a table of phases with the savings of caches in this run and the next one', () => {
  const once = finding(
    'dockerfile/built-once',
    { dockerfile: 'Dockerfile' },
    { verdict: 'pass', mode: 'static' },
  )
  const report = sampleReport({
    phases: phases({ from: 'none', key, saves: true }),
    findings: [once],
    variants: [],
  })
  expect(tableIn(summary(report))).toMatchInlineSnapshot(`
    "| Phase | Time | Caches | The next run |
    | :-- | --: | :-- | :-- |
    | restore | 2.0 s | no cache: cold build | restores \`linkgate-go-linux-amd64-go1.24.4-abc\`; builds without it took 38.4 s |
    | build | 40.0 s |  |  |
    | – \`go build\` and image builders | 38.4 s | one build for base and head in 1 mode (\`static\`) |  |
    | start | 12.6 s |  |  |
    | – starts of the app | 11.0 s |  |  |"
  `)
  expect(tableIn(combinedText([report])(1e6) ?? '')).toBeUndefined()
  expect(tableIn(summary({ ...report, phases: phases() }))).not.toContain('The next run')
  const other = { ...report, app: 'other' }
  expect(
    combinedText([report, other], detailsPlaces.summary)(1e6)?.split('Where the time went'),
  ).toHaveLength(3)
})

test('builds by a Dockerfile do not show what the Go caches of this machine save', () => {
  const { variants } = sampleReport()
  const line = (source: 'built-in' | 'shipped') =>
    durationLine(
      sampleReport({
        phases: phases({ from: 'none', key, saves: true }),
        variants: variants.map((one) => ('source' in one ? { ...one, source } : one)),
      }),
    )
  expect(line('built-in')).toMatch(/builds without it took 38\.4 s/)
  expect(line('shipped')).toMatch(/restores `\S+`$/)
})

test.each<[NonNullable<RunPhase['goCaches']>, string]>([
  [{ from: 'machine', saves: false }, 'Go modules were on the machine already'],
  [{ from: 'cache', key, saves: false }, `Go modules and build cache restored from \`${key}\``],
  [
    { from: 'cache', key, saves: true },
    `Go modules and build cache of other \`go.sum\` files restored; the next run restores \`${key}\``,
  ],
  [{ from: 'none', saves: false }, 'no cache: cold build'],
])('%j is %s in the log', (goCaches, text) => {
  const line = durationLine(sampleReport({ phases: phases(goCaches), variants: [] }))
  expect(line).toBe(
    `restore 2.0 s, build 40.0 s (including \`go build\` and image builders 38.4 s), start 12.6 s (including starts of the app 11.0 s); ${text}`,
  )
})

test('each job of a merged report has its own phases', () => {
  const one = sampleReport({ phases: phases({ from: 'none', key, saves: true }) })
  const slower = one.phases.map((phase) => ({ ...phase, seconds: phase.seconds * 10 }))
  const [merged] = expectValue(mergeReports([one, onPlatform({ ...one, phases: slower }, 'linux/arm64')]))
  expect(tableIn(summary(merged ?? one))).toMatchInlineSnapshot(`
    "| Phase | Time | Caches | The next run |
    | :-- | --: | :-- | :-- |
    | **\`linux/amd64\`** |  |  |  |
    | restore | 2.0 s | no cache: cold build | restores \`linkgate-go-linux-amd64-go1.24.4-abc\`; builds without it took 38.4 s |
    | build | 40.0 s |  |  |
    | – \`go build\` and image builders | 38.4 s | built-in images share the Go build cache |  |
    | start | 12.6 s |  |  |
    | – starts of the app | 11.0 s |  |  |
    | **\`linux/arm64\`** |  |  |  |
    | restore | 20.0 s | no cache: cold build | restores \`linkgate-go-linux-amd64-go1.24.4-abc\`; builds without it took 384.0 s |
    | build | 400.0 s |  |  |
    | – \`go build\` and image builders | 384.0 s | built-in images share the Go build cache |  |
    | start | 126.0 s |  |  |
    | – starts of the app | 110.0 s |  |  |"
  `)
})

test('a phase may have any name, as reports of other jobs do', () => {
  const named = ['constructor', '__proto__', 'a|b\n`c'].map((name) => ({ name, seconds: 1 }))
  expect(tableIn(summary(sampleReport({ phases: named, variants: [] })))).toMatchInlineSnapshot(`
    "| Phase | Time |
    | :-- | --: |
    | constructor | 1.0 s |
    | \`__proto__\` | 1.0 s |
    | \`a¦b\` c | 1.0 s |"
  `)
})

test('shows only the first phases of a report with far too many', () => {
  const results = { taken: 0, added: 1 }
  const many = Array.from({ length: 1_000 }, () => ({ name: 'inspect', seconds: 1, results }))
  expect(tableIn(summary(sampleReport({ phases: many, variants: [] })))?.split('\n')).toHaveLength(202)
})

test('counts stored results, with the seconds that computing them took', () => {
  const line = (taken: number, added: number) =>
    durationLine(
      sampleReport({
        phases: [
          { name: 'inspect', seconds: 5, results: { taken, added } },
          { name: 'link', seconds: 2.4, within: 'inspect' },
          { name: 'attribute', seconds: 1.9, within: 'inspect' },
        ],
        variants: [],
      }),
    ).replace(/^[^;]*; /, '')
  expect(line(0, 4)).toBe(
    'the next run uses 4 new results if the programs are the same (link 2.4 s and attribute 1.9 s)',
  )
  expect(line(4, 0)).toBe('4 results of earlier runs used')
})
