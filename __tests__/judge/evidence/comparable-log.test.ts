import { describe, expect, test } from 'vitest'
import { comparableLog } from '../../../src/judge/evidence/comparable-log.ts'

describe('logs of the same failure are equal', () => {
  test.each([
    ['2026/11/28 22:34:10 no database', '2026/11/28 22:34:13 no database'],
    ['2026-11-28T22:34:10.123Z no database', '2026-11-28T22:34:11Z no database'],
    [
      '{"level":"fatal","ts":1732800000.123,"msg":"no database"}',
      '{"level":"fatal","ts":1732800001.4,"msg":"no database"}',
    ],
    ['\t/src/main.go:27 +0x1d4', '\t/src/main.go:27 +0x1e8'],
    ['\t/src/cmd/api/main.go:27 +0x1d4', '\texample.com/shop/cmd/api/main.go:27 +0x1e8'],
    ['\t/usr/local/go/src/runtime/proc.go:283 +0x28b', '\truntime/proc.go:283 +0x28b'],
    ['FATAL (/go/src/app/db.go:31): no database', 'FATAL (example.com/app/db.go:31): no database'],
    ['goroutine 1 [running]:', 'goroutine 34 [running]:'],
    ['main.open(0xc000012345)', 'main.open(0xc00009abcd)'],
    ['ping failed after 1.234ms', 'ping failed after 987ms'],
    ['host 4f5c1b2a9d3e: no database', 'host 0a1b2c3d4e5f: no database'],
    ['request 123e4567-e89b-12d3-a456-426614174000', 'request 00000000-e89b-12d3-a456-426614174abc'],
    [
      'read udp 10.0.2.5:41234->10.0.2.3:53: i/o timeout',
      'read udp 10.0.2.6:59871->10.0.2.3:53: i/o timeout',
    ],
  ])('%s', (one, other) => {
    expect(comparableLog([one])).toEqual(comparableLog([other]))
  })

  test('if they repeat lines more or less often', () => {
    const attempts = (count: number) =>
      Array.from({ length: count }, (_, index) => `attempt ${index + 1} failed`)
    expect(comparableLog(attempts(9))).toEqual(comparableLog(attempts(14)))
  })
})

test.each([
  ['no database', 'no templates'],
  ['open a.yaml: no such file', 'open b.yaml: no such file'],
  ['open /a/x.yaml: no such file', 'open /b/x.yaml: no such file'],
  ['/src/a.go:1: x', '/src/b.go:1: x'],
  ['lookup db: no such host', 'lookup cache: no such host'],
  ['feedface', 'deadbeef'],
])('%s is not %s', (one, other) => {
  expect(comparableLog([one])).not.toEqual(comparableLog([other]))
})
