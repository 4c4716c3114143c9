import { expect, test } from 'vitest'
import { readPe } from '../../../src/inspect/pe/pe.ts'
import { peExecutable } from '../../../src/inspect/pe/pe-executable.ts'
import { peFile } from '../../support/programs/macho-pe.ts'
import { expectValue } from '../../support/results.ts'

test('`inspect --json` has the data directories of the header', () => {
  const pe = expectValue(readPe(peFile({ libraries: ['kernel32.dll'] })))
  expect(JSON.parse(JSON.stringify(pe))).toMatchObject({ directories: { 1: { address: 0x1000 } } })
})

test('a table ends at the latest with its section', () => {
  const bytes = peFile({ libraries: ['kernel32.dll'] })
  const pe = expectValue(readPe(bytes))
  const [section] = pe.sections
  if (section === undefined) throw new Error('no section')
  const table = { address: section.address + 8, size: 0xffff }
  const { relocations } = peExecutable(bytes, { ...pe, directories: { 5: table } })
  expect(relocations.extents).toEqual([{ from: section.offset + 8, to: section.offset + section.size }])
})
