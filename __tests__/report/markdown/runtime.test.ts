import { expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import type { RuntimeBehavior } from '../../../src/model/runtime.ts'
import { markdownBodies } from '../../../src/report/markdown/markdown.ts'
import { sampleReport } from '../../support/reports/report.ts'

const go: RuntimeBehavior = {
  resolver: { uses: 'go', because: 'no-cgo' },
  certificates: { from: 'image', path: '/etc/ssl/certs/ca-certificates.crt' },
  timeZones: { from: 'none' },
  allocator: { uses: 'none' },
}
const libc: RuntimeBehavior = {
  ...go,
  resolver: { uses: 'go-or-libc', libc: 'glibc', sources: [] },
  users: { uses: 'libc', libc: 'glibc', sources: ['files', 'sss'], missing: ['libnss_sss.so.2'] },
  allocator: { uses: 'glibc', packages: ['example.com/db'] },
}

function bodyOf(behaviors: Readonly<Record<string, RuntimeBehavior | undefined>>): string {
  const report = sampleReport()
  const variants: Report['variants'] = report.variants.map((variant) => {
    const behavior = behaviors[`${variant.revision} ${variant.mode}`] ?? behaviors[variant.mode]
    return variant.image === undefined || behavior === undefined ? variant : { ...variant, behavior }
  })
  return markdownBodies({ ...report, variants })[0] ?? ''
}

const linesOf = (body: string) =>
  body.split('\n').filter((line) => /^- \*\*(Host|User|CA|Time|Memory)|At run time/.test(line))
const rowsOf = (body: string) =>
  body
    .split('\n')
    .filter((line) => /^\| (Host names|User names|CA certificates|Time zones|Memory of C)/.test(line))

test('has a line for each difference between modes, with its consequences', () => {
  const body = bodyOf({ static: go, dynamic: libc })
  expect(linesOf(body)).toEqual([
    '<details><summary>At run time, modes differ in host names and memory of C code</summary>',
    "- **Host names** · static: Go's resolver, always (no cgo). dynamic: Go's resolver; that of glibc if `GODEBUG=netdns=cgo`, `LOCALDOMAIN`, `RES_OPTIONS` or `HOSTALIASES` is set, or /etc/resolv.conf has an option that Go does not know.",
    '- **Memory of C code** · static: no C code. dynamic: malloc of glibc, for C code of `example.com/db`.',
  ])
})

test('has no line for modes with equal or unknown behavior', () => {
  expect(linesOf(bodyOf({ static: libc, dynamic: libc }))).toEqual([])
  expect(linesOf(bodyOf({ dynamic: libc }))).toEqual([])
  expect(rowsOf(bodyOf({}))).toEqual([])
})

test('the table has all facts, with the value of base if it differs', () => {
  expect(rowsOf(bodyOf({ static: go, dynamic: libc, 'base dynamic': go }))).toEqual([
    '| Host names | Go (no cgo) | Go, or glibc on request<br>was Go (no cgo) |',
    '| User names | not used | glibc, libraries missing<br>was not used |',
    '| CA certificates | `/etc/ssl/certs/ca-certificates.crt` | `/etc/ssl/certs/ca-certificates.crt` |',
    '| Time zones | none | none |',
    '| Memory of C code | no C code | glibc<br>was no C code |',
  ])
})
