import { expect, test } from 'vitest'
import { readExecutable } from '../../../src/inspect/executable/read-executable.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { machOFile, peFile, universalFile } from '../../support/programs/macho-pe.ts'
import { expectValue, problemOf } from '../../support/results.ts'

test.each([
  ['ELF', elfFile(), 'amd64'],
  ['Mach-O', machOFile(), 'arm64'],
  ['PE', peFile(), 'amd64'],
])('a program of the format %s', (_, bytes, machine) => {
  expect(expectValue(readExecutable(bytes))).toMatchObject({ bytes, machine })
})

test('a universal file is rejected, even if it has only one architecture', () => {
  for (const slices of [[machOFile()], [machOFile(), machOFile()]]) {
    expect(problemOf(readExecutable(universalFile(slices)))).toBe(
      'a universal Mach-O file: extract the program of one architecture with `lipo -thin`',
    )
  }
})
