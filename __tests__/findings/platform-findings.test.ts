import { expect, test } from 'vitest'
import { finding } from '../../src/findings/finding.ts'
import { mergePlatformFindings } from '../../src/findings/platform-findings.ts'

const broken = finding('build/not-compiled', { why: [] }, { verdict: 'unmeasured', revision: 'head' })
const skipped = finding('build/skipped', {}, { verdict: 'pass', revision: 'base', mode: 'dynamic' })

test('does not change the findings of a single platform', () => {
  expect(mergePlatformFindings([{ platform: 'linux/amd64', findings: [broken, skipped] }])).toEqual([
    broken,
    skipped,
  ])
  expect(mergePlatformFindings([])).toEqual([])
})

test('lists a finding of all platforms once, and any other with its platform', () => {
  expect(
    mergePlatformFindings([
      { platform: 'linux/amd64', findings: [broken] },
      { platform: 'linux/arm64', findings: [skipped, broken] },
    ]),
  ).toEqual([broken, { ...skipped, platform: 'linux/arm64' }])
})
