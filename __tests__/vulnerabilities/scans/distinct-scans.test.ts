import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../../src/common/errors.ts'
import type { Platform } from '../../../src/model/platform.ts'
import type { ScanComparison } from '../../../src/model/scan.ts'
import { requireDistinctScans } from '../../../src/vulnerabilities/scans/distinct-scans.ts'

const platforms: readonly Platform[] = ['linux/amd64', 'linux/arm64']
const scan = (mode: string, platform?: string): ScanComparison => ({
  mode,
  ...(platform === undefined ? {} : { platform }),
  scanner: 'trivy',
  counts: {},
})

test('rejects a file without a platform together with one for the first platform', () => {
  const scans = [
    scan('static'),
    scan('static', 'linux/amd64'),
    scan('dynamic'),
    scan('dynamic', 'linux/amd64'),
  ]
  expect(() => requireDistinctScans(scans, platforms)).toThrow(
    new InputError(
      ['static', 'dynamic'].map(
        (mode) =>
          `\`scans\` has two files for head and mode \`${mode}\` on linux/amd64, because a file without a platform is for the first platform: keep one of them`,
      ),
    ),
  )
})

test('without an error, no variant has two results', () => {
  const one = fc.tuple(fc.constantFrom('static', 'dynamic'), fc.constantFrom(undefined, ...platforms))
  // inputs that the reader accepts
  const given = fc.uniqueArray(one, { selector: ([mode, platform]) => `${mode} ${platform}` })
  fc.assert(
    fc.property(given, (all) => {
      const scans = all.map(([mode, platform]) => scan(mode, platform))
      const variants = scans.map(({ mode, platform }) => `${mode} ${platform ?? platforms[0]}`)
      const isDistinct = new Set(variants).size === variants.length
      const check = () => requireDistinctScans(scans, platforms)
      if (isDistinct) check()
      else expect(check).toThrow(InputError)
    }),
  )
})
