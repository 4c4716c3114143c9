import { expect, test } from 'vitest'
import { eachCodeReference } from '../../src/attribution/code-references.ts'
import { noRelocatedData } from '../../src/inspect/executable/executable.ts'
import { Memory } from '../../src/inspect/go/memory.ts'

/** Targets in a file that is one function, linked for an address. */
function targets(machine: string, code: readonly number[], address: number): readonly number[] {
  const bytes = Uint8Array.from(code)
  const segment = { address, offset: 0, fileSize: bytes.length, writable: false, executable: true }
  const memory = new Memory(bytes, { bits: 64, littleEndian: true, segments: [segment] }, noRelocatedData)
  const found: number[] = []
  const ranges = { count: 1, from: Uint32Array.of(0), to: Uint32Array.of(bytes.length) }
  eachCodeReference(memory, machine, ranges, (target) => found.push(target))
  return found
}

/** `mov eax, [0x1234]` and `lea eax, [ecx + 0x2345]`. */
const i386 = [0xa1, 0x34, 0x12, 0, 0, 0x8d, 0x81, 0x45, 0x23, 0, 0]
/** `lea rax, [rip + 0x10]`. */
const amd64 = [0x48, 0x8d, 0x05, 0x10, 0, 0, 0]

test('386 code has absolute addresses only if it is linked for a fixed address; amd64 code has relative ones', () => {
  expect(targets('386', i386, 0x8048000)).toEqual([0x1234, 0x2345])
  expect(targets('386', i386, 0)).toEqual([])
  expect(targets('amd64', amd64, 0x400000)).toEqual([0x400017])
  expect(targets('amd64', amd64, 0)).toEqual([0x17])
  expect(targets('riscv64', amd64, 0)).toEqual([])
})
