import { describe, expect, test } from 'vitest'
import {
  delayBefore,
  type Fault,
  isConnectionFault,
  isRateLimit,
  Patience,
  requestedWait,
} from '../../../src/world/github/retry.ts'

const noon = Date.UTC(2026, 0, 2, 12)
const date = new Date(noon).toUTCString()
const faultOf = (more: Partial<Fault>): Fault => ({ headers: {}, message: '', ...more })
const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(noon / 1000 + 20) }

describe('the wait that the server requests', () => {
  test.each<[string, Partial<Fault>, number | undefined]>([
    ['seconds', { headers: { date, 'retry-after': '7' } }, 7000],
    ['a time', { headers: { date, 'retry-after': new Date(noon + 9000).toUTCString() } }, 9000],
    ['a time that is over', { headers: { date, 'retry-after': new Date(noon - 9000).toUTCString() } }, 0],
    ['the reset of the limit, and a second', { headers: { date, ...limited } }, 21_000],
    ['seconds before the reset', { headers: { date, ...limited, 'retry-after': '3' } }, 3000],
    [
      'no reset while there is something left',
      { headers: { date, ...limited, 'x-ratelimit-remaining': '1' } },
      undefined,
    ],
    [
      'a minute for a secondary limit that names no time',
      { message: 'You have exceeded a secondary rate limit.' },
      60_000,
    ],
    ['nothing that makes sense', { headers: { date, 'retry-after': 'soon' } }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, fault, ms) => {
    // a wrong local clock does not matter
    for (const skew of [0, -86_400_000, 86_400_000]) {
      const asked = requestedWait(faultOf(fault), noon + skew)
      expect(asked).toBe(ms)
    }
  })

  test("uses this machine's clock if the server sends no time", () => {
    expect(requestedWait(faultOf({ headers: limited }), noon)).toBe(21_000)
  })
})

test.each<[string, Partial<Fault>, { again: boolean; open: boolean; limit?: boolean }]>([
  ['400', { status: 400 }, { again: false, open: false }],
  ['401', { status: 401 }, { again: false, open: false }],
  [
    '403 without permission',
    { status: 403, message: 'Resource not accessible by integration' },
    { again: false, open: false },
  ],
  ['403, primary limit', { status: 403, headers: limited }, { again: true, open: false, limit: true }],
  [
    '403, secondary limit',
    { status: 403, message: 'You have exceeded a secondary rate limit' },
    { again: true, open: false, limit: true },
  ],
  [
    '403, retry-after',
    { status: 403, headers: { 'retry-after': '1' } },
    { again: true, open: false, limit: true },
  ],
  ['404', { status: 404 }, { again: false, open: false }],
  ['408', { status: 408 }, { again: true, open: true }],
  ['422', { status: 422 }, { again: false, open: false }],
  ['429', { status: 429 }, { again: true, open: false, limit: true }],
  ['500', { status: 500 }, { again: true, open: true }],
  ['503', { status: 503 }, { again: true, open: true }],
  ['cut', { code: 'UND_ERR_SOCKET' }, { again: true, open: true }],
  ['reset', { code: 'ECONNRESET' }, { again: true, open: true }],
  ['time-out', {}, { again: true, open: true }],
  ['nobody listens', { code: 'ECONNREFUSED' }, { again: true, open: false }],
  ['no such name', { code: 'ENOTFOUND' }, { again: true, open: false }],
  ['no answer for the name', { code: 'EAI_AGAIN' }, { again: true, open: false }],
  ['no connection in time', { code: 'UND_ERR_CONNECT_TIMEOUT' }, { again: true, open: false }],
  ['a proxy that wants a password', { proxyStatus: 407 }, { again: false, open: false }],
  ['a proxy that refuses', { proxyStatus: 403 }, { again: false, open: false }],
  ['a proxy that finds nobody', { proxyStatus: 502 }, { again: true, open: false }],
  [
    'a certificate that nobody signed',
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    { again: false, open: false },
  ],
  ['a certificate that is over', { code: 'CERT_HAS_EXPIRED' }, { again: false, open: false }],
])('%s', (_, given, { again, open, limit = false }) => {
  const fault = faultOf(given)
  expect(isConnectionFault(fault)).toBe(open)
  expect(isRateLimit(fault)).toBe(limit)
  expect(delayBefore(fault, 1, noon) !== undefined).toBe(again)
})

test('waits increase, and are never shorter than requested by the server', () => {
  const fault = faultOf({ status: 503 })
  expect([1, 2, 3, 4].map((attempt) => delayBefore(fault, attempt, noon))).toEqual([1000, 2000, 4000, 8000])
  expect(delayBefore(faultOf({ status: 503, headers: { date, 'retry-after': '5' } }), 1, noon)).toBe(5000)
})

test('the time limit of an attempt is an integer, as timers require', () => {
  const timing = { now: () => 0, wall: () => noon, sleep: async () => {} }
  const patience = new Patience({
    timing,
    signal: new AbortController().signal,
    budgetMs: 60_000,
    timeoutMs: 20_000,
  })
  expect(patience.attemptMs()).toBe(20_000)
  patience.lose(46_572.962036)
  expect(patience.attemptMs()).toBe(13_427)
  patience.lose(13_427.5)
  expect(patience.attemptMs()).toBe(5000)
})
