import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Claims } from '../../src/attribution/claims.ts'
import { FileMap } from '../../src/attribution/file-map.ts'
import { SharedClaims } from '../../src/attribution/shared-claims.ts'

const nobody = 99
const share = () => nobody

test('attribute the same bytes as plain claims up to the end', () => {
  const extent = { from: 10, to: 200 }
  const claim = fc.tuple(fc.integer({ min: 10, max: 220 }), fc.nat({ max: 3 }))
  fc.assert(
    fc.property(fc.array(claim), (all) => {
      const sums = (claims: Claims) => {
        const bytes = new Map<number, number>()
        const map = new FileMap(200)
        map.give(extent.from, extent.to, { part: 'line-tables', claims })
        map.settle(share, (owner, more) => bytes.set(owner, (bytes.get(owner) ?? 0) + more))
        return bytes
      }
      const [plain, shared] = [new Claims(), new SharedClaims(extent, 4)]
      for (const [from, owner] of all) {
        plain.add(from, extent.to, owner)
        shared.add(from, owner)
      }
      expect(sums(shared.merged('line-tables', share))).toEqual(sums(plain))
    }),
    { numRuns: 50 },
  )
})
