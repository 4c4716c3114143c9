import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Claims, type Owner } from '../../src/attribution/claims.ts'
import { FileMap } from '../../src/attribution/file-map.ts'
import { SizeTotals } from '../../src/attribution/items.ts'
import { noPackage, ownerOf } from '../../src/attribution/parts.ts'

type Triple = readonly [from: number, to: number, owner: number]

function settled(
  size: number,
  areas: readonly (readonly [from: number, to: number, claims: readonly Triple[]])[],
) {
  const map = new FileMap(size)
  const totals = new SizeTotals()
  const owners = [0, 1, 2].map((index) => ownerOf(totals.packageId(`p${index}`), 'data'))
  for (const [from, to, given] of areas) {
    const claims = new Claims()
    for (const [start, end, owner] of given) claims.add(start, end, owners[owner] ?? 0)
    map.give(from, to, { part: 'data', claims, aligned: true })
  }
  const sums = new Map<Owner, number>()
  map.settle(totals.share, (owner, bytes) => {
    expect(bytes).toBeGreaterThan(0)
    sums.set(owner, (sums.get(owner) ?? 0) + bytes)
  })
  return { owners, of: (owner: Owner | undefined) => sums.get(owner ?? 0) ?? 0, sums }
}

describe('a map of a file', () => {
  test('a claim ends where the next begins; the rest belongs to no package, and short gaps are alignment', () => {
    const { owners, of } = settled(1000, [
      [
        100,
        900,
        [
          [100, 900, 0],
          [300, 310, 1],
          [320, 600, 2],
        ],
      ],
    ])
    expect(owners.map(of)).toEqual([200, 10, 280])
    expect(of(ownerOf(noPackage, 'padding'))).toBe(10)
    expect(of(ownerOf(noPackage, 'data'))).toBe(300)
    expect(of(ownerOf(noPackage, 'unknown'))).toBe(200)
  })

  test('bytes that two packages claim belong to neither; bytes that one package claims twice belong to it', () => {
    const { owners, of } = settled(300, [
      [
        0,
        300,
        [
          [0, 100, 0],
          [0, 100, 1],
          [100, 300, 2],
          [100, 200, 2],
        ],
      ],
    ])
    expect(owners.map(of)).toEqual([0, 0, 200])
    expect(of(ownerOf(noPackage, 'data'))).toBe(100)
  })

  test('bytes of several areas belong to the first area', () => {
    const { owners, of } = settled(100, [
      [20, 60, [[0, 100, 0]]],
      [0, 100, [[0, 100, 1]]],
    ])
    expect(owners.map(of)).toEqual([40, 60, 0])
  })

  test('every byte is attributed exactly once, for any claims', () => {
    const offset = fc.integer({ min: -50, max: 1200 })
    const claims = fc.array(fc.tuple(offset, offset, fc.nat({ max: 2 })), { maxLength: 20 })
    fc.assert(
      fc.property(
        fc.nat({ max: 1000 }),
        fc.array(fc.tuple(offset, offset, claims), { maxLength: 6 }),
        (size, areas) => {
          const { sums } = settled(size, areas)
          expect([...sums.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(size)
        },
      ),
    )
  })
})
