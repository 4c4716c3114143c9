import { expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { methodLines } from '../../src/report/method.ts'
import { sampleReport, variant } from '../support/reports/report.ts'

const linesWith = (noise: Partial<Report['noise']>) =>
  methodLines(sampleReport({ noise: { ...sampleReport().noise, ...noise } })).join('\n')

test.each([
  [{ kind: 'random', copies: 4 }, 'Each start drew one of 4 copies of its program'],
  [{ kind: 'fixed', because: 'few-rounds' }, 'can bias a timing (there was no time for many rounds)'],
  [{ kind: 'fixed', because: 'too-large' }, '(copies would take too much disk space)'],
  [{ kind: 'fixed', because: 'unknown-program' }, '(the path of the program in its image is unknown)'],
  [{ kind: 'fixed', because: 'refused', detail: 'a|b' }, '(no copies could be made in the container: `a|b`)'],
] as const)('which file of a program was started: %j', (placement, text) => {
  expect(linesWith({ placement })).toContain(text)
})

test('how busy the runner was', () => {
  expect(linesWith({ pressure: { cpu: 0.123, io: 0 } })).toContain(
    'some process of the runner waited for a CPU 12.3 % of the time, and for the disk 0 %',
  )
  expect(linesWith({})).not.toContain('waited for a CPU')
})

test('changes are without the wait for a CPU only where that was measured', () => {
  const waited = variant('head', 'static', { metrics: { 'run-delay': { value: 1, unit: 'ms' } } })
  const textOf = (variants: Report['variants']) => methodLines(sampleReport({ variants })).join('\n')
  const line = 'Changes of start-up and listening times are without the wait for a CPU'
  expect(textOf([waited])).toContain(line)
  expect(textOf([variant('head', 'static')])).not.toContain(line)
})
