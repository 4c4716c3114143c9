import { existsSync, globSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Elf, readElf } from '../../src/inspect/elf.ts'
import { modeNotAchieved, readLinkage } from '../../src/inspect/linkage.ts'
import type { LinkageKind } from '../../src/model.ts'
import { type ElfParts, elfFile } from '../support/elf.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../support/temporary.ts'

const directory = await temporaryDirectory()

const net = ['-tags=netgo,osusergo']
const builds = {
  static: { env: { CGO_ENABLED: '0' }, args: [] },
  dynamic: { env: { CGO_ENABLED: '1' }, args: [] },
  netgo: { env: { CGO_ENABLED: '1' }, args: ['-tags=netgo'] },
  external: { env: { CGO_ENABLED: '1' }, args: ['-ldflags=-linkmode=external'] },
  'external-static': {
    env: { CGO_ENABLED: '1' },
    args: [...net, '-ldflags=-linkmode=external -extldflags=-static'],
  },
  'pie-without-cgo': { env: { CGO_ENABLED: '0' }, args: ['-buildmode=pie'] },
  pie: { env: { CGO_ENABLED: '1' }, args: ['-buildmode=pie'] },
  'static-pie': {
    env: { CGO_ENABLED: '1' },
    args: [...net, '-buildmode=pie', '-ldflags=-linkmode=external -extldflags=-static-pie'],
  },
  'c-shared': { env: { CGO_ENABLED: '1' }, args: ['-buildmode=c-shared'] },
  'with-paths': {
    env: { CGO_ENABLED: '1' },
    args: ['-ldflags=-linkmode=external "-extldflags=-Wl,-rpath,/opt/a:/opt/b"'],
  },
  '386': { env: { CGO_ENABLED: '0', GOARCH: '386' }, args: [] },
} as const satisfies Record<string, { env: Record<string, string>; args: readonly string[] }>
type Build = keyof typeof builds

const kinds: Readonly<Record<Build, LinkageKind>> = {
  static: 'static',
  dynamic: 'dynamic',
  netgo: 'static',
  external: 'dynamic',
  'external-static': 'static',
  'pie-without-cgo': 'interpreter-only',
  pie: 'dynamic',
  'static-pie': 'static-pie',
  'c-shared': 'shared-library',
  'with-paths': 'dynamic',
  '386': 'static',
}

const pathOf = (build: Build) => join(directory, build)

beforeAll(async () => {
  await writeTree(directory, {
    'go.mod': 'module example.com/program\n\ngo 1.24\n',
    'main.go':
      'package main\n\nimport (\n\t"fmt"\n\t"net"\n)\n\nfunc main() { fmt.Println(net.LookupHost("localhost")) }\n',
    // the parts above net cost a whole standard library for another architecture
    'small/main.go': 'package main\n\nfunc main() { println("small") }\n',
  })
  for (const [name, { env, args }] of Object.entries(builds)) {
    const what = name === '386' ? './small' : '.'
    await output(
      ['go', 'build', '-trimpath', '-buildvcs=false', ...args, '-o', join(directory, name), what],
      {
        cwd: directory,
        env: { ...offlineGo, ...env },
      },
    )
  }
}, 300_000)

/** The same facts, as binutils reads them. */
async function asReadelf(path: string): Promise<Omit<Elf, 'machine'>> {
  const said = await output(
    ['readelf', '--file-header', '--segments', '--dynamic', '--version-info', '--wide', path],
    {
      env: { LC_ALL: 'C' },
    },
  )
  const all = (pattern: RegExp) => [...said.matchAll(pattern)].map((match) => match[1] ?? '')
  const one = (pattern: RegExp) => all(pattern)[0]
  const split = (values: readonly string[]) => values.flatMap((value) => value.split(':'))
  const needs = said.split(/Version needs section/)[1] ?? ''
  const versionsNeeded: { file: string; version: string; weak: boolean }[] = []
  let file = ''
  for (const line of needs.split('\n')) {
    file = /Version: \d+ +File: (\S+)/.exec(line)?.[1] ?? file
    const [, version, flags] = /Name: (\S+) +Flags: (.*?) +Version: \d+/.exec(line) ?? []
    if (version !== undefined) versionsNeeded.push({ file, version, weak: flags?.includes('WEAK') === true })
  }
  const interpreter = one(/Requesting program interpreter: (.*?)\]/g)
  const soname = one(/\(SONAME\).*?\[(.*)\]/g)
  const types: Readonly<Record<string, number>> = { REL: 1, EXEC: 2, DYN: 3, CORE: 4 }
  return {
    bits: one(/Class: +(ELF\d+)/g) === 'ELF64' ? 64 : 32,
    littleEndian: one(/Data: .*?(little|big) endian/g) === 'little',
    type: types[one(/Type: +(\w+)/g) ?? ''] ?? -1,
    dynamic: /^ +DYNAMIC +0x/m.test(said),
    ...(interpreter === undefined ? {} : { interpreter }),
    needed: all(/\(NEEDED\).*?\[(.*)\]/g),
    ...(soname === undefined ? {} : { soname }),
    rpath: split(all(/\(RPATH\).*?\[(.*)\]/g)),
    runpath: split(all(/\(RUNPATH\).*?\[(.*)\]/g)),
    pie: /\(FLAGS_1\).*\bPIE\b/.test(said),
    versionsNeeded,
  }
}

async function elfAt(path: string): Promise<Elf> {
  const read = readElf(await readFile(path))
  if ('problem' in read) throw new Error(read.problem)
  return read.elf
}

const libc = globSync('/lib*/**/libc.so.6').map((path) => realpathSync(path))[0] ?? ''
const system = ['/bin/ls', '/bin/sh', libc, process.execPath].filter((path) => existsSync(path))

describe('as readelf reads it', () => {
  test.each(Object.keys(builds) as Build[])('go build, %s', async (build) => {
    const { machine, ...elf } = await elfAt(pathOf(build))
    expect(elf).toEqual(await asReadelf(pathOf(build)))
    expect(machine).toBe(build === '386' ? '386' : process.arch === 'x64' ? 'amd64' : process.arch)
  })

  test.each(system)('%s', async (path) => {
    const { machine: _, ...elf } = await elfAt(path)
    expect(elf).toEqual(await asReadelf(path))
  })

  test('the system has files to compare with', () => {
    expect(system.length).toBeGreaterThanOrEqual(3)
  })

  const parts = fc.record(
    {
      type: fc.constantFrom(2, 3),
      interpreter: fc.constantFrom('/lib64/ld-linux-x86-64.so.2', '/lib/ld-musl-aarch64.so.1'),
      needed: fc.array(fc.constantFrom('libc.so.6', 'libresolv.so.2', 'libm.so.6'), { maxLength: 4 }),
      soname: fc.constant('libx.so.1'),
      rpath: fc.constantFrom('/a', '/a:/b'),
      runpath: fc.constantFrom('$ORIGIN/../lib', '/c:/d'),
      pie: fc.boolean(),
      versions: fc.constantFrom(
        {},
        { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libm.so.6': ['GLIBC_2.29'] },
      ),
      weak: fc.constantFrom([], ['GLIBC_2.2.5']),
      wide: fc.boolean(),
      little: fc.boolean(),
    },
    { requiredKeys: [] },
  )

  test('any combination of parts, both widths and byte orders, is read back', () => {
    fc.assert(
      fc.property(parts, (given: ElfParts) => {
        const read = readElf(elfFile(given))
        if ('problem' in read) throw new Error(read.problem)
        const { elf } = read
        const hasDynamic =
          (given.needed ?? []).length > 0 ||
          given.pie === true ||
          given.soname !== undefined ||
          given.interpreter !== undefined
        expect(elf.bits).toBe(given.wide === false ? 32 : 64)
        expect(elf.littleEndian).toBe(given.little !== false)
        expect(elf.type).toBe(given.type ?? 2)
        expect(elf.interpreter).toBe(given.interpreter)
        expect(elf.dynamic).toBe(hasDynamic)
        if (!hasDynamic) return
        expect(elf.needed).toEqual(given.needed ?? [])
        expect(elf.soname).toBe(given.soname)
        expect(elf.rpath).toEqual(given.rpath?.split(':') ?? [])
        expect(elf.runpath).toEqual(given.runpath?.split(':') ?? [])
        expect(elf.pie).toBe(given.pie === true)
        expect(elf.versionsNeeded).toEqual(
          Object.entries(given.versions ?? {}).flatMap(([file, names]) =>
            names.map((version) => ({ file, version, weak: given.weak?.includes(version) === true })),
          ),
        )
      }),
      { numRuns: 300 },
    )
  })
})

describe('linkage', () => {
  test.each(Object.entries(kinds))('go build, %s: %s', async (build, kind) => {
    const linkage = readLinkage(await readFile(join(directory, build)))
    expect(linkage.kind).toBe(kind)
    expect(linkage.go).toMatch(/^go1\./)
    if (kind !== 'dynamic') return
    expect(linkage.libc).toBe('glibc')
    expect(linkage.needed).toContain('libc.so.6')
    expect(linkage.glibc).toMatch(/^2\.\d+$/)
  })

  test('the highest version of GLIBC by number, not by letter, and only what must be there', () => {
    const linkage = readLinkage(
      elfFile({
        interpreter: '/lib64/ld-linux-x86-64.so.2',
        needed: ['libc.so.6'],
        versions: { 'libc.so.6': ['GLIBC_2.4', 'GLIBC_2.34', 'GLIBC_2.2.5', 'GLIBC_2.40', 'GLIBC_PRIVATE'] },
        weak: ['GLIBC_2.40'],
      }),
    )
    expect(linkage.glibc).toBe('2.34')
  })

  test.each([
    ['/lib64/ld-linux-x86-64.so.2', 'glibc'],
    ['/lib/ld-linux-aarch64.so.1', 'glibc'],
    ['/lib/ld-linux-armhf.so.3', 'glibc'],
    ['/lib64/ld64.so.2', 'glibc'],
    ['/lib/ld-musl-x86_64.so.1', 'musl'],
    ['/nix/store/abc-musl/lib/ld-musl-x86_64.so.1', 'musl'],
    ['/opt/loader', 'other'],
  ])('%s is %s', (interpreter, libcName) => {
    expect(readLinkage(elfFile({ interpreter, needed: ['libc.so'] })).libc).toBe(libcName)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a shell script', new TextEncoder().encode(`#!/bin/sh\n${' '.repeat(100)}`)],
    ['a relocatable file', elfFile({ type: 1 })],
  ])('%s is not a program', (_what, bytes) => {
    expect(readLinkage(bytes).kind).toBe('not-a-program')
  })
})

describe('a mode that is not what it promises', () => {
  const dynamic = { name: 'dynamic', expects: ['dynamic'] } as const
  const still = { name: 'static', expects: ['static'] } as const

  test('what it promises is no finding', async () => {
    expect(modeNotAchieved(still, readLinkage(await readFile(pathOf('netgo'))))).toBeUndefined()
    expect(modeNotAchieved(dynamic, readLinkage(await readFile(pathOf('external'))))).toBeUndefined()
  })

  test('dynamic that is static', async () => {
    const said = modeNotAchieved(dynamic, readLinkage(await readFile(pathOf('netgo'))))
    expect(said?.message).toBe(
      'mode `dynamic` promises a dynamic binary and produced a static binary: nothing in it is linked at run time, so this column compares a static build with another',
    )
    expect(said?.mend).toContain('`netgo`')
  })

  test('static that needs a loader and libraries', async () => {
    const linkage = readLinkage(await readFile(pathOf('dynamic')))
    const said = modeNotAchieved(still, linkage)
    expect(said?.message).toContain(`an image that has \`${linkage.interpreter}\` and \`libc.so.6\``)
    expect(said?.mend).toContain('CGO_ENABLED=0')
  })

  test('static that needs a loader alone', async () => {
    const said = modeNotAchieved(still, readLinkage(await readFile(pathOf('pie-without-cgo'))))
    expect(said?.message).toMatch(/a position-independent binary that needs .* an image that has `[^`]+`$/)
  })

  test.each([
    [elfFile({ type: 3, soname: 'libx.so' }), 'a shared library'],
    [elfFile({ type: 3, pie: true }), 'a static-pie binary'],
    [new Uint8Array(100), 'something that is not an ELF program (not an ELF file)'],
  ])('static that is something else', (bytes, what) => {
    const said = modeNotAchieved(still, readLinkage(bytes))
    expect(said?.message).toBe(`mode \`static\` promises a static binary and produced ${what}`)
  })
})

describe('damaged files', () => {
  /** Never throws and never hangs; whatever it says has the form of an answer. */
  function survives(bytes: Uint8Array): boolean {
    const read = readElf(bytes)
    return 'elf' in read ? Array.isArray(read.elf.needed) : read.problem.length > 0
  }

  const whole = elfFile({
    type: 3,
    pie: true,
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needed: ['libresolv.so.2', 'libc.so.6'],
    runpath: '/opt/lib',
    versions: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libresolv.so.2': ['GLIBC_2.2.5'] },
  })

  test('every truncation', () => {
    for (let length = 0; length < whole.length; length++) expect(survives(whole.slice(0, length))).toBe(true)
  })

  test('every byte of the small file, set to what hurts most', () => {
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
        const broken = whole.slice()
        broken[at] = value
        expect(survives(broken)).toBe(true)
      }
    }
  })

  test('several bytes at once', () => {
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 2, maxLength: 12 }), (changes) => {
        const broken = whole.slice()
        for (const [at, value] of changes) broken[at] = value
        return survives(broken)
      }),
      { numRuns: 3000 },
    )
  })

  test('a real program, its headers and dynamic section mutated', async () => {
    const real = await readFile('/bin/ls')
    // what the reader looks at lies in the first and the last part
    const place = fc.oneof(
      fc.nat({ max: 0x2000 }),
      fc.integer({ min: real.length - 0x4000, max: real.length - 1 }),
    )
    fc.assert(
      fc.property(place, fc.nat({ max: 255 }), (at, value) => {
        const before = real[at] ?? 0
        real[at] = value
        const survived = survives(real)
        real[at] = before
        return survived
      }),
      { numRuns: 3000 },
    )
    fc.assert(
      fc.property(fc.nat({ max: real.length }), (length) => survives(real.subarray(0, length))),
      { numRuns: 300 },
    )
  })

  test('bytes that only begin like one', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(1, 2),
        fc.constantFrom(1, 2),
        (rest, a, b) => survives(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, a, b, ...rest])),
      ),
      { numRuns: 1000 },
    )
  })

  test('a name without an end, needed as often as there is room for, takes neither memory nor time', () => {
    const entries = 60_000
    const bytes = elfFile({ needed: ['a'], tail: new Uint8Array(entries * 16 + 70_000) })
    const data = new DataView(bytes.buffer)
    const start = bytes.length - 70_000 - entries * 16
    for (let index = 0; index < entries; index++) {
      data.setBigUint64(start + index * 16, 1n, true)
      data.setBigUint64(start + index * 16 + 8, BigInt(index), true)
    }
    bytes.fill(0x61, bytes.length - 70_000, bytes.length - 10_000)
    const stringsAt = bytes.length - 70_000
    // the segment now holds everything, and the dynamic section is the long one
    data.setBigUint64(64 + 32, BigInt(bytes.length), true)
    data.setBigUint64(64 + 56 + 8, BigInt(start - 16), true)
    data.setBigUint64(64 + 56 + 32, BigInt(entries * 16 + 16), true)
    data.setBigUint64(start - 16, 5n, true)
    data.setBigUint64(start - 8, BigInt(0x400000 + stringsAt), true)
    const since = performance.now()
    expect(survives(bytes)).toBe(true)
    expect(performance.now() - since).toBeLessThan(1000)
  })
})
