import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model.ts'
import { annotationsOf } from '../../src/publish/annotations.ts'
import { brokenBuildReport } from '../support/report.ts'

function finding(overrides: Partial<Finding> = {}): Finding {
  return { verdict: 'fail', kind: 'budget', message: 'Binary grew.', ...overrides }
}
const many = (count: number, overrides: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, index) => finding({ message: `finding ${index}`, ...overrides }))

test.each([
  ['fail', 'budget', 'error'],
  ['unmeasured', 'budget', 'error'],
  ['warn', 'budget', 'warning'],
  ['inconclusive', 'budget', 'notice'],
  ['pass', 'no-baseline', 'notice'],
  ['pass', 'notice', 'notice'],
  ['pass', 'budget', undefined],
  ['pass', 'cache', undefined],
] as const)('%s of %s is %s', (verdict, kind, level) => {
  const { shown } = annotationsOf([finding({ verdict, kind })])
  expect(shown.map((annotation) => annotation.level)).toEqual(level === undefined ? [] : [level])
})

test('what it says', () => {
  const { shown, rest } = annotationsOf([
    finding({ revision: 'head', mode: 'static', metric: 'binary-size', mend: 'Drop the module.' }),
    finding({ kind: 'mode-not-achieved', mode: 'dynamic' }),
    finding({ metric: 'toString' }),
  ])
  expect(shown).toEqual([
    { level: 'error', title: 'linkgate · head · static · Binary', message: 'Binary grew.\nDrop the module.' },
    { level: 'error', title: 'linkgate · dynamic · mode not achieved', message: 'Binary grew.' },
    { level: 'error', title: 'linkgate · toString', message: 'Binary grew.' },
  ])
  expect(rest).toBeUndefined()
})

describe('at most ten of each level', () => {
  test('ten are all shown', () => {
    expect(annotationsOf(many(10))).toEqual({ shown: expect.objectContaining({ length: 10 }) })
  })

  test('the first ten, worst levels first, and one sentence about the rest', () => {
    const { shown, rest } = annotationsOf([
      ...many(13, { verdict: 'inconclusive' }),
      ...many(11, { verdict: 'warn' }),
      ...many(12),
    ])
    expect(shown.map(({ level }) => level)).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('warning'),
      ...Array(10).fill('notice'),
    ])
    expect(shown[9]?.message).toBe('finding 9')
    expect(rest).toBe('Not annotated: 2 more errors, 1 more warning, 3 more notices; the summary has all.')
  })
})

describe('the place of a compiler error', () => {
  test('in the module, wherever it is in the repository', () => {
    const [first] = annotationsOf(brokenBuildReport().findings, 'services/orders/').shown
    expect(first).toMatchObject({
      file: 'services/orders/internal/store/store.go',
      line: 41,
      message: expect.stringContaining('undefined: orderIndex'),
    })
  })

  test.each<[string, Partial<Finding>, string | undefined]>([
    ['the package of the folder', { log: ['./main.go:3:1: x'] }, 'main.go'],
    ['no column', { log: ['main.go:3: x'] }, 'main.go'],
    ['outside of the module', { log: ['../other/main.go:3:1: x', '/etc/x.go:1:1: x'] }, undefined],
    ['output of an app', { kind: 'not-started', log: ['main.go:3:1: x'] }, undefined],
    ['base, which the diff does not show', { revision: 'base', log: ['main.go:3:1: x'] }, undefined],
    ['no log', {}, undefined],
  ])('%s', (_, overrides, file) => {
    const [only] = annotationsOf([finding({ kind: 'build-failed', revision: 'head', ...overrides })]).shown
    expect(only?.file).toBe(file)
  })
})
