import { expect, test } from 'vitest'
import { besideDeadline } from '../../../src/startup/sampling/start-phase.ts'

/** A clock that is set by hand, and a phase that has until 100. */
function phaseAt() {
  let now = 0
  const phase = { clock: { now: () => now }, deadline: 100 }
  const until = (end: number) => {
    let done: () => void = () => {}
    const work = besideDeadline(phase, () => new Promise<void>((resolve) => (done = resolve)))
    return async () => {
      now = end
      done()
      await work
    }
  }
  return { phase, until, at: (time: number) => (now = time) }
}

test('work of linkgate postpones the deadline by its duration', async () => {
  const { phase, until, at } = phaseAt()
  await until(10)()
  expect(phase.deadline).toBe(110)
  at(50)
  await until(55)()
  expect(phase.deadline).toBe(115)
})

test('overlapping work counts once', async () => {
  const { phase, until, at } = phaseAt()
  const first = until(10)
  at(2)
  const second = until(8)
  at(5)
  const third = until(12)
  for (const end of [second, first, third]) await end()
  expect(phase.deadline).toBe(112)
})

test('failed work counts as well', async () => {
  const { phase, at } = phaseAt()
  const failing = async () => {
    at(30)
    throw new Error('no probe')
  }
  await expect(besideDeadline(phase, failing)).rejects.toThrow('no probe')
  expect(phase.deadline).toBe(130)
})
