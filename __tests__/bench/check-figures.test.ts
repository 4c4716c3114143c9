import { expect, test } from 'vitest'
import { type Timing, tableOf } from '../../bench/check/figures.ts'

const timing = (
  what: string,
  state: Timing['state'],
  seconds: number,
  more: Partial<Timing> = {},
): Timing => ({
  what,
  state,
  seconds,
  steps: [],
  load: 1,
  ...more,
})

test('medians, ranges, and ratios within each round', () => {
  const round = (build: number, check: number, own: number): readonly Timing[] => [
    timing('one build', 'cold', build),
    timing('check', 'cold', check),
    timing('check', 'warm', 10, {
      memory: own * 100e6,
      load: own,
      steps: [
        { name: 'plan', seconds: own },
        { name: 'build', seconds: 6 - own },
        { name: 'builder', seconds: 5 - own, within: 'build' },
        { name: 'start', seconds: 4 },
        { name: 'starts', seconds: 3, within: 'start' },
      ],
    }),
  ]
  const rounds = [round(20, 30, 1), round(40, 48, 2), round(10, 20, 3)]
  expect(tableOf({ name: '(b) a Dockerfile', rounds })).toBe(
    [
      '(b) a Dockerfile, 3 rounds, load 1.0–3.0',
      '                   median  range        memory  of which, in seconds',
      '  one build, cold  20.0 s  10.0–40.0 s',
      '  check, cold      30.0 s  20.0–48.0 s',
      '  check, warm      10.0 s  10.0–10.0 s  300 MB  plan 2.0 build 4.0 (builder 3.0) start 4.0 (starts 3.0)',
      '',
      '  check, cold         1.50 times  one build, cold',
      '  check, warm: build  0.25 times  one build, cold',
      '  check, warm         0.50 times  one build, cold',
      "  check, warm: 4.0 s of linkgate's own work, 40 % of the whole",
    ].join('\n'),
  )
})

test("linkgate's own work, for each kind of warm check", () => {
  const starts = { name: 'starts', seconds: 3, within: 'start' }
  const rounds = [
    [timing('check', 'cold', 9), timing('check', 'warm', 4, { afterReport: 0.4, steps: [starts] })],
    [
      timing('check', 'warm', 5, { afterReport: 0.6, steps: [starts] }),
      timing('README-only check', 'warm', 2),
    ],
  ]
  const lines = tableOf({ name: '(a)', rounds }).split('\n')
  expect(lines.filter((line) => line.includes('own work'))).toEqual([
    "  check, warm: 1.5 s of linkgate's own work, 33 % of the whole; 0.5 s of it after the report was written",
    "  README-only check, warm: 2.0 s of linkgate's own work, 100 % of the whole",
  ])
})

test('a single round has no range, and commands that were not timed are not compared', () => {
  const table = tableOf({ name: '(d)', rounds: [[timing('script', 'warm', 1.25)]] })
  expect(table.split('\n')).toEqual([
    '(d), 1 round, load 1.0–1.0',
    '                median  range  memory  of which, in seconds',
    '  script, warm  1.3 s',
    '',
  ])
})
