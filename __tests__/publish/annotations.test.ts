import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { type Finding, finding } from '../../src/findings/finding.ts'
import type { Cause } from '../../src/model/cause.ts'
import {
  type AnnotationLevel,
  annotationLevels,
  annotationsOf,
  annotationsPerLevel,
} from '../../src/publish/annotations.ts'
import { brokenBuildReport, budget, sampleReport } from '../support/reports/report.ts'
import { anyReport } from '../support/reports/reports.ts'
import { outside } from '../support/runs/outside.ts'
import { tries } from '../support/runs/tries.ts'

const places = { places: true }
/** What is annotated of a report that has nothing but findings. */
const annotate = (findings: readonly Finding[], given: Partial<Report> = {}) =>
  annotationsOf([sampleReport({ findings, causes: [], ...given })], places)

type Subject = Partial<Pick<Finding, 'revision' | 'mode' | 'platform' | 'metric' | 'log'>>
const exceeded = (about: Subject & { readonly verdict?: 'fail' | 'warn' } = {}) =>
  finding('budget/max-exceeded', { value: 2, max: 1 }, { verdict: 'fail', ...about })
const undecided = (about: Subject = {}) =>
  finding('budget/undecided', { kind: 'unpaired', budget: 'x' }, { verdict: 'inconclusive', ...about })
const unmeasured = (about: Subject = {}) =>
  finding(
    'budget/unmeasured',
    { reason: { kind: 'absent' }, budget: 'max 1' },
    { verdict: 'unmeasured', ...about },
  )
const unbuilt = (about: Subject = {}) =>
  finding('build/failed', { why: [] }, { verdict: 'unmeasured', revision: 'head', ...about })
const notReady = (about: Subject = {}) =>
  finding('start/not-ready', { failure: { kind: 'garbled', answer: '' } }, { verdict: 'warn', ...about })
const many = (count: number, verdict: 'fail' | 'warn' | 'inconclusive' = 'fail') =>
  Array.from({ length: count }, (_, index) => {
    const about = { mode: `mode${index}` }
    return verdict === 'inconclusive' ? undecided(about) : exceeded({ ...about, verdict })
  })
const noBaseline = finding('budget/no-baseline', { because: 'no-base' }, { verdict: 'pass' })
const loosened = finding('budget/loosened', { was: 'max 1 MB' }, { verdict: 'pass', metric: 'memory' })

test.each<[string, Finding, AnnotationLevel | undefined]>([
  ['fail', exceeded(), 'error'],
  ['unmeasured', unmeasured(), 'error'],
  ['warn', exceeded({ verdict: 'warn' }), 'warning'],
  ['inconclusive', undecided(), 'notice'],
  ['no baseline', noBaseline, 'notice'],
  ['anything else that passes', loosened, undefined],
])('%s', (_, given, level) => {
  const { shown } = annotate([given])
  expect(shown.map((annotation) => annotation.level)).toEqual(level === undefined ? [] : [level])
})

test('has the message, the subject and the id in docs/findings.md', () => {
  const { shown, rest } = annotate([
    unmeasured({ revision: 'head', mode: 'static', metric: 'binary-size' }),
    finding('load/not-executable', { path: '/api' }, { verdict: 'fail', mode: 'dynamic' }),
    exceeded({ metric: 'toString' }),
    exceeded({ metric: 'binary-size', mode: 'static', platform: 'linux/arm64' }),
  ])
  expect(shown).toEqual([
    {
      level: 'error',
      title: 'linkgate · head · static · Binary (budget/unmeasured)',
      message:
        'Binary: not measured (no number was recorded). The budget (max 1) could not be checked, so the check does not pass.\nfix: set `unmeasured: warn` for `binary-size` under `budgets`',
    },
    {
      level: 'error',
      title: 'linkgate · dynamic · not executable (load/not-executable)',
      message:
        'Head, mode `dynamic`: `/api` is not executable in the image. The app does not start: `permission denied`.\nfix: copy the program with its mode, for example `COPY --chmod=755`',
    },
    {
      level: 'error',
      title: 'linkgate · toString (budget/max-exceeded)',
      message: 'toString: 2 exceeds the maximum of 1',
    },
    expect.objectContaining({
      title: 'linkgate · static · linux/arm64 · Binary (budget/max-exceeded)',
    }),
  ])
  expect(rest).toBeUndefined()
})

describe('the limit of GitHub for each level', () => {
  test('shows all of ten', () => {
    expect(annotate(many(10))).toEqual({ shown: expect.objectContaining({ length: 10 }) })
  })

  test('shows the first ten, worst levels first, and one sentence about the rest', () => {
    const { shown, rest } = annotate([...many(9, 'inconclusive'), ...many(11, 'warn'), ...many(12)])
    expect(shown.map(({ level }) => level)).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('warning'),
      ...Array(6).fill('notice'),
    ])
    expect(shown[9]?.title).toContain('mode9')
    expect(rest).toBe('Not annotated: 2 more errors, 1 more warning, 3 more notices; see the report.')
  })
})

describe('the place of a compiler error', () => {
  test('is relative to the module, in any directory of the repository', () => {
    const goMod = { file: 'services/orders/go.mod', require: {} }
    const [first] = annotationsOf([{ ...brokenBuildReport(), goMod }], places).shown
    expect(first).toMatchObject({
      file: 'services/orders/internal/store/store.go',
      line: 41,
      message: expect.stringContaining('undefined: orderIndex'),
    })
  })

  test.each<[string, Finding, string | undefined]>([
    ['the package of the folder', unbuilt({ log: ['./main.go:3:1: x'] }), 'main.go'],
    ['no column', unbuilt({ log: ['main.go:3: x'] }), 'main.go'],
    ['outside of the module', unbuilt({ log: ['../other/main.go:3:1: x', '/etc/x.go:1:1: x'] }), undefined],
    ['output of an app', notReady({ log: ['main.go:3:1: x'] }), undefined],
    ['base, which the diff does not show', unbuilt({ revision: 'base', log: ['main.go:3:1: x'] }), undefined],
    ['no log', unbuilt(), undefined],
  ])('%s', (_, given, file) => {
    const [only] = annotate([given]).shown
    expect(only?.file).toBe(file)
  })
})

const file = '.github/linkgate.yml'
const placed = (metric: 'binary-size' | 'startup', line: number, mode?: string) => ({
  ...budget(metric, mode === undefined ? {} : { mode }, 'max 1 MB'),
  place: { file, line },
})

describe('the place of a budget', () => {
  const budgets = [placed('binary-size', 4), placed('startup', 5), placed('binary-size', 8, 'dynamic')]

  test.each<[string, Finding, number | undefined]>([
    ['its line in the configuration', exceeded({ mode: 'static', metric: 'binary-size' }), 4],
    ["the mode's own", exceeded({ mode: 'dynamic', metric: 'binary-size' }), 8],
    ['also of one that is undecided', undecided({ metric: 'startup' }), 5],
    ['a default has none', exceeded({ metric: 'memory' }), undefined],
    ['what is no budget has none', notReady({ metric: 'startup' }), undefined],
  ])('%s', (_, given, line) => {
    const [only] = annotate([given], { budgets }).shown
    expect(only).toMatchObject(line === undefined ? {} : { file, line })
    expect(only?.file).toBe(line === undefined ? undefined : file)
  })

  test('is omitted on another commit', () => {
    const report = sampleReport({ findings: [exceeded({ metric: 'startup' })], budgets })
    const [only] = annotationsOf([report], { places: false }).shown
    expect(only).toMatchObject({ level: 'error', message: expect.stringMatching(/^Start-up: /) })
    expect(only).not.toHaveProperty('file')
  })
})

describe('a new module', () => {
  const excelize = 'github.com/xuri/excelize/v2'
  const goMod = { file: 'go.mod', require: { [excelize]: 7, 'github.com/gin-gonic/gin': 6 } }
  type ModuleChange = Extract<Cause, { readonly kind: 'module' }>['change']
  const cause = (name: string, change: ModuleChange, mode = 'static'): Cause => ({
    metric: 'binary-size',
    mode,
    kind: 'module',
    name,
    delta: null,
    share: null,
    change,
  })
  const added = (version: string) => ({ type: 'added', version }) as const
  const news = ['static', 'dynamic'].map((mode) => cause(excelize, added('v2.10.1'), mode))
  const shown = (given: Partial<Report>) => annotationsOf([sampleReport({ goMod, ...given })], places).shown
  const modules = (given: Partial<Report>) => shown(given).filter(({ title }) => title.endsWith('new module'))

  test('is annotated once, at its line in go.mod, with the broken size budgets', () => {
    expect(modules({ causes: news })).toEqual([
      {
        level: 'warning',
        title: 'linkgate · new module',
        message:
          'new module `github.com/xuri/excelize/v2` v2.10.1; broken budgets: Binary · Image, pulled (static and dynamic)',
        file: 'go.mod',
        line: 7,
      },
    ])
  })

  test.each<[string, Partial<Report>]>([
    ['where every budget is kept', { causes: news, comparisons: [] }],
    ['in another mode than the broken one', { causes: [cause(excelize, added('v2.10.1'), 'other')] }],
    ['that is not new', { causes: [cause(excelize, { type: 'changed', from: 'v2.9.0', to: 'v2.10.1' })] }],
    ['that came with another', { causes: [cause('github.com/xuri/efp', added('v0.0.1'))] }],
    ['where go.mod is not known', { causes: news, goMod: { file: 'go.mod', require: {} } }],
    ['called as something else', { causes: [cause('toString', added('v1.0.0'))] }],
  ])('has no annotation if it is %s', (_, given) => {
    expect(modules(given)).toEqual([])
  })

  test('shows its bytes, and those of the modules that it requires', () => {
    const bytes = (name: string, delta: number, more = {}) =>
      ({ ...cause(name, added('v1.0.0')), delta, share: delta / 2e6, ...more }) as Cause
    const causes = [bytes(excelize, 1.3e6), bytes('github.com/xuri/efp', 4e5, { through: excelize })]
    expect(modules({ causes })[0]?.message).toMatch(
      /^new module `\S+` v1\.0\.0: \+1\.30 MB, with the modules that it requires \+1\.70 MB; broken budgets: /,
    )
  })

  test('shows the bytes of one platform', () => {
    const on = (platform: string) =>
      [excelize, 'github.com/xuri/efp'].map(
        (name, index) =>
          ({
            ...cause(name, added('v1.0.0')),
            platform,
            delta: 1e6,
            share: 0.5,
            ...(index === 0 ? {} : { through: excelize }),
          }) as Cause,
      )
    const causes = [...on('linux/amd64'), ...on('linux/arm64')]
    expect(modules({ causes })[0]?.message).toContain(
      ': +1.00 MB, with the modules that it requires +2.00 MB;',
    )
  })

  test('is also annotated for an upgrade that makes the program larger', () => {
    const change = { type: 'changed', from: 'v2.9.0', to: 'v2.10.1' } as const
    const upgraded = (share: number) =>
      shown({ causes: [{ ...cause(excelize, change), delta: share * 2e6, share }], findings: [] })
    expect(upgraded(0.5)).toMatchObject([
      {
        title: 'linkgate · changed module',
        message: expect.stringContaining('`github.com/xuri/excelize/v2` v2.9.0 → v2.10.1: +1.00 MB; broken'),
        line: 7,
      },
    ])
    expect(upgraded(0.01)).toEqual([])
    expect(upgraded(-0.5)).toEqual([])
  })

  test('comes after the broken budgets', () => {
    const warned = many(10, 'warn')
    expect(modules({ causes: news, findings: warned })).toEqual([])
    expect(modules({ causes: news, findings: warned.slice(1) })).toHaveLength(1)
  })
})

test('several apps share the limit of GitHub, each with its name', () => {
  const report = (app: string) => sampleReport({ app, findings: many(6), causes: [] })
  const { shown, rest } = annotationsOf([report('orders'), report('web')], places)
  expect(shown).toHaveLength(10)
  expect(shown[9]?.title).toBe('linkgate · web · mode3 · budget (budget/max-exceeded)')
  expect(rest).toBe('Not annotated: 2 more errors; see the report.')
})

test('an accepted failure is a warning', () => {
  const accepted = { by: 'kim', at: '2026-01-02T03:04:05Z', label: 'x' }
  expect(annotate([exceeded()], { accepted }).shown[0]?.level).toBe('warning')
})

describe('text in an untrusted report', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 1],
    ['the root of the file system', '/etc/passwd', 1],
    ['outside of the repository', '../../etc/passwd', 1],
    ['on a way back', 'a/../../b.yml', 1],
    ['of another system', 'C:\\x', 1],
    ['with an end of a line', 'a\n::error::b', 1],
    ['turned around', 'a\u202elmy.x', 1],
    ['endless', 'x'.repeat(401), 1],
    ['before the first line', file, 0],
    ['between lines', file, 1.5],
    ['far behind the last', file, 1e9],
  ])('ignores an invalid place: %s', (_, where, line) => {
    const budgets = [{ ...placed('startup', 1), place: { file: where, line } }]
    const [only] = annotate([exceeded({ metric: 'startup' })], { budgets }).shown
    expect(only).not.toHaveProperty('file')
    expect(only).not.toHaveProperty('line')
  })

  test('is limited in length and cannot add lines', () => {
    const requires = fc.record({ file: outside, require: fc.dictionary(outside, fc.integer()) })
    fc.assert(
      fc.property(fc.array(anyReport(outside), { maxLength: 3 }), requires, (reports, goMod) => {
        const { shown } = annotationsOf(
          reports.map((report) => ({ ...report, goMod })),
          places,
        )
        const count = (level: AnnotationLevel) => shown.filter((one) => one.level === level).length
        for (const level of annotationLevels)
          expect(count(level)).toBeLessThanOrEqual(annotationsPerLevel[level])
        for (const { title, message, file: path, line } of shown) {
          expect([...title].length).toBeLessThanOrEqual(255)
          expect(message.length).toBeLessThanOrEqual(4096)
          expect(title + message.replaceAll('\n', '') + (path ?? '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
          expect(path?.startsWith('/') ?? false).toBe(false)
          expect(line ?? 1).toBeGreaterThan(0)
        }
      }),
      { numRuns: tries(60), endOnFailure: true },
    )
  })
})
