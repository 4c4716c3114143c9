import { describe, expect, test } from 'vitest'
import { type BehaviorFacts, behaviorFindings } from '../../../src/judge/evidence/behavior-findings.ts'
import type { RuntimeBehavior } from '../../../src/model/runtime.ts'

const facts = (behavior: RuntimeBehavior | undefined, more: Partial<BehaviorFacts> = {}): BehaviorFacts => ({
  mode: 'dynamic',
  linkage: { libc: 'glibc' },
  runtime: [],
  ...(behavior === undefined ? {} : { behavior }),
  ...more,
})

const found = (base: BehaviorFacts, head: BehaviorFacts) =>
  behaviorFindings(base, head).map(({ id, verdict }) => [id, verdict])
const changed = (base: RuntimeBehavior, head: RuntimeBehavior) => found(facts(base), facts(head))

const go: RuntimeBehavior = {
  resolver: { uses: 'go', because: 'no-cgo' },
  users: { uses: 'go', because: 'no-cgo' },
  certificates: { from: 'image', path: '/etc/ssl/cert.pem' },
  timeZones: { from: 'program' },
  allocator: { uses: 'none' },
}
const libc: RuntimeBehavior = {
  resolver: { uses: 'go-or-libc', libc: 'glibc', sources: [] },
  users: { uses: 'libc', libc: 'glibc', sources: ['files'] },
  certificates: { from: 'program' },
  timeZones: { from: 'image', path: '/usr/share/zoneinfo' },
  allocator: { uses: 'glibc', packages: [] },
}

test('equal or unknown behavior gives no finding', () => {
  expect(changed(libc, libc)).toEqual([])
  expect(found(facts(undefined), facts(go))).toEqual([])
  expect(found(facts(go), facts(undefined))).toEqual([])
  // code that only one revision has
  expect(changed({}, libc)).toEqual([])
})

test('each difference has a finding', () => {
  expect(changed(go, libc)).toEqual([
    ['runtime/resolver-changed', 'warn'],
    ['runtime/users-changed', 'warn'],
    ['runtime/certificates-changed', 'pass'],
    ['runtime/time-zones-changed', 'pass'],
  ])
})

test('differences that follow from another C library do not warn', () => {
  const musl: RuntimeBehavior = {
    resolver: { uses: 'go-or-libc', libc: 'musl', sources: [] },
    users: { uses: 'libc', libc: 'musl' },
    allocator: { uses: 'musl', packages: [] },
  }
  expect(found(facts(libc), facts(musl, { linkage: { libc: 'musl' } }))).toEqual([
    ['runtime/resolver-changed', 'pass'],
    ['runtime/users-changed', 'pass'],
    ['runtime/allocator-changed', 'pass'],
  ])
})

describe('a single topic', () => {
  test.each<readonly [string, RuntimeBehavior, RuntimeBehavior, readonly (readonly string[])[]]>([
    [
      'another reason for Go alone',
      { resolver: { uses: 'go', because: 'no-cgo' } },
      { resolver: { uses: 'go', because: 'netgo' } },
      [],
    ],
    [
      'more names for the C library',
      libc,
      { ...libc, resolver: { uses: 'go-or-libc', libc: 'glibc', sources: ['mdns4'] } },
      [['runtime/resolver-changed', 'pass']],
    ],
    [
      'a source that Go does not know',
      libc,
      { ...libc, resolver: { uses: 'libc', libc: 'glibc', because: 'nsswitch', source: 'sss' } },
      [['runtime/resolver-changed', 'warn']],
    ],
    [
      'another source of users, with its library',
      libc,
      { ...libc, users: { uses: 'libc', libc: 'glibc', sources: ['files', 'sss'] } },
      [['runtime/users-changed', 'pass']],
    ],
    [
      'another source of users, without its library',
      libc,
      { ...libc, users: { uses: 'libc', libc: 'glibc', sources: ['sss'], missing: ['libnss_sss.so.2'] } },
      [['runtime/users-changed', 'warn']],
    ],
    ['no certificates any more', libc, { ...libc, certificates: { from: 'none' } }, []],
    [
      'no time zones any more',
      libc,
      { ...libc, timeZones: { from: 'none' } },
      [['runtime/time-zones-changed', 'warn']],
    ],
    ['the first C code', go, { ...go, allocator: { uses: 'glibc', packages: ['example.com/db'] } }, []],
    ['more C code', libc, { ...libc, allocator: { uses: 'glibc', packages: ['example.com/db'] } }, []],
    [
      'another allocator',
      libc,
      { ...libc, allocator: { uses: 'jemalloc', by: 'LD_PRELOAD', packages: [] } },
      [['runtime/allocator-changed', 'warn']],
    ],
    [
      'certificates of the same file, and others in the program for images without',
      go,
      { ...go, certificates: { from: 'image', path: '/etc/ssl/cert.pem', fallback: true } },
      [],
    ],
  ])('%s', (_what, base, head, expected) => expect(changed(base, head)).toEqual(expected))

  test('missing time zones are not reported again if the image has a warning about them', () => {
    const params = { zone: 'Asia/Tokyo', lookups: true }
    const runtime = [{ id: 'runtime/no-time-zones', level: 'warn', params }] as const
    expect(found(facts(libc), facts({ ...libc, timeZones: { from: 'none' } }, { runtime }))).toEqual([])
  })
})
