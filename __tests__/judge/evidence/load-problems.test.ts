import { expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import type { LoadProblem } from '../../../src/findings/facts.ts'
import { findingsOf } from '../../../src/judge/evidence/evidence.ts'
import type { MeasuredVariant } from '../../../src/startup/measured-variant.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, setOf } from '../../support/world/plan.ts'

const lineEnds: LoadProblem = {
  id: 'load/script-line-endings',
  params: { script: '/entry', word: '/bin/sh' },
}
const missing: LoadProblem = {
  id: 'load/library-missing',
  params: { library: 'libx.so.1', neededBy: '/api', loader: 'musl' },
}
const notStarted = { failure: { kind: 'exec', detail: 'cannot execute /entry' }, log: [] } as const

const variant = (
  entry: readonly LoadProblem[],
  ofProgram: readonly LoadProblem[],
  startup: MeasuredVariant['startup'],
): MeasuredVariant => ({
  ...inspectedAs('head', 'static', {
    entry: { problems: entry },
    check: succeed({
      load: { starts: ofProgram.length === 0, libraries: [], problems: ofProgram },
      runtime: [],
    }),
  }),
  startup,
})
const failed = { kind: 'not-started', notStarted } as const
const started = {
  kind: 'started',
  starts: [{ address: '', readyMs: 1, listenMs: 1, cpuMs: 1, rssBytes: 1 }],
  traced: [],
  inits: [],
} as const

const found = (one: MeasuredVariant) => findingsOf(setOf(one)).map(worded)

test('an entry point that does not reach its program fails the check and has the fix, and the failed start has none', () => {
  expect(found(variant([lineEnds], [], failed))).toMatchObject([
    { id: 'load/script-line-endings', verdict: 'fail', fix: expect.stringContaining('*.sh text eol=lf') },
    { id: 'start/not-ready', verdict: 'warn' },
  ])
  expect(found(variant([lineEnds], [], failed)).map(({ fix }) => fix !== undefined)).toEqual([true, false])
  expect(found(variant([], [], failed)).map(({ fix }) => fix !== undefined)).toEqual([true])
})

test('a problem of both the entry point and the program is reported once', () => {
  const ids = found(variant([missing], [missing], failed)).map(({ id }) => id)
  expect(ids).toEqual(['load/library-missing', 'start/not-ready'])
})

test('the entry point is no problem if the app starts with the configured arguments', () => {
  expect(found(variant([lineEnds], [], started))).toEqual([])
  expect(found(variant([lineEnds], [missing], started)).map(({ id }) => id)).toEqual(['load/library-missing'])
})

test('if nothing was started, only problems of the program are reported, not those of the entry point', () => {
  const found = findingsOf(setOf(variant([lineEnds], [missing], { kind: 'same-inputs' }))).map(({ id }) => id)
  expect(found).toEqual(['build/same-inputs', 'load/library-missing'])
})
