import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalPlatform,
  goVariables,
  hasImages,
  isNativeTarget,
  isPlatform,
  type Platform,
  withPlatformSuffix,
} from '../../src/model/platform.ts'

describe('environment of the Go command for a platform', () => {
  test.each<[Platform, Readonly<Record<string, string>>]>([
    ['linux/amd64', { GOOS: 'linux', GOARCH: 'amd64' }],
    ['linux/amd64/v3', { GOOS: 'linux', GOARCH: 'amd64', GOAMD64: 'v3' }],
    ['linux/arm/v6', { GOOS: 'linux', GOARCH: 'arm', GOARM: '6' }],
    ['linux/arm64/v8.2', { GOOS: 'linux', GOARCH: 'arm64', GOARM64: 'v8.2' }],
    ['linux/arm64/v9', { GOOS: 'linux', GOARCH: 'arm64', GOARM64: 'v9.0' }],
    ['linux/386/softfloat', { GOOS: 'linux', GOARCH: '386', GO386: 'softfloat' }],
    ['windows/amd64/v2', { GOOS: 'windows', GOARCH: 'amd64', GOAMD64: 'v2' }],
  ])('%s', (platform, variables) => {
    expect(isPlatform(platform)).toBe(true)
    expect(goVariables(platform)).toEqual(variables)
  })
})

test.each([
  ...['', 'linux', 'linux/', 'amd64', 'linux/x86_64', 'darwin/386', 'plan9/amd64', 'Linux/amd64'],
  ...['linux/amd64/v5', 'linux/amd64/v3/x', 'linux/riscv64/v1', 'linux/arm/v8', 'constructor/amd64'],
  ...['linux/constructor', 'linux/amd64/'],
])('%j is not a platform', (text) => {
  expect(isPlatform(text)).toBe(false)
})

test('different names of one platform are normalized', () => {
  expect(
    (['linux/amd64/v1', 'linux/arm64/v8', 'linux/arm/v7', 'linux/arm/v6'] as const).map(canonicalPlatform),
  ).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm', 'linux/arm/v6'])
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (isPlatform(text)) expect(canonicalPlatform(canonicalPlatform(text))).toBe(canonicalPlatform(text))
    }),
  )
})

test('names for other platforms have a suffix, and only Linux has images', () => {
  const host = { arch: 'amd64' }
  expect(withPlatformSuffix('linux/amd64', 'head-static', host)).toBe('head-static')
  expect(withPlatformSuffix('linux/amd64/v3', 'head-static', host)).toBe('head-static-linux-amd64-v3')
  expect(isNativeTarget('linux/amd64/v3', host)).toBe(true)
  expect(isNativeTarget('windows/amd64', host)).toBe(false)
  expect(hasImages('linux/386')).toBe(true)
  expect(hasImages('darwin/arm64')).toBe(false)
})
