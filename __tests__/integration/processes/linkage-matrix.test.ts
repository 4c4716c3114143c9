import { globSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Elf, readElf } from '../../../src/inspect/elf/elf.ts'
import { type Program, readProgram } from '../../../src/inspect/program/program.ts'
import { needPrograms } from '../../support/images/debian.ts'
import { asGoVersion } from '../../support/programs/go-version.ts'
import { buildMatrix, type Row, type RowName, rowNames, rows } from '../../support/programs/matrix.ts'
import { asComparable, asReadelf } from '../../support/programs/readelf.ts'
import { expectValue } from '../../support/results.ts'
import { output } from '../../support/world/temporary.ts'

let paths: ReadonlyMap<RowName, string>
beforeAll(async () => {
  await needPrograms('file', 'readelf')
  paths = await buildMatrix()
}, 600_000)

async function programAt(path: string): Promise<Program> {
  const read = readProgram(await readFile(path))
  if (!read.ok) throw new Error(`${path}: ${read.problem.message}`)
  return read.value
}

/** The expected output of `file` for each kind of ELF file. */
const words: Readonly<Record<Program['kind'], RegExp>> = {
  static: /^ELF \S+ \S+ executable, .*, statically linked/,
  'static-pie': /^ELF \S+ \S+ pie executable, .*, static-pie linked/,
  dynamic: /^ELF \S+ \S+ (pie )?executable, .*, dynamically linked, interpreter/,
  'interpreter-only': /^ELF \S+ \S+ pie executable, .*, dynamically linked, interpreter/,
  'shared-library': /^ELF \S+ \S+ shared object/,
  'not-a-program': /^ELF \S+ \S+ relocatable/,
  'system-dynamic': /^(PE32\+? executable|Mach-O 64-bit \S+ executable)/,
}

/** Facts about an ELF file that `file` prints, but not readelf. */
function agreesWithFile(said: string, { kind, elf }: { kind: Program['kind']; elf: Elf }): void {
  expect(said).toMatch(words[kind])
  expect(/, interpreter ([^,\n]+)/.exec(said)?.[1]).toBe(elf.interpreter)
  expect(/, not stripped/.test(said)).toBe(elf.symbolTable === true)
  expect(/, with debug_info/.test(said)).toBe(elf.debugInfo === true)
  expect(/BuildID\[\w+\]=([0-9a-f]+)/.exec(said)?.[1]).toBe(elf.buildIds.gnu)
}

/** The C library in programs that load no library, which is known from their flags. */
const staticLibcs: Readonly<Partial<Record<RowName, 'glibc' | 'musl'>>> = {
  'external static': 'glibc',
  'external static netgo': 'glibc',
  'static-pie': 'glibc',
  'musl static': 'musl',
}

describe('programs of the test matrix, compared with readelf, file and the Go command', () => {
  test('there is enough to compare', () => {
    expect(rowNames.length).toBeGreaterThanOrEqual(24)
  })

  test.each(rowNames)('%s', async (name) => {
    const row: Row = rows[name]
    const path = paths.get(name) ?? ''
    const program = await programAt(path)
    const [said, buildInfo] = await Promise.all([output(['file', '-b', path]), asGoVersion(path)])
    expect(program.kind).toBe(row.kind)
    expect(program.why).not.toBe('')
    expect(said).toMatch(words[row.kind])
    expect(program.buildInfo).toEqual(buildInfo)
    expect(buildInfo === undefined).toBe('c' in row)
    if ('go' in row) {
      expect(program.machine).toBe(row.env['GOARCH'] ?? program.buildInfo?.settings['GOARCH'])
    }
    expect(program.format === 'elf').toBe(row.kind !== 'system-dynamic')
    if (program.format !== 'elf') return
    const { elf } = program
    expect(asComparable(elf)).toEqual(await asReadelf(path))
    agreesWithFile(said, { kind: row.kind, elf })
    expect(elf.link).toBe(row.link)
    expect(program.staticLibc).toBe(staticLibcs[name])
    // the Go command prints nothing about a file that it did not build
    const id = 'go' in row ? (await output(['go', 'tool', 'buildid', path])).trim() : ''
    expect(elf.buildIds.go ?? '').toBe(id)
  })
})

const real = (pattern: string) => globSync(pattern).map((path) => realpathSync(path))
const [libc = ''] = real('{/usr,}/lib/*/libc.so.6')
const system = [
  ...new Set([
    ...['/bin/ls', '/bin/sh', process.execPath, libc].map((path) => realpathSync(path)),
    ...real('{/usr,}/lib/*/ld-linux*.so.*'),
    ...real('{/usr,}/lib/*/lib{m,stdc++,gcc_s,resolv,crypto}.so.*'),
    ...real('/usr/lib/*/crt1.o'),
  ]),
]

describe('files of the system, compared with readelf and file', () => {
  test.each(system)('%s', async (path) => {
    const program = await programAt(path)
    if (program.format !== 'elf') throw new Error(program.format)
    expect(asComparable(program.elf)).toEqual(await asReadelf(path))
    agreesWithFile(await output(['file', '-b', path]), program)
    expect(program.elf.link).toBe('external')
  })

  test('libc is a library although it has a program interpreter', async () => {
    const program = await programAt(libc)
    expect(program.kind).toBe('shared-library')
    expect(program.why).toBe(
      `it has the library name libc.so.6 (SONAME), although it has the program interpreter ${program.format === 'elf' ? program.elf.interpreter : ''}`,
    )
  })

  test("musl's libc is a library, without symbol versions", async () => {
    const [path = ''] = real('/usr/lib/*-musl/libc.so')
    const elf = expectValue(readElf(await readFile(path)))
    expect(asComparable(elf)).toEqual(await asReadelf(path))
    expect(elf.versionsProvided).toEqual([])
    expect((await programAt(path)).kind).toBe('shared-library')
  })
})
