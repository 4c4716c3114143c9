import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ByteSource,
  byteSourceOf,
  pagedSource,
  partOf,
  readAt,
} from '../../../src/inspect/bytes/byte-source.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { realFiles } from '../../../src/world/files.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { machOFile, peFile, universalFile } from '../../support/programs/macho-pe.ts'
import { problemOf } from '../../support/results.ts'
import { tries } from '../../support/runs/tries.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const inMemory = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (at: number, length: number) => bytes.slice(at, at + length),
})

/** Returns exactly the requested bytes, to detect readers that expect more. */
function narrow(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    window: (at, length) => ({ start: at, bytes: bytes.slice(at, at + length) }),
  }
}

const samples = [
  elfFile({ interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libc.so.6'] }),
  elfFile({}),
  machOFile(),
  peFile(),
  universalFile([machOFile()]),
]

describe('reading parts of a file', () => {
  test('reads the same as from memory, for any file', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(4096), fc.nat(255)), { maxLength: 8 }),
        fc.nat(4096),
      )
      .map(([sample, changes, cut]) => {
        const bytes = sample.slice(0, cut % 3 === 0 ? cut : sample.length)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        return bytes
      })
    fc.assert(
      fc.property(damaged, (bytes) => {
        const whole = readProgram(bytes)
        expect(readProgram(pagedSource(inMemory(bytes)))).toEqual(whole)
        expect(readProgram(narrow(bytes))).toEqual(whole)
      }),
      { numRuns: tries(500) },
    )
  })

  test('returns only bytes of the file, from any source', () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index * 31)
    const sources = [
      byteSourceOf(bytes),
      pagedSource(inMemory(bytes)),
      partOf(byteSourceOf(bytes), 0, bytes.length),
    ]
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(80_000), fc.nat(80_000))), (places) => {
        for (const [at, length] of places) {
          for (const source of sources) {
            expect(Buffer.compare(readAt(source, at, length), bytes.subarray(at, at + length))).toBe(0)
          }
        }
      }),
    )
  })

  test('reads little of a large file, and each part once', () => {
    const bytes = new Uint8Array(8 << 20)
    bytes.set(elfFile({ needed: ['libc.so.6'] }))
    let read = 0
    const file = inMemory(bytes)
    const counted = {
      ...file,
      read(at: number, length: number) {
        read += length
        return file.read(at, length)
      },
    }
    expect(readProgram(pagedSource(counted))).toEqual(readProgram(bytes))
    expect(read).toBeLessThan(1 << 17)
  })

  test('a file that was truncated while it was read is damaged', async () => {
    const path = join(await temporaryDirectory(), 'program')
    await writeFile(path, elfFile({ needed: ['libc.so.6'] }))
    const files = realFiles('/')
    const read = await files.readWith(path, (file) =>
      readProgram(
        pagedSource({ size: file.size, read: (at, length) => file.read(at, Math.min(length, 40)) }),
      ),
    )
    expect(read && problemOf(read)).toMatch(/^a damaged ELF file: /)
    expect(await files.readWith(`${path}-missing`, () => 1)).toBeUndefined()
  })
})
