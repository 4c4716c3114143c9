import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstFix, isAffected } from '../../src/vulnerabilities/affected.ts'
import type { RangeEvent, VersionRange } from '../../src/vulnerabilities/osv.ts'

const semver = (...events: readonly RangeEvent[]): VersionRange => ({ type: 'SEMVER', events })
const twice = semver({ introduced: '0' }, { fixed: '1.2.3' }, { introduced: '1.3.0-0' }, { fixed: '1.3.2' })

test.each<[name: string, ranges: VersionRange[] | undefined, affected: string[], others: string[]]>([
  ['no ranges', undefined, ['v1.0.0'], []],
  ['ranges of another order alone', [{ type: 'ECOSYSTEM', events: [] }], ['v1.0.0'], []],
  ['no events', [semver()], ['v1.0.0'], []],
  ['no fix', [semver({ introduced: '1.1.0' })], ['v1.1.0', 'v9.0.0'], ['v1.0.9']],
  [
    'two times',
    [twice],
    ['v0.1.0', 'v1.2.2', 'v1.3.0-rc.1', 'v1.3.1'],
    ['v1.2.3', 'v1.2.9', 'v1.3.2', 'v2.0.0'],
  ],
  [
    'events in another order',
    [semver({ fixed: '1.3.2' }, { introduced: '1.3.0-0' }, { fixed: '1.2.3' }, { introduced: '0' })],
    ['v1.2.2', 'v1.3.1'],
    ['v1.2.3', 'v1.3.2'],
  ],
  ['the last one', [semver({ introduced: '0' }, { last_affected: '1.4.0' })], ['v1.4.0'], ['v1.4.1']],
  [
    'ranges that follow one another',
    [semver({ introduced: '0' }, { fixed: '1.0.0' }), semver({ introduced: '2.0.0' }, { fixed: '2.1.0' })],
    ['v0.9.0', 'v2.0.5'],
    ['v1.0.0', 'v2.1.0'],
  ],
])('%s', (_, ranges, affected, others) => {
  expect([...affected, ...others].filter((version) => isAffected(version, ranges))).toEqual(affected)
})

test.each<[version: string, fixed: string | undefined, ranges: VersionRange[][]]>([
  ['v0.5.0', '1.2.3', [[twice]]],
  ['v1.3.0', '1.3.2', [[twice]]],
  ['v0.5.0', undefined, [[semver({ introduced: '0' })]]],
  // the fixed version is affected by another range
  [
    'v1.0.0',
    '2.1.0',
    [
      [semver({ introduced: '0' }, { fixed: '1.5.0' })],
      [semver({ introduced: '1.4.0' }, { fixed: '2.1.0' })],
    ],
  ],
])('after %s, it is fixed in %s', (version, fixed, affected) => {
  expect(
    firstFix(
      version,
      affected.map((ranges) => ({ ranges })),
    ),
  ).toBe(fixed)
})

test('the fixed version is later than the affected one, and not affected itself', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((numbers) => numbers.join('.'))
  const event = fc.tuple(fc.constantFrom('introduced', 'fixed', 'last_affected'), version)
  const ranges = fc.array(
    fc
      .array(
        event.map(([kind, at]): RangeEvent => ({ [kind]: at })),
        { maxLength: 6 },
      )
      .map((all) => semver(...all)),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(version, ranges, (at, all) => {
      const fix = firstFix(at, [{ ranges: all }])
      if (fix !== undefined) expect(isAffected(fix, all)).toBe(false)
    }),
  )
})
