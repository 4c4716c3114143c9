import { expect, test } from 'vitest'
import type { Cause } from '../../src/model/cause.ts'
import type { CauseRow } from '../../src/report/causes.ts'
import { explainedSum } from '../../src/report/explained-sum.ts'

const cause = (name: string, mode: string, delta: number): Cause => ({
  kind: 'package',
  metric: 'binary-size',
  name,
  mode,
  change: { type: 'modified' },
  delta,
  share: null,
})

test('sums the causes in the mode of the first one, even if another mode changed more', () => {
  const rowOf = (name: string, perMode: Readonly<Record<string, number>>): CauseRow => {
    const deltas = new Map(Object.entries(perMode).map(([mode, delta]) => [mode, cause(name, mode, delta)]))
    const [first] = deltas.values()
    if (first === undefined) throw new Error('a row needs a mode')
    return { cause: first, deltas }
  }
  const comparisons = Object.entries({ static: 5e6, dynamic: 6e6 }).map(([mode, delta]) => ({
    metric: 'binary-size' as const,
    mode,
    platform: 'linux/amd64',
    base: 10e6,
    head: 10e6 + delta,
    delta,
    ratio: 1 + delta / 10e6,
    verdict: 'fail' as const,
  }))
  const causes = [
    { cause: cause('a', 'static', 3e6), rows: [rowOf('a', { static: 3e6, dynamic: 2e6 })] },
    { cause: cause('b', 'dynamic', 4e6), rows: [rowOf('b', { static: 1e6, dynamic: 4e6 })] },
  ]
  expect(explainedSum({ comparisons }, { causes, namesMode: true })).toEqual([
    'explains +4.00 MB of +5.00 MB in `static`',
  ])
})
