import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareVersions,
  goRelease,
  goVersionOf,
  isVersion,
} from '../../src/vulnerabilities/module-versions.ts'

/** Oldest first, from golang.org/x/mod/semver and semver.org. The versions of a row are equal. */
const ordered = [
  ['', 'none', '1.2.3.4', '01.2.3', 'v1.0.0-01', 'vv1.0.0'],
  ['v0.0.0-20190101000000-abcdefabcdef'],
  ['0.0.0'],
  ['1.0.0-0'],
  ['1.0.0-alpha'],
  ['1.0.0-alpha.1'],
  ['1.0.0-alpha.beta'],
  ['1.0.0-beta.2'],
  ['1.0.0-beta.11'],
  ['1.0.0-rc.1'],
  ['v1', '1.0', '1.0.0', 'v1.0.0+meta'],
  ['1.0.1-0.20240101000000-abcdefabcdef'],
  ['1.0.1'],
  ['v1.2.0+incompatible', 'v1.2'],
  ['1.10.0'],
  ['99999999999999999999.0.0'],
]

test('orders versions as Go does', () => {
  const all = ordered.flatMap((row, rank) => row.map((version) => ({ version, rank })))
  for (const one of all) {
    for (const other of all) {
      const order = Math.sign(compareVersions(one.version, other.version))
      expect([one.version, other.version, order]).toEqual([
        one.version,
        other.version,
        Math.sign(one.rank - other.rank),
      ])
    }
  }
  expect(ordered.flat().filter((one) => !isVersion(one))).toEqual(ordered[0])
})

test('the comparison is antisymmetric, and takes bounded time', () => {
  const part = fc.oneof(fc.nat().map(String), fc.constantFrom('0', 'rc', '-', '01', '', 'a-b'))
  const version = fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 3 }))
    .map(([numbers, before]) => `v${numbers.join('.')}${before.length > 0 ? `-${before.join('.')}` : ''}`)
  fc.assert(
    fc.property(version, version, version, (one, other, third) => {
      expect(Math.sign(compareVersions(one, other))).toBe(-Math.sign(compareVersions(other, one)) + 0)
      const [a, b, c] = [one, other, third].toSorted(compareVersions)
      expect(compareVersions(a ?? '', c ?? '')).toBeLessThanOrEqual(0)
      expect(compareVersions(b ?? '', c ?? '')).toBeLessThanOrEqual(0)
    }),
  )
  expect(isVersion(`v1.0.0-${'a.'.repeat(1 << 20)}`)).toBe(false)
})

test.each([
  ['go1', '1.0.0'],
  ['go1.9', '1.9.0'],
  ['go1.24.4', '1.24.4'],
  ['go1.24.4 X:nocoverageredesign', '1.24.4'],
  ['go1.22rc1', '1.22.0-rc.1'],
  ['go1.22beta2', '1.22.0-beta.2'],
  ['go1.26.8-fips', '1.26.8'],
  ['go1.25.5+auto', '1.25.5'],
  ['go1.28-devel_c7f1e9 Mon Nov 2 2026', undefined],
  ['devel go1.28-c7f1e9', undefined],
  ['devel +abcdef', undefined],
  ['go1.x', undefined],
  ['1.24.4', undefined],
  ['', undefined],
])('the release of %j is %j', (version, release) => {
  expect(goRelease(version)).toBe(release)
})

test('names releases as Go does', () => {
  expect(['1.24.4', '1.22.0-rc.1', '1.21.0'].map(goVersionOf)).toEqual(['go1.24.4', 'go1.22rc1', 'go1.21.0'])
})
