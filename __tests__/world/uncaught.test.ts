import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { InternalError } from '../../src/common/errors.ts'
import { allowClosedPipe, catchAll } from '../../src/world/uncaught.ts'

function processOf() {
  const printed: string[] = []
  const given = Object.assign(new EventEmitter(), {
    exitCode: 1 as number | undefined,
    exit: () => {
      throw new Error('nothing ends it so soon')
    },
    stderr: { write: (text: string) => printed.push(text) },
  })
  const asked: string[] = []
  const uncaught = catchAll(given as unknown as Parameters<typeof catchAll>[0], () => asked.push('stop'))
  return { given, printed, asked, uncaught }
}

test('the first error stops the run once, and makes the exit code 3', () => {
  const { given, printed, asked, uncaught } = processOf()
  expect(uncaught()).toBeUndefined()
  given.emit('uncaughtException', new Error('first'))
  given.emit('uncaughtException', new Error('second'))
  expect(asked).toEqual(['stop'])
  expect(uncaught()?.message).toMatch(/^internal error in linkgate, not in this repository: first\. /)
  given.emit('exit')
  expect(given.exitCode).toBe(3)
  // the caller of uncaught() reports it
  expect(printed).toEqual([])
})

test('an error that no caller reports is printed at the end, with its stack', () => {
  const { given, printed } = processOf()
  given.emit('uncaughtException', new Error('alone'))
  given.emit('exit')
  expect(printed.join('')).toMatch(/^linkgate: internal error .*: alone\. .*\nError: alone\n +at /)
})

test('a run without uncaught errors keeps its exit code', () => {
  const { given, printed } = processOf()
  given.emit('exit')
  expect([given.exitCode, printed]).toEqual([1, []])
})

test('an error of the operating system is not an internal error', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' })
  expect(new InternalError(full).message).toMatch(/^this machine refused an operation \(ENOSPC: no space/)
})

test('a reader of the output may stop early, but a full disk is an error', () => {
  const output = new EventEmitter()
  allowClosedPipe(output as unknown as Parameters<typeof allowClosedPipe>[0])
  output.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  expect(() => output.emit('error', full)).toThrow(full)
})
