import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDpkgStatus } from '../../../src/inspect/packages/dpkg.ts'
import { expectValue } from '../../support/results.ts'

const paragraph = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')

const libc = {
  Package: 'libc6',
  Status: 'install ok installed',
  Architecture: 'amd64',
  Source: 'glibc',
  Version: '2.36-9+deb12u10',
  Description:
    'GNU C Library: Shared libraries\n Contains the standard libraries.\n .\n Version: not this one',
}

test('an installed package, with fields of several lines', () => {
  expect(expectValue(readDpkgStatus(paragraph(libc)))).toEqual([
    {
      database: 'dpkg',
      name: 'libc6',
      version: '2.36-9+deb12u10',
      architecture: 'amd64',
      source: { name: 'glibc' },
    },
  ])
})

describe('the source package', () => {
  test.each([
    [undefined, undefined],
    ['libc6', undefined],
    ['glibc', { name: 'glibc' }],
    ['gcc-12 (12.2.0-14)', { name: 'gcc-12', version: '12.2.0-14' }],
    ['libc6 (2.36-9)', { name: 'libc6', version: '2.36-9' }],
  ])('%s', (given, expected) => {
    const { Source: _, ...rest } = libc
    const text = paragraph(given === undefined ? rest : { ...rest, Source: given })
    expect(expectValue(readDpkgStatus(text))[0]?.source).toEqual(expected)
  })
})

describe('the state', () => {
  test.each([
    ['install ok installed', 1],
    ['hold ok installed', 1],
    ['install ok unpacked', 1],
    ['install ok triggers-pending', 1],
    ['install reinstreq half-configured', 1],
    ['deinstall ok config-files', 0],
    ['install ok half-installed', 0],
    ['purge ok not-installed', 0],
    ['install', 0],
    ['', 0],
  ])('%s', (state, count) => {
    expect(expectValue(readDpkgStatus(paragraph({ ...libc, Status: state })))).toHaveLength(count)
  })

  test('none, as in distroless images', () => {
    const { Status: _, ...rest } = libc
    expect(expectValue(readDpkgStatus(paragraph(rest)))).toHaveLength(1)
  })

  test('a removed package may lack its version', () => {
    const { Version: _, ...rest } = libc
    const gone = paragraph({ ...rest, Status: 'purge ok not-installed' })
    expect(expectValue(readDpkgStatus(`${gone}\n${paragraph(libc)}`))).toHaveLength(1)
  })
})

test('empty lines anywhere, also with blanks, and a last line without a newline', () => {
  const text = `\n\n${paragraph(libc)}\n \n\n${paragraph({ ...libc, Package: 'libc-bin' }).trimEnd()}`
  expect(expectValue(readDpkgStatus(text)).map(({ name }) => name)).toEqual(['libc6', 'libc-bin'])
  expect(expectValue(readDpkgStatus(''))).toEqual([])
})

describe('damaged', () => {
  const { Version: _, ...withoutVersion } = libc
  test.each<readonly [string, string, number]>([
    ['no version', `\n${paragraph(withoutVersion)}`, 2],
    ['a line that is no field', `${paragraph(libc)}\nnonsense\n`, 11],
    ['a continued line without a field', ' continued\n', 1],
    ['a name with a slash', paragraph({ ...libc, Package: '../../etc/passwd' }), 1],
    ['a version with a backtick', paragraph({ ...libc, Version: '1`2' }), 1],
    ['a version of 300 characters', paragraph({ ...libc, Version: '1'.repeat(300) }), 1],
    ['an architecture with a blank', paragraph({ ...libc, Architecture: 'amd64 i386' }), 1],
    ['a source without a name', paragraph({ ...libc, Source: '(1.2)x y' }), 1],
  ])('%s', (_what, text, line) => {
    expect(readDpkgStatus(text)).toEqual({ ok: false, problem: { because: 'damaged', line } })
  })
})

test('more packages than any image has', () => {
  const text = Array.from({ length: 5001 }, (_, index) => paragraph({ ...libc, Package: `p${index}` })).join(
    '\n',
  )
  expect(readDpkgStatus(text)).toEqual({ ok: false, problem: { because: 'too-large' } })
})

test('any bytes: packages with valid names, or a fault', () => {
  const piece = fc.constantFrom(
    'Package: a',
    'Version: 1',
    'Status: install ok installed',
    '\n',
    '\n\n',
    ' x',
    ':',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const read = readDpkgStatus(pieces.join('\n'))
      if (!read.ok) {
        expect(read.problem.because).toBe('damaged')
        return
      }
      for (const { name, version } of read.value) {
        expect(name).toMatch(/^[\w.][\w.+-]*$/)
        expect(version).toMatch(/^[\w.+~:-]+$/)
      }
    }),
  )
})
