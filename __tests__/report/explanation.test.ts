import { describe, expect, test } from 'vitest'
import { type ComparedProgram, compareAttributions } from '../../src/attribution/difference.ts'
import { differenceText, explanationText } from '../../src/report/explanation.ts'
import { attributed, type GivenModule } from '../support/attribution.ts'

const app: GivenModule = {
  kind: 'main',
  packages: { 'example.com/app': 100_000, 'example.com/app/store': 900 },
}
const runtime: GivenModule = {
  kind: 'standard-library',
  version: 'go1.26.1',
  packages: { runtime: 500_000, net: 200_000, os: 100 },
}
const many = Object.fromEntries(
  Array.from({ length: 14 }, (_, index): [string, GivenModule] => [
    `example.com/m${index}`,
    { kind: 'dependency', version: 'v1.0.0', packages: { [`example.com/m${index}`]: 1000 - index } },
  ]),
)
const base = attributed(
  { 'standard library': runtime, 'example.com/app': app, ...many },
  { 'debug-information': 50_000, padding: 40 },
  { toolchain: 'go1.26.1' },
)

describe('one program', () => {
  const text = explanationText('./api', { ...base.attribution, toolchain: 'go1.26.1' })

  test('shows modules with their packages, the largest first, and the sum of omitted ones', () => {
    expect(text.split('\n').slice(0, 14)).toEqual([
      './api: 864.9 kB, built by go1.26.1',
      '',
      'Modules and packages',
      '  700.1 kB   80.9 %  standard library go1.26.1',
      '  500.0 kB   57.8 %    runtime  (code 500.0 kB)',
      '  500.0 kB   57.8 %      runtime.f',
      '  200.0 kB   23.1 %    net  (code 200.0 kB)',
      '  200.0 kB   23.1 %      net.f',
      '     100 B   0.01 %    os  (code 100 B)',
      '  100.9 kB   11.7 %  example.com/app',
      '  100.0 kB   11.6 %    example.com/app  (code 100.0 kB)',
      '  100.0 kB   11.6 %      example.com/app.f',
      '     900 B    0.1 %    example.com/app/store  (code 900 B)',
      '   1.00 kB    0.1 %  example.com/m0 v1.0.0',
    ])
    expect(text).toContain('\n   3.95 kB    0.5 %  … and 4 smaller ones\n')
    expect(text.split('\n').slice(-4)).toEqual([
      'In no package, or in several',
      '  50.00 kB    5.8 %  debug information',
      '      40 B      0 %  alignment',
      '',
    ])
  })

  test('notes that no embedded file is known by name', () => {
    const embed: GivenModule = { kind: 'standard-library', packages: { embed: 900, 'internal/embedded': 5 } }
    const [some, none] = [attributed({ std: embed }), attributed({ std: runtime })]
    expect(explanationText('./api', some.attribution)).toContain('\n\nNo embedded file is known by name: ')
    expect(explanationText('./api', none.attribution)).not.toContain('embedded')
  })

  test('names cannot change the terminal', () => {
    const evil = attributed({ '\u001b[2Jevil': { kind: 'dependency', packages: { 'a\nb\u202e': 5 } } })
    const shown = explanationText('x\u001b]0;y', { ...evil.attribution, problem: 'bad\r\nline' })
    expect(['\u001b', '\r', '\u202e'].filter((one) => shown.includes(one))).toEqual([])
    expect(shown.split('\n')).toHaveLength(8)
  })
})

describe('the difference between two programs', () => {
  const textOf = (one: ComparedProgram, other: ComparedProgram, path = 'new') =>
    differenceText({
      paths: { base: 'old', head: path },
      base: one.attribution,
      head: other.attribution,
      difference: compareAttributions(one, other),
    })

  test('shows causes, build settings and packages', () => {
    const kit: GivenModule = {
      kind: 'dependency',
      version: 'v2.0.0',
      packages: { 'example.com/kit': 30_000 },
    }
    const smaller = { ...app, packages: { 'example.com/app': 95_000 } }
    const { 'example.com/m0': _, ...others } = many
    const head = attributed(
      { 'standard library': runtime, 'example.com/app': smaller, 'example.com/kit': kit, ...others },
      { 'debug-information': 51_000, padding: 40 },
      { toolchain: 'go1.26.1', settings: { '-buildvcs': 'true' } },
    )
    const text = textOf(base, head)
    expect(text.split('\n')).toEqual([
      'old → new: 864.9 kB → 889.0 kB, +24.10 kB (+2.8 %)',
      '',
      'Why',
      ' +30.00 kB   +124 %  new module example.com/kit v2.0.0',
      '  −5.00 kB  −20.7 %  package example.com/app',
      '  +1.00 kB   +4.1 %  debug information of no single package',
      '  −1.00 kB   −4.1 %  removed module example.com/m0 v1.0.0',
      '    −900 B   −3.7 %  removed package example.com/app/store',
      '',
      'Build',
      '  -buildvcs now true',
      '',
      'Modules and packages',
      ' +30.00 kB   +124 %  new: example.com/kit v2.0.0',
      ' +30.00 kB   +124 %    example.com/kit  (code +30.00 kB)',
      ' +30.00 kB   +124 %      example.com/kit.f',
      '  −5.90 kB  −24.5 %  example.com/app',
      '  −5.00 kB  −20.7 %    example.com/app  (code −5.00 kB)',
      '  −5.00 kB  −20.7 %      example.com/app.f',
      '    −900 B   −3.7 %    example.com/app/store  (code −900 B)',
      '    −900 B   −3.7 %      example.com/app/store.f',
      '  −1.00 kB   −4.1 %  removed: example.com/m0 v1.0.0',
      '  −1.00 kB   −4.1 %    example.com/m0  (code −1.00 kB)',
      '  −1.00 kB   −4.1 %      example.com/m0.f',
      '',
      'In no package, or in several',
      '  +1.00 kB   +4.1 %  debug information',
      '',
    ])
  })

  test('shows which program has no known packages, and why', () => {
    const problem = 'its function table has the unknown version 0xffffffe7'
    const unknown = { ...attributed({}, { data: 100 }), facts: base.facts }
    const path = `/builds/${'nested/'.repeat(20)}api`
    const text = textOf(base, { ...unknown, attribution: { ...unknown.attribution, problem } }, path)
    expect(text.split('\n')[1]).toBe(`No package of ${path} is known: ${problem}.`)
  })

  test('nothing', () => {
    const text = textOf(base, base)
    expect(text).toBe('old → new: 864.9 kB → 864.9 kB, 0 B\n')
  })
})
