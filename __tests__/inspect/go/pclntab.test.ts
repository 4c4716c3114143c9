import { expect, test } from 'vitest'
import { noRelocatedData } from '../../../src/inspect/executable/executable.ts'
import { Memory } from '../../../src/inspect/go/memory.ts'
import { findPcHeader } from '../../../src/inspect/go/pclntab.ts'

const size = 64

/** A table of an unknown release, in either byte order. */
function unknownTable(littleEndian: boolean): Memory {
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(0, 0xfffffff7, littleEndian)
  bytes.set([0, 0, 4, 8], 4)
  return new Memory(bytes, { bits: 64, littleEndian, segments: [] }, noRelocatedData)
}

const problem = { ok: false, problem: { message: 'its function table has the unknown version 0xfffffff7' } }

test.each([true, false])(
  'the version of a table is a number of the machine (little-endian: %s)',
  (littleEndian) => {
    const memory = unknownTable(littleEndian)
    const section = { name: '.gopclntab', offset: 0, size }
    expect(findPcHeader(memory, { sections: [section], segments: [] })).toMatchObject(problem)
    expect(findPcHeader(memory, { sections: [], segments: [{ offset: 0, fileSize: size }] })).toMatchObject(
      problem,
    )
  },
)
