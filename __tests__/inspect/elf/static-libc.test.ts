import { expect, test } from 'vitest'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { amd64, elfFile } from '../../support/programs/elf.ts'
import { expectValue } from '../../support/results.ts'

const arm64 = 183

/** A static program that begins with this code. */
function libcOf(machine: number, code: string): string | undefined {
  const tail = Uint8Array.from(Buffer.from(code.replaceAll(' ', ''), 'hex'))
  const bytes = elfFile({ machine, tail })
  const data = new DataView(bytes.buffer)
  data.setBigUint64(24, BigInt(0x400000 + bytes.length - tail.length), true)
  const program = expectValue(readProgram(bytes))
  return program.format === 'elf' ? program.staticLibc : program.format
}

const rest = '0000000000000000'

test.each<readonly [string, number, string, string | undefined]>([
  ['musl, as crt1.o of 1.2 begins', amd64, '4831ed 4889e7 488d35 88efbfff 4883e4f0 e80f000000', 'musl'],
  ['glibc, as crt1.o of 2.36 begins', amd64, '31ed 4989d1 5e 4889e2 4883e4f0 50 54', 'glibc'],
  ['glibc, with an instruction for jumps', amd64, 'f30f1efa 31ed 4989d1 5e 4889e2 4883e4f0 50 54', 'glibc'],
  ['Go alone', amd64, 'e91bcfffff cccccccccccccccccccccccccccccccc', undefined],
  ['musl on arm64', arm64, '1d0080d2 1e0080d2 e0030091 00000090', 'musl'],
  ['glibc on arm64, after a no-op', arm64, '1f2003d5 1d0080d2 1e0080d2 e50300aa', 'glibc'],
  ['glibc on arm64, after a landing pad', arm64, '5f2403d5 1d0080d2 1e0080d2 e50300aa', 'glibc'],
  ['Go alone on arm64', arm64, 'e00340f9 e1230091 01000094', undefined],
  ['another machine', 243, '4831ed 4889e7 488d35 88efbfff 4883e4f0 e80f000000', undefined],
  // musl's message in an embedded file does not count
  [
    "glibc, with musl's message",
    amd64,
    `31ed 4989d1 5e 4889e2 ${rest} ${rest} ${rest} ${Buffer.from('\0No error information\0').toString('hex')}`,
    'glibc',
  ],
])('%s', (_what, machine, code, expected) => expect(libcOf(machine, code)).toBe(expected))

test('an entry point that is not in the file', () => {
  const bytes = elfFile()
  new DataView(bytes.buffer).setBigUint64(24, 0x7fff0000n, true)
  const program = expectValue(readProgram(bytes))
  expect(program.format === 'elf' && program.staticLibc).toBeUndefined()
})
