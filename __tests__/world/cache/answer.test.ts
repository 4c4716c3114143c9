import { describe, expect, test } from 'vitest'
import { complaintIn, isTaken, isUnreadable } from '../../../src/world/cache/answer.ts'

describe('why the client of the cache failed', () => {
  test.each([
    [
      'no reservation, whose reason is for debugging only',
      '::debug::Failed to reserve cache: Error: Failed to CreateCacheEntry: Received non-retryable error: Failed request: (403) Forbidden: read-only\nFailed to save: Unable to reserve cache with key k, another job may be creating this cache.',
      'Failed to CreateCacheEntry: Received non-retryable error: Failed request: (403) Forbidden: read-only',
    ],
    [
      'a mode that permits nothing',
      "Cache save skipped: the effective cache-mode 'read' does not permit writes.",
      "the effective cache-mode 'read' does not permit writes.",
    ],
    [
      'a failure without a reason',
      '::warning::Failed to restore: ',
      'the client of the cache service gives no reason',
    ],
    ['a warning', '::warning::Failed to restore: aborted', 'aborted'],
    [
      'an error of the server',
      '::error::Failed to save: Cache service responded with 500',
      'Cache service responded with 500',
    ],
    [
      'any other warning, of which the last counts',
      '::warning::first\n::debug::a detail\n::warning::last%0Aof two lines%25',
      'last of two lines%',
    ],
    [
      'an address that holds a permission',
      '::warning::Failed to restore: GET https://blob.example/x?sig=abc failed',
      'GET https://blob.example/x failed',
    ],
    ['nothing', 'Cache hit for: k\r\n::debug::fine\nCache restored successfully', undefined],
  ])('%s', (_what, printed, complaint) => {
    expect(complaintIn(printed)).toBe(complaint)
  })

  test('is one line of limited length', () => {
    expect(complaintIn(`::warning::${'x'.repeat(10_000)}`)?.length).toBe(301)
  })

  test('isTaken: another job has saved the key', () => {
    expect(isTaken('Failed request: (409) Conflict: cache entry already exists')).toBe(true)
    expect(isTaken('Cache already exists. Scope: refs/heads/main')).toBe(true)
    expect(isTaken('Failed request: (403) Forbidden')).toBe(false)
  })

  test('isUnreadable: the downloaded archive cannot be read', () => {
    expect(isUnreadable('"/usr/bin/tar" failed with error: The process failed with exit code 2')).toBe(true)
    expect(isUnreadable('Incomplete download. Expected file size: 2, actual file size: 1')).toBe(false)
  })
})
