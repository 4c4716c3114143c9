import { expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import type { Hardening } from '../../../src/model/image.ts'
import { markdownBodies } from '../../../src/report/markdown/markdown.ts'
import { sampleReport } from '../../support/reports/report.ts'

const plain: Hardening = {
  pie: false,
  relro: 'full',
  bindNow: true,
  nx: true,
  writableCode: 0,
  rpath: [],
  textrel: false,
}

function reportWith(base: Partial<Hardening>, head: Partial<Hardening>, users: [string, string]): Report {
  const report = sampleReport()
  return {
    ...report,
    variants: report.variants.map((variant) => {
      if (variant.image === undefined) return variant
      const [hardening, user] = variant.revision === 'base' ? [base, users[0]] : [head, users[1]]
      return {
        ...variant,
        linkage: { ...variant.linkage, hardening: { ...plain, ...hardening } },
        image: { ...variant.image, user },
      }
    }),
  }
}

function rowsOf(report: Report): readonly string[] {
  return (markdownBodies(report)[0] ?? '')
    .split('\n')
    .filter((line) => /^\| (PIE|RELRO|NX stack|User|RPATH)/.test(line))
}

test('marks weaker hardening, and shows stronger hardening without a mark', () => {
  const report = reportWith({ pie: false }, { pie: true, relro: 'partial', rpath: ['/opt/lib'] }, [
    '65532',
    '',
  ])
  expect(rowsOf(report)).toEqual([
    '| PIE | yes<br>was no | yes<br>was no |',
    '| RELRO | partial<br>was full ⚠️ | partial<br>was full ⚠️ |',
    '| NX stack | yes | yes |',
    '| RPATH | /opt/lib<br>was none ⚠️ | /opt/lib<br>was none ⚠️ |',
    '| User | root<br>was `65532` ⚠️ | root<br>was `65532` ⚠️ |',
  ])
})

test.each(['', '0', 'root', '0:0', 'root:app'])('user `%s` is root', (user) => {
  expect(rowsOf(reportWith({}, {}, [user, user])).at(-1)).toBe('| User | root | root |')
})

test('no longer running as root is not a warning', () => {
  expect(rowsOf(reportWith({}, {}, ['', 'app'])).at(-1)).toBe(
    '| User | `app`<br>was root | `app`<br>was root |',
  )
})
