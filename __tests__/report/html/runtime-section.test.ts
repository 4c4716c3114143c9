import { expect, test } from 'vitest'
import type { RuntimeBehavior } from '../../../src/model/runtime.ts'
import { runtimeFactsSection } from '../../../src/report/html/runtime-section.ts'
import { sampleReport } from '../../support/reports/report.ts'

function sectionOf(behaviors: Readonly<Record<string, RuntimeBehavior>>): string {
  const report = sampleReport()
  const variants = report.variants.map((variant) => {
    const behavior = behaviors[variant.mode]
    return variant.image === undefined || behavior === undefined ? variant : { ...variant, behavior }
  })
  return runtimeFactsSection({ ...report, variants })
}

test('shows all facts, with modes of equal behavior together', () => {
  const certificates = { from: 'image', path: '/etc/<ssl>' } as const
  const page = sectionOf({
    static: { certificates, allocator: { uses: 'none' } },
    dynamic: { certificates, allocator: { uses: 'glibc', packages: [] } },
  })
  expect(page.split('\n')).toEqual([
    '<section aria-labelledby="runtime-title"><h2 id="runtime-title">At run time</h2>',
    '<h3>CA certificates</h3><ul><li><strong>static, dynamic</strong>: <code>/etc/&lt;ssl&gt;</code> of the image</li></ul>',
    '<h3>Memory of C code</h3><ul><li><strong>static</strong>: no C code</li><li><strong>dynamic</strong>: malloc of glibc, for C code of Go&#39;s standard library alone</li></ul>',
    '</section>',
  ])
})

test('is empty if nothing is known', () => {
  expect(sectionOf({})).toBe('')
})
