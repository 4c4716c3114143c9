import { expect, test } from 'vitest'
import { finding } from '../../src/findings/finding.ts'
import { ofPlatforms } from '../../src/findings/of-platforms.ts'

const broken = finding('build/not-compiled', { why: [] }, { verdict: 'unmeasured', revision: 'head' })
const skipped = finding('build/skipped', {}, { verdict: 'pass', revision: 'base', mode: 'dynamic' })

test('findings of one platform stay as they are', () => {
  expect(ofPlatforms([{ platform: 'linux/amd64', findings: [broken, skipped] }])).toEqual([broken, skipped])
  expect(ofPlatforms([])).toEqual([])
})

test('lists a finding of all platforms once, and any other with its platform', () => {
  expect(
    ofPlatforms([
      { platform: 'linux/amd64', findings: [broken] },
      { platform: 'linux/arm64', findings: [skipped, broken] },
    ]),
  ).toEqual([broken, { ...skipped, platform: 'linux/arm64' }])
})
