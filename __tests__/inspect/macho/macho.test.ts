import { expect, test } from 'vitest'
import { readMachO } from '../../../src/inspect/macho/macho.ts'
import { problemOf } from '../../support/results.ts'

const [headerSize, segmentSize, sectionSize] = [32, 72, 80]

/** Segments with the given numbers of sections, which have no names and addresses. */
function machOWith(counts: readonly number[]): Uint8Array {
  const sizes = counts.map((count) => segmentSize + count * sectionSize)
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, headerSize))
  const data = new DataView(bytes.buffer)
  data.setUint32(0, 0xfeedfacf, true)
  data.setUint32(16, counts.length, true)
  let at = headerSize
  for (const [index, size] of sizes.entries()) {
    data.setUint32(at, 0x19, true)
    data.setUint32(at + 4, size, true)
    data.setUint32(at + 64, counts[index] ?? 0, true)
    at += size
  }
  return bytes
}

test('a file with too many sections is damaged, whether they are in one segment or in many', () => {
  const most = 1 << 14
  expect(problemOf(readMachO(machOWith([most - 1, 1])))).toBe('no problem')
  for (const counts of [[most + 1], [most - 1, 2]]) {
    expect(problemOf(readMachO(machOWith(counts)))).toBe(
      'a damaged Mach-O file: it has more sections than linkgate reads',
    )
  }
})
