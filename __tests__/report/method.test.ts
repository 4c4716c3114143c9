import { expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { methodLines } from '../../src/report/method.ts'
import { onPlatform, sampleReport, variant } from '../support/reports/report.ts'
import { expectValue } from '../support/results.ts'

const linesWith = (noise: Partial<Report['noise']>) =>
  methodLines(sampleReport({ noise: { ...sampleReport().noise, ...noise } })).join('\n')

test.each([
  [{ kind: 'random', copies: 4 }, 'Each start drew one of 4 copies of its program'],
  [{ kind: 'fixed', because: 'few-rounds' }, 'can bias a timing (there was no time for many rounds)'],
  [{ kind: 'fixed', because: 'too-large' }, '(copies would take too much disk space)'],
  [{ kind: 'fixed', because: 'refused', detail: 'a|b' }, '(no copies could be made in the container: `a|b`)'],
] as const)('which file of a program was started: %j', (placement, text) => {
  expect(linesWith({ placement })).toContain(text)
})

test.each([
  ['emulated', 'which this runner emulates'],
  ['other-architecture', 'because this runner times only programs of its own architecture'],
  ['other-platform', 'whose programs this runner does not run'],
] as const)('no budget of starts applies to a platform that is %s, which is shown', (kind, text) => {
  const one = sampleReport()
  const other = onPlatform(one, 'linux/riscv64').variants.map((given) =>
    given.image === undefined ? given : { ...given, metrics: { startup: { unmeasured: { kind } } } },
  )
  const lines = methodLines({ ...one, variants: [...one.variants, ...other] })
  expect(lines).toContain(
    `Start-up is not measured on \`linux/riscv64\`, ${text}, so its budgets do not apply there`,
  )
  expect(methodLines(one).join('\n')).not.toContain('Start-up is not measured')
})

test('shows how busy the runner was', () => {
  expect(linesWith({ pressure: { cpu: 0.123, io: 0 } })).toContain(
    'some process of the runner waited for a CPU 12.3 % of the time, and for the disk 0 %',
  )
  expect(linesWith({})).not.toContain('waited for a CPU')
})

test('shows common facts of several jobs once, and all others with the name of the job', () => {
  const one = sampleReport()
  const other = onPlatform({ ...one, runner: { os: 'linux', arch: 'arm64', cpus: 8 } }, 'linux/arm64')
  const [merged] = expectValue(mergeReports([one, other]))
  const lines = methodLines(merged ?? one)
  const ofOne = methodLines(one)
  const runner = (line: string) => line.includes('Runner: ')
  expect(lines.filter((line) => !runner(line)).toSorted()).toEqual(
    ofOne.filter((line) => !runner(line)).toSorted(),
  )
  expect(lines.filter(runner)).toEqual([
    '`linux/amd64`: Runner: linux/amd64, 4 CPUs, ubuntu24 20261116.1',
    '`linux/arm64`: Runner: linux/arm64, 8 CPUs',
  ])
})

test('names the modes of jobs of the same platform', () => {
  const one = sampleReport()
  const only = (mode: string, cpus: number) => ({
    ...one,
    runner: { os: 'linux', arch: 'amd64', cpus },
    variants: one.variants.filter((variant) => variant.mode === mode),
    comparisons: one.comparisons.filter((comparison) => comparison.mode === mode),
  })
  const [merged] = expectValue(mergeReports([only('static', 2), only('dynamic', 8)]))
  expect(methodLines(merged ?? one).filter((line) => line.includes('Runner: '))).toEqual([
    '`static` on `linux/amd64`: Runner: linux/amd64, 2 CPUs',
    '`dynamic` on `linux/amd64`: Runner: linux/amd64, 8 CPUs',
  ])
})

test('compares the rounds of a mode only with those of its own job', () => {
  const timed = (rounds: number, platform: string) =>
    onPlatform(
      sampleReport({
        noise: { floor: null, rounds, limit: 200 },
        variants: [
          variant('head', 'static', {
            metrics: { startup: { value: 1, unit: 'ms', samples: Array.from({ length: rounds }, () => 1) } },
          }),
        ],
        comparisons: [],
      }),
      platform,
    )
  const [merged] = expectValue(mergeReports([timed(200, 'linux/amd64'), timed(50, 'linux/arm64')]))
  expect(methodLines(merged ?? sampleReport()).join('\n')).not.toContain('only in the first')
})

test('mentions the excluded wait for a CPU only if it was measured', () => {
  const waited = variant('head', 'static', { metrics: { 'run-delay': { value: 1, unit: 'ms' } } })
  const textOf = (variants: Report['variants']) => methodLines(sampleReport({ variants })).join('\n')
  const line = 'Changes of start-up and listening times are without the wait for a CPU'
  expect(textOf([waited])).toContain(line)
  expect(textOf([variant('head', 'static')])).not.toContain(line)
})

const inUser = { kind: 'namespaces', namespaces: ['user', 'mount', 'pid', 'network'], by: 'user' } as const

test.each([
  [
    { ...inUser, refused: [] },
    ['Started without a container engine, in user, mount, process and network namespaces'],
  ],
  [
    {
      kind: 'namespaces',
      namespaces: ['mount', 'network'],
      by: 'sudo',
      refused: [{ ...inUser, because: 'namespaces: operation not permitted' }],
    },
    [
      'Started without a container engine, in mount and network namespaces, made by root (sudo)',
      'Not isolated further, as this machine refused user, mount, process and network namespaces: `namespaces: operation not permitted`',
    ],
  ],
  [
    { kind: 'chroot', namespaces: [], by: 'root', refused: [] },
    ['Started without a container engine, in the root file system of its image (chroot), made by root'],
  ],
] as const)('how the app was isolated without a container engine: %j', (isolation, lines) => {
  const engine = { name: 'embedded', version: '0.1.0', isolation }
  const all = methodLines(sampleReport({ engine }))
  expect(all).toContain('Built with go1.26.1, images made by the embedded engine')
  expect(all).toEqual(expect.arrayContaining([...lines]))
})
