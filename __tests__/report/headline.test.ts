import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { type Finding, finding } from '../../src/findings/finding.ts'
import type { Comparison } from '../../src/model/comparison.ts'
import { headlineOf } from '../../src/report/headline.ts'
import { markdownBodies } from '../../src/report/markdown/markdown.ts'
import { budget, comparisons, sampleReport, unchangedReport, variant } from '../support/reports/report.ts'
import { tableShapes } from './gfm.ts'

const shown = (text: string | undefined) => (text ?? '').replaceAll('\u{a0}', ' ')
const shortest = (report: Report) => shown(markdownBodies(report).at(-1))
const fullest = (report: Report) => shown(markdownBodies(report)[0])
const rule = budget(
  'pull-size',
  { increase: { relative: 0.01, absolute: 256_000 } },
  'increase 1% and 256 kB',
)

describe('the verdict in words', () => {
  const first = (overrides: Partial<Report>) => shortest(sampleReport(overrides)).split('\n')[0]
  const lines = (overrides: Partial<Report>) =>
    shortest(sampleReport(overrides))
      .split('\n')
      .filter((line) => line.startsWith('- '))
  const one = (only: Finding): Partial<Report> => ({ verdict: only.verdict, findings: [only] })
  const pull = { metric: 'pull-size', mode: 'static' }
  const ofBudget = (verdict: 'fail' | 'warn' | 'inconclusive'): Finding =>
    verdict === 'inconclusive'
      ? finding('budget/undecided', { kind: 'unpaired', budget: 'x' }, { ...pull, verdict })
      : finding('budget/max-exceeded', { value: 2, max: 1 }, { ...pull, verdict })
  const notUsed = finding(
    'dockerfile/not-used',
    { dockerfile: 'Dockerfile', main: 'example.com/orders', detail: 'it copies a program' },
    { verdict: 'warn' },
  )
  const failure = { kind: 'garbled', answer: '' } as const
  const not = {
    mode: 'dynamic',
    promised: ['dynamic'],
    made: 'static',
    machine: 'amd64',
    needed: [],
  } as const
  const judged = (verdict: 'fail' | 'warn' | 'inconclusive', change: Partial<Comparison> = {}) => ({
    ...one(ofBudget(verdict)),
    comparisons: sampleReport().comparisons.map((comparison) =>
      comparison.metric === 'pull-size' && comparison.mode === 'static'
        ? { ...comparison, verdict, ...change }
        : { ...comparison, verdict: 'pass' as const },
    ),
  })

  test.each<[Partial<Report>, string]>([
    [{ verdict: 'pass', findings: [] }, '✅ linkgate · orders: within all budgets'],
    [{ verdict: 'pass', findings: [], budgets: [] }, '✅ linkgate · orders: measured, no budgets'],
    [
      { verdict: 'pass', findings: [], variants: [], comparisons: [] },
      '✅ linkgate · orders: nothing measured',
    ],
    [judged('fail'), '❌ linkgate · orders: 1 budget broken'],
    [judged('warn'), '⚠️ linkgate · orders: 1 warning'],
    [judged('inconclusive'), '❔ linkgate · orders: no budget broken, timing inconclusive'],
    [
      one(
        finding(
          'budget/unmeasured',
          { reason: { kind: 'absent' }, budget: 'max 1' },
          { verdict: 'unmeasured', metric: 'x' },
        ),
      ),
      '❔ linkgate · orders: budgets unmeasured',
    ],
    [
      one(
        finding(
          'budget/unmeasured',
          { reason: { kind: 'absent' }, budget: 'max 1' },
          { verdict: 'warn', metric: 'x', mode: 'static' },
        ),
      ),
      '⚠️ linkgate · orders: budgets unmeasured',
    ],
    [one(notUsed), '⚠️ linkgate · orders: 1 finding'],
    [
      one(finding('start/not-ready', { failure }, { verdict: 'warn', mode: 'static' })),
      '⚠️ linkgate · orders: head does not start (static)',
    ],
    ...(
      [
        [[['head', 'static']], 'head does not start (static)'],
        [
          [
            ['head', 'static'],
            ['head', 'dynamic'],
          ],
          'head does not start',
        ],
        [
          [
            ['base', 'dynamic'],
            ['head', 'dynamic'],
          ],
          'neither base nor head starts (dynamic)',
        ],
        [
          [
            ['base', 'dynamic'],
            ['head', 'static'],
            ['head', 'dynamic'],
          ],
          'head does not start, base does not start (dynamic)',
        ],
      ] as const
    ).map(([variants, words]): [Partial<Report>, string] => [
      one(
        finding(
          'start/not-ready',
          { failure, variants: variants.map(([revision, mode]) => ({ revision, mode })) },
          { verdict: 'warn' },
        ),
      ),
      `⚠️ linkgate · orders: ${words}`,
    ]),
    [
      one(
        finding(
          'budget/no-baseline',
          { because: 'base-not-started' },
          { verdict: 'pass', revision: 'base', mode: 'static' },
        ),
      ),
      '✅ linkgate · orders: no start-up baseline',
    ],
    [
      one(
        finding(
          'load/library-missing',
          { library: 'libx.so.1', neededBy: '/api', loader: 'glibc' },
          { verdict: 'fail', revision: 'head', mode: 'dynamic' },
        ),
      ),
      '❌ linkgate · orders: a library is missing (dynamic)',
    ],
    [
      one(
        finding(
          'load/library-missing',
          { library: 'libx.so.1', neededBy: '/api', loader: 'glibc' },
          { verdict: 'pass', revision: 'base', mode: 'dynamic' },
        ),
      ),
      '✅ linkgate · orders: within all budgets',
    ],
    [
      one(finding('link/mode-not-achieved', { not }, { verdict: 'fail', mode: 'dynamic' })),
      '❌ linkgate · orders: dynamic is not linked as it promises',
    ],
    [
      one(finding('build/failed', { why: [] }, { verdict: 'pass', revision: 'base' })),
      '✅ linkgate · orders: base does not build',
    ],
    [{ ...one(notUsed), app: '@team' }, '⚠️ linkgate · `@team`: 1 finding'],
  ])('%#', (overrides, words) => {
    expect(first(overrides)).toBe(`### ${words}`)
  })

  test.each<[string, Partial<Report>, string]>([
    ['growth', judged('fail'), '- **Image, pulled** · static +814.1 kB (+19.3 %); budget 1% and 256 kB'],
    [
      'a ceiling, where the growth is as broken',
      judged('fail', {
        budget: { ...rule, max: 5e6, increase: { absolute: 0 }, text: 'max 5 MB, increase 0' },
      }),
      '- **Image, pulled** · static 5.02 MB; budget max 5 MB\n- **Image, pulled** · static +814.1 kB (+19.3 %); budget 0',
    ],
    [
      'a default',
      judged('fail', { budget: { ...rule, source: 'default' } }),
      '- **Image, pulled** · static +814.1 kB (+19.3 %); default budget 1% and 256 kB',
    ],
    [
      'what is undecided, in the words of who judged',
      judged('inconclusive'),
      '- **static** · Image, pulled: no starts of base and head can be compared, so the budget (x) cannot be judged',
    ],
  ])('%s', (_, overrides, expected) => {
    expect(lines(overrides).join('\n')).toBe(expected)
  })

  test('a timing above its maximum is marked at the value, not at the change', () => {
    const startup = sampleReport().comparisons.map((comparison) =>
      comparison.metric === 'startup' && comparison.budget !== undefined
        ? { ...comparison, verdict: 'fail' as const, budget: { ...comparison.budget, max: 8 } }
        : comparison,
    )
    expect(shortest(sampleReport({ comparisons: startup }))).toContain('| 8.9 ms ❌<br>+2.1 ms |')
  })

  test('reports identical binaries in different images', () => {
    const same = unchangedReport().variants.map((variant) =>
      variant.image === undefined
        ? variant
        : { ...variant, image: { ...variant.image, id: variant.revision } },
    )
    expect(first({ ...unchangedReport(), variants: same })).toContain('binaries unchanged')
  })
})

test('the first platform has its own table, and all others share one; every mode has a column', () => {
  const modes = ['static', 'dynamic', 'static-pie', 'dynamic-musl', 'static-musl', 'own']
  const whole = (count: number, platforms: readonly string[]) => {
    const places = platforms.flatMap((platform) => modes.slice(0, count).map((mode) => ({ platform, mode })))
    const of = (revision: 'base' | 'head', { platform, mode }: (typeof places)[number]) =>
      variant(revision, mode, { platform })
    return sampleReport({
      variants: places.flatMap((place) => [of('base', place), of('head', place)]),
      comparisons: places.flatMap((place) => comparisons(of('base', place), of('head', place))),
    })
  }
  for (const count of [1, 2, 3, 6]) {
    // more than two stand below one another: a row for each of the six metrics, and one for each mode of it
    const [columns, rows] = count > 2 ? [3, 1 + 6 * (count + 1)] : [count === 2 ? 4 : 2, 7]
    expect(tableShapes(shortest(whole(count, ['linux/amd64'])))).toEqual([Array(rows).fill(columns)])
  }
  for (const count of [2, 3]) {
    const body = shortest(whole(count, ['linux/amd64', 'linux/arm64', 'linux/386']))
    const rows = 1 + 2 * (1 + (count > 2 ? 6 * (count + 1) : 6))
    expect(tableShapes(body)).toMatchObject([{}, Array(rows).fill(count > 2 ? 2 : 3)])
    expect(body.match(/^#### .*$/gm)).toEqual(['#### linux/amd64'])
    expect(body).toContain('<summary>2 more platforms: linux/arm64 and linux/386</summary>')
    expect(body).toContain('| **linux/386** |')
  }
})

test('causes without known sizes are listed without numbers', () => {
  const cause = { metric: 'binary-size', mode: 'static', delta: null, share: null }
  const report = sampleReport({
    causes: [
      { ...cause, kind: 'module', name: 'example.com/new', change: { type: 'added', version: 'v1.2.3' } },
      {
        ...cause,
        kind: 'module',
        name: 'example.com/other',
        change: { type: 'changed', from: 'v1.0.0', to: 'v1.1.0' },
      },
    ],
  })
  expect(fullest(report)).toContain(
    'What changed: new module `example.com/new` v1.2.3 · module `example.com/other` v1.0.0 → v1.1.0',
  )
  expect(fullest(report)).toContain('| module `example.com/new` | new v1.2.3 | static |')
})

test('a changed base image appears once, with old and new name', () => {
  const cause = { metric: 'image-size', mode: 'static', delta: 70_970_000, share: 0.98 }
  const report = sampleReport({
    causes: [
      {
        ...cause,
        kind: 'base-image',
        name: 'debian:bookworm-slim',
        change: { type: 'changed', from: 'alpine:3.20', to: 'debian:bookworm-slim' },
      },
    ],
    comparisons: sampleReport().comparisons.map((one) =>
      one.metric === 'image-size' ? { ...one, verdict: 'fail' as const } : one,
    ),
  })
  expect(fullest(report)).toContain(
    'Cause: base image `alpine:3.20` → `debian:bookworm-slim`: image, unpacked +70.97 MB',
  )
})

test("compares the user's image with the built-in fallback only by metrics of the program", () => {
  const rows = (source: 'derived' | 'built-in') =>
    shortest(
      sampleReport({
        variants: sampleReport().variants.map((one) => ({
          ...one,
          source: one.mode === 'static' ? ('shipped' as const) : source,
        })),
      }),
    )
      .split('\n')
      .filter((line) => /^\| \*\*(Binary|Image, pulled)/.test(line))
      .map((line) => (line.split('|').at(-2) ?? '').trim() !== '')
  expect(rows('derived')).toEqual([true, true])
  expect(rows('built-in')).toEqual([true, false])
})

describe('new vulnerabilities', () => {
  const start = { package: 'main', name: 'main' }
  const found = (vulnerability: string, module: string, mode: string, to?: string) =>
    finding(
      'vulnerability/new',
      {
        vulnerability,
        module,
        version: 'v1.0.0',
        function: 'f',
        ...(to === undefined ? {} : { chain: [start, { package: 'main', name: to }] }),
      },
      { verdict: 'fail', mode },
    )
  const lines = (findings: readonly Finding[]) =>
    headlineOf(sampleReport({ verdict: 'fail', findings })).lines.map(({ subject, text }) => [subject, text])
  const modes = ['static', 'dynamic']

  test('share one line for the same modes, grouped by module', () => {
    const ids = ['GO-2026-1', 'GO-2026-2', 'GO-2026-3', 'GO-2026-4', 'GO-2026-5', 'GO-2026-6']
    const findings = modes.flatMap((mode) => [
      found('GO-2026-9', 'stdlib', mode, mode),
      ...ids.map((id) => found(id, 'example.com/xlsx', mode)),
    ])
    expect(lines([...findings, found('GO-2026-8', 'example.com/libc', 'dynamic')])).toEqual([
      [
        'static and dynamic',
        'Head has 7 known vulnerabilities that base does not have: `GO-2026-9` in `stdlib` v1.0.0; ' +
          '`GO-2026-1`, `GO-2026-2`, `GO-2026-3`, `GO-2026-4` and 2 others in `example.com/xlsx` v1.0.0',
      ],
      ['dynamic', expect.stringMatching(/^Head has the vulnerability `GO-2026-8`/)],
    ])
  })

  test('are counted once if they are in two modules', () => {
    const findings = [
      found('GO-2026-1', 'stdlib', 'static'),
      found('GO-2026-1', 'golang.org/x/net', 'static'),
    ]
    expect(lines(findings)).toEqual([
      [
        'static',
        'Head has 1 known vulnerability that base does not have: ' +
          '`GO-2026-1` in `stdlib` v1.0.0; `GO-2026-1` in `golang.org/x/net` v1.0.0',
      ],
    ])
  })
})
