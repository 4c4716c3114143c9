import { describe, expect, test } from 'vitest'
import { isFatalProblem } from '../../../src/findings/facts.ts'
import { type Elf, readElf } from '../../../src/inspect/elf/elf.ts'
import type { LoadedObject } from '../../../src/inspect/loader/library-places.ts'
import { mismatchOf, missingVersions } from '../../../src/inspect/loader/symbol-versions.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { wordedProblem } from '../../support/reports/worded.ts'
import { expectValue } from '../../support/results.ts'
import { rootFsOf } from '../../support/world/root-fs.ts'

function elf(given: Partial<Elf>): Elf {
  return { ...expectValue(readElf(elfFile({ type: 3 }))), ...given }
}

const at = (path: string, given: Partial<Elf>): LoadedObject => ({ path, file: path, elf: elf(given) })
const need = (version: string, weak = false) => ({ file: 'libc.so.6', version, weak })
const program = (...needed: readonly ReturnType<typeof need>[]) => at('/app', { versionsNeeded: needed })
const libcWith = (...versionsProvided: readonly string[]) =>
  new Map([['libc.so.6', at('/lib/libc.so.6', { versionsProvided })]])

describe('symbol versions', () => {
  test('no finding if all versions are provided', () => {
    const provided = libcWith('GLIBC_2.2.5', 'GLIBC_2.34')
    expect(missingVersions(program(need('GLIBC_2.2.5'), need('GLIBC_2.34')), provided)).toEqual([])
  })

  test('lists missing versions, highest first, and the version that the image has', () => {
    const provided = libcWith('GLIBC_2.2.5', 'GLIBC_2.9', 'GLIBC_2.36', 'GLIBC_PRIVATE')
    const user = program(need('GLIBC_2.2.5'), need('GLIBC_2.37'), need('GLIBC_2.38'))
    expect(missingVersions(user, provided).map(wordedProblem)).toEqual([
      {
        id: 'load/version-missing',
        fatal: true,
        message: '`/app` needs `GLIBC_2.38`, `GLIBC_2.37`, but `libc.so.6` in the image has only up to 2.36',
        shown: "/lib/libc.so.6: version `GLIBC_2.38' not found (required by /app)",
        fix: expect.stringContaining('newer base image'),
      },
    ])
  })

  test('a version without a number, and one of a family that the image does not have', () => {
    const [relr] = missingVersions(program(need('GLIBC_ABI_DT_RELR')), libcWith('GLIBC_2.31')).map(
      wordedProblem,
    )
    expect(relr?.message).toBe(
      '`/app` needs `GLIBC_ABI_DT_RELR`, but `libc.so.6` in the image does not have it',
    )
    const [other] = missingVersions(program(need('OWN_1')), libcWith('GLIBC_2.31')).map(wordedProblem)
    expect(other?.message).toContain('`/app` needs `OWN_1`, but `libc.so.6` in the image does not have it')
    expect(other?.fix).toContain('build against the `libc.so.6`')
  })

  test('a weak version may be missing', () => {
    expect(missingVersions(program(need('GLIBC_2.99', true)), libcWith('GLIBC_2.31'))).toEqual([])
  })

  test('a library that provides no versions is accepted; one without version tables is not', () => {
    const user = program(need('GLIBC_2.31'))
    const versionsNeeded = [{ file: 'libx.so', version: 'X_1', weak: false }]
    const giving = new Map([['libc.so.6', at('/lib/libc.so.6', { versionsNeeded })]])
    expect(missingVersions(user, giving)).toEqual([])
    expect(missingVersions(user, libcWith()).map(wordedProblem)).toMatchObject([
      { id: 'load/version-missing', fatal: true, shown: 'Inconsistency detected by ld.so' },
    ])
  })

  test('reports no versions of a missing library', () => {
    expect(missingVersions(program(need('GLIBC_2.31')), new Map())).toEqual([])
  })
})

describe('loader and libc of different releases', () => {
  const glibc = (release?: string) => ({
    libc: 'glibc' as const,
    directories: [],
    ...(release === undefined ? {} : { release }),
  })
  const root = (release: string) =>
    rootFsOf({
      '/lib/libc.so.6': `GNU C Library (Debian GLIBC ${release}-1) stable release version ${release}.\n`,
    })
  const libc = at('/lib/libc.so.6', {})

  test.each([
    ['the same', '2.36', '2.36', []],
    ['a libc that is too old for its loader', '2.36', '2.31', [true]],
    // this may work
    ['a libc that is nearly as new', '2.36', '2.33', [false]],
    ['a loader that does not say', undefined, '2.31', []],
  ])('%s', async (_what, loader, release, fatal) => {
    const found = await mismatchOf(root(release), glibc(loader), libc)
    expect(found.map(({ id }) => id)).toEqual(fatal.map(() => 'load/libc-mismatch'))
    expect(found.map(isFatalProblem)).toEqual(fatal)
  })

  test('a missing libc', async () => {
    expect(await mismatchOf(rootFsOf({}), glibc('2.36'), libc)).toEqual([])
    expect(await mismatchOf(rootFsOf({}), glibc('2.36'), undefined)).toEqual([])
  })
})
