/** With artificial archives. integration/processes/dead-code.test.ts uses those of the compiler. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clearLookups } from '../../../src/inspect/go/object-archive.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const u32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer)

/** A file as the compiler writes it, with functions that have these flags in blocks 3 to 6 of its tables. */
function objectFile(flags: readonly number[]): Uint8Array {
  const symbols = flags.map((flag) => joined(new Uint8Array(11), Uint8Array.of(flag), new Uint8Array(9)))
  const header = 8 + 8 + 4 + 19 * 4
  const split = Math.ceil(flags.length / 2)
  const before = (block: number) => (block <= 3 ? 0 : block <= 6 ? split : flags.length)
  return joined(
    encode('go object linux amd64 go1.26.1 X:none\nbuild id "a"\n\n!\n'),
    encode('\0go120ld'),
    new Uint8Array(12),
    ...Array.from({ length: 19 }, (_, block) => u32(header + before(block) * 21)),
    ...symbols,
    encode('names and data'),
  )
}

function inArchive(name: string, content: Uint8Array): Uint8Array {
  const columns = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '644'.padEnd(8)]
  const header = `${columns.join('')}${String(content.length).padEnd(10)}\`\n`
  return joined(encode(header), content, new Uint8Array(content.length % 2))
}

const archive = (flags: readonly number[]) =>
  joined(encode('!<arch>\n'), inArchive('__.PKGDEF', encode('odd')), inArchive('_go_.o', objectFile(flags)))

test('clears the attribute of each function, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 20 }), (flags) => {
      const given = archive(flags)
      expect(clearLookups(given)).toBe(flags.filter((flag) => (flag & 0x20) !== 0).length)
      expect(given).toEqual(archive(flags.map((flag) => flag & ~0x20)))
      expect(clearLookups(given)).toBe(0)
    }),
  )
})

test('never throws for other or damaged files', () => {
  expect(clearLookups(encode('not an archive'))).toBeUndefined()
  expect(clearLookups(joined(encode('!<arch>\n'), inArchive('a.o', encode('ELF'))))).toBeUndefined()
  const whole = archive([0x20, 0, 0x20])
  const place = fc.nat({ max: whole.length - 1 })
  fc.assert(
    fc.property(place, place, fc.nat({ max: 255 }), (end, at, value) => {
      const damaged = whole.slice(0, end + 1)
      damaged[Math.min(at, end)] = value
      clearLookups(damaged)
    }),
  )
})
