import { expect, test } from 'vitest'
import { finding } from '../../../src/findings/finding.ts'
import { adviceSection } from '../../../src/report/markdown/advice.ts'
import { sampleReport } from '../../support/reports/report.ts'

const linesOf = (report = sampleReport()) =>
  (adviceSection(report) ?? '')
    .replaceAll('\u{a0}', ' ')
    .split('\n')
    .filter((line) => line.startsWith('- '))

test('has one line for each metric that differs between modes, and for each saving', () => {
  const way = {
    tags: ['validator_novalidatefn'],
    upgrades: [{ module: 'example.com/v', from: 'v1.0.0', to: 'v1.1.0' }],
  }
  const kept = finding(
    'link/dead-code-kept',
    { by: 'method-lookup', chain: [], others: 0, measured: { way, size: 14_000_000, saved: 5_650_000 } },
    { verdict: 'pass', revision: 'head', mode: 'static' },
  )
  expect(linesOf(sampleReport({ findings: [kept] }))).toEqual([
    '- Smaller binary: `static`, by 61.44 kB (0.5 %) against `dynamic`',
    '- Smaller image, unpacked: `static`, by 2.21 MB (15.8 %) against `dynamic`',
    '- Smaller image, pulled: `static`, by 982.0 kB (16.4 %) against `dynamic`',
    '- Faster start-up: `static`, by 0.88 ±0.80 ms (9.0 %) against `dynamic`',
    '- `example.com/v@v1.1.0` and `-tags=validator_novalidatefn`: the `static` program is 5.65 MB smaller',
  ])
})

test('mentions base if the saving was measured on base', () => {
  const measured = { size: 14_000_000, saved: 5_650_000 }
  const kept = finding(
    'link/dead-code-kept',
    { by: 'method-lookup', chain: [], others: 0, measured },
    { verdict: 'pass', revision: 'base', mode: 'static' },
  )
  expect(linesOf(sampleReport({ findings: [kept] }))).toContain(
    '- Methods that nothing calls make the `static` program of base 5.65 MB larger',
  )
})

test('reports that no difference was found, with the noise floor', () => {
  const samples = Array.from({ length: 40 }, () => 9)
  const startup = { value: 9, unit: 'ms' as const, samples }
  const report = sampleReport({ findings: [] })
  const variants = report.variants.map((one) =>
    one.image === undefined ? one : { ...one, metrics: { ...one.metrics, startup } },
  )
  const control = { mode: 'static', platform: 'linux/amd64', metrics: { startup } }
  expect(linesOf({ ...report, variants, noise: { ...report.noise, control } })).toContain(
    '- Faster start-up: no difference found between `static` and `dynamic` (noise floor 0 %)',
  )
})

test('is empty for one mode without savings', () => {
  const report = sampleReport({ findings: [] })
  const variants = report.variants.filter(({ mode }) => mode === 'static')
  expect(adviceSection({ ...report, variants, comparisons: [] })).toBeUndefined()
})
