import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { modeNotAchievedFix, modeNotAchievedMessage } from '../../../src/findings/mode-not-achieved.ts'
import { readElf } from '../../../src/inspect/elf/elf.ts'
import { classifyElf } from '../../../src/inspect/program/classify.ts'
import { hardening, hardeningRows } from '../../../src/inspect/program/hardening.ts'
import { linkageOf, modeNotAchieved } from '../../../src/inspect/program/linkage.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { linkageSchema } from '../../../src/model/image.ts'
import { type ElfParts, elfFile } from '../../support/programs/elf.ts'
import { expectValue } from '../../support/results.ts'
import { tries } from '../../support/runs/tries.ts'

const linkageIn = (bytes: Uint8Array) => linkageOf(readProgram(bytes))

const loader = '/lib64/ld-linux-x86-64.so.2'

function elfOf(parts: ElfParts) {
  return expectValue(readElf(elfFile(parts)))
}

describe('the headers and tables of an ELF file', () => {
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
      provides: fc.constantFrom(['libx.so.1'], ['libx.so.1', 'X_1', 'X_1.1']),
      bindNow: fc.boolean(),
      textrel: fc.boolean(),
      relro: fc.boolean(),
      stack: fc.constantFrom(6, 7),
      load: fc.constantFrom(4, 5, 6, 7),
      gnuBuildId: fc.array(fc.nat({ max: 255 }), { minLength: 1, maxLength: 20 }),
      wide: fc.boolean(),
      little: fc.boolean(),
    },
    { requiredKeys: [] },
  )

  test('any combination of parts, word sizes and byte orders is read correctly', () => {
    fc.assert(
      fc.property(parts, (given: ElfParts) => {
        const elf = expectValue(readElf(elfFile(given)))
        expect(elf.relro).toBe(given.relro !== true ? 'none' : given.bindNow === true ? 'full' : 'partial')
        const stack = given.stack === 7 ? 'executable' : 'read-write'
        expect(elf.stack).toBe(given.stack === undefined ? 'unstated' : stack)
        expect(elf.writableCode).toBe(given.load === 7 ? 1 : 0)
        expect(elf.buildIds.gnu).toBe(
          given.gnuBuildId?.map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        )
        expect(elf.bindNow).toBe(given.bindNow === true)
        expect(elf.textrel).toBe(given.textrel === true)
        const hasDynamic =
          (given.needed ?? []).length > 0 ||
          (given.provides ?? []).length > 0 ||
          given.pie === true ||
          given.bindNow === true ||
          given.textrel === true ||
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
        expect(elf.versionsProvided).toEqual(given.provides?.slice(1) ?? [])
        expect(elf.versionsNeeded).toEqual(
          Object.entries(given.versions ?? {}).flatMap(([file, names]) =>
            names.map((version) => ({ file, version, weak: given.weak?.includes(version) === true })),
          ),
        )
      }),
      { numRuns: tries(500) },
    )
  })
})

describe('facts that the dynamic section can state in several ways', () => {
  test.each([
    [{ bindNow: true }, { bindNow: true, textrel: false, pie: false }],
    [{ flags: 8 }, { bindNow: true, textrel: false, pie: false }],
    [{ flags1: 1 }, { bindNow: true, textrel: false, pie: false }],
    [{ textrel: true }, { bindNow: false, textrel: true, pie: false }],
    [{ flags: 4 }, { bindNow: false, textrel: true, pie: false }],
    [{ flags1: 0x08000000 }, { bindNow: false, textrel: false, pie: true }],
    [
      { flags: 2, flags1: 2 },
      { bindNow: false, textrel: false, pie: false },
    ],
  ] as const)('%j', (parts, facts) => expect(elfOf({ ...parts, needed: ['a'] })).toMatchObject(facts))
})

describe('linkage', () => {
  test.each([
    [{}, 'static', /an executable without a program interpreter$/],
    [{ needed: ['libc.so.6'] }, 'static', /interpreter; libc\.so\.6 is listed but never loaded$/],
    [{ type: 3, pie: true }, 'static-pie', /a position-independent executable without/],
    [
      { interpreter: loader, needed: ['libc.so.6'] },
      'dynamic',
      /has the program interpreter .* and needs libc/,
    ],
    [{ type: 3, pie: true, interpreter: loader, needed: ['libc.so.6'] }, 'dynamic', /has the program/],
    // linked before DF_1_PIE existed
    [{ type: 3, interpreter: loader, needed: ['libc.so.6'] }, 'dynamic', /has the program/],
    [{ type: 3, pie: true, interpreter: loader }, 'interpreter-only', /needs no library, but has/],
    [{ type: 3, soname: 'libx.so.1' }, 'shared-library', /\(SONAME\)$/],
    [{ type: 3, soname: 'libc.so.6', interpreter: loader }, 'shared-library', /\(SONAME\), although/],
    [{ type: 3, needed: ['libc.so.6'] }, 'shared-library', /without the flag/],
    [
      { type: 3, pie: true, soname: 'app', interpreter: loader, needed: ['libc.so.6'] },
      'dynamic',
      /has the program/,
    ],
    [{ type: 1 }, 'not-a-program', /an object file/],
    [{ type: 4 }, 'not-a-program', /memory image/],
    [{ type: 0xfe00 }, 'not-a-program', /ELF type is 65024$/],
  ] as const)('%j is %s', (parts, kind, why) => {
    expect(classifyElf(elfOf(parts))).toEqual({ kind, why: expect.stringMatching(why) })
    expect(linkageIn(elfFile(parts)).kind).toBe(kind)
  })

  test('a file without a loadable segment is not a program', () => {
    expect(classifyElf({ ...elfOf({}), segments: [] }).why).toBe('it has no loadable segment')
  })

  test('a linkage has the form that the report promises', () => {
    for (const bytes of [elfFile({ interpreter: loader, needed: ['libc.so.6'] }), new Uint8Array()]) {
      const linkage = linkageIn(bytes)
      expect(linkageSchema.parse(linkage)).toEqual(linkage)
    }
  })

  test('damaged section headers do not hide what the kernel and the loader read', () => {
    const bytes = elfFile({ interpreter: loader, needed: ['libc.so.6'] })
    const data = new DataView(bytes.buffer)
    data.setBigUint64(40, 1n << 40n, true)
    data.setUint16(58, 64, true)
    data.setUint16(60, 30, true)
    const read = readElf(bytes)
    expect(read).toMatchObject({
      value: {
        needed: ['libc.so.6'],
        sections: [],
        sectionsProblem: 'an offset points past the end of the file',
      },
    })
    expect(expectValue(read).symbolTable).toBeUndefined()
  })

  test('the highest version of GLIBC in numeric order, without weak ones', () => {
    const linkage = linkageIn(
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
    expect(linkageIn(elfFile({ interpreter, needed: ['libc.so'] })).libc).toBe(libcName)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a shell script', new TextEncoder().encode(`#!/bin/sh\n${' '.repeat(100)}`)],
    ['a relocatable file', elfFile({ type: 1 })],
  ])('%s is not a program', (_what, bytes) => {
    expect(linkageIn(bytes).kind).toBe('not-a-program')
  })
})

describe('a mode whose program is linked differently', () => {
  const words = (...given: Parameters<typeof modeNotAchieved>) => {
    const not = modeNotAchieved(...given)
    return not && { message: modeNotAchievedMessage(not), fix: modeNotAchievedFix(not) }
  }
  const dynamic = { name: 'dynamic', expects: ['dynamic'] } as const
  const still = { name: 'static', expects: ['static'] } as const

  test('no finding if the linkage is that of the mode', () => {
    expect(modeNotAchieved(still, linkageIn(elfFile()))).toBeUndefined()
    expect(
      modeNotAchieved(dynamic, linkageIn(elfFile({ interpreter: loader, needed: ['libc.so.6'] }))),
    ).toBeUndefined()
  })

  test('a static program of the mode dynamic', async () => {
    const said = words(dynamic, linkageIn(elfFile()))
    expect(said?.message).toBe(
      'mode `dynamic` must produce a dynamic binary, but the result is a static binary, so this column compares two static builds',
    )
    expect(said?.fix).toContain('`netgo`')
  })

  test('a program of the mode static that needs a loader and libraries', () => {
    const linkage = linkageIn(elfFile({ interpreter: loader, needed: ['libc.so.6'] }))
    const said = words(still, linkage)
    expect(said?.message).toContain(`an image with \`${linkage.interpreter}\` and \`libc.so.6\``)
    expect(said?.fix).toContain('CGO_ENABLED=0')
  })

  test('a program of the mode static that only needs a loader', () => {
    const said = words(still, linkageIn(elfFile({ type: 3, pie: true, interpreter: loader })))
    expect(said?.message).toMatch(/a position-independent binary that needs .* an image with `[^`]+`$/)
  })

  const needsGlibc = { interpreter: loader, needed: ['libc.so.6'] }
  const pie = { name: 'pie', expects: ['dynamic'], requires: { pie: true } } as const
  const musl = { name: 'musl', expects: ['dynamic'], requires: { libc: 'musl' } } as const

  test('a program of the right kind that lacks another requirement of the mode', () => {
    expect(modeNotAchieved(pie, linkageIn(elfFile({ ...needsGlibc, type: 3, pie: true })))).toBeUndefined()
    expect(words(pie, linkageIn(elfFile(needsGlibc)))).toEqual({
      message:
        'mode `pie` must produce a position-independent dynamic binary, but the result is not position-independent',
      fix: 'build with `-buildmode=pie`, or check the flags of mode `pie`',
    })
    expect(words(musl, linkageIn(elfFile(needsGlibc)))).toEqual({
      message: 'mode `musl` must produce a dynamic binary with musl, but the result has glibc',
      fix: 'link with a C compiler for musl (`env: { CC: … }` in mode `musl`)',
    })
  })

  test('a PIE without libraries: the finding recommends cgo, not another mode', () => {
    const said = words(pie, linkageIn(elfFile({ type: 3, pie: true, interpreter: loader })))
    expect(said?.message).toMatch(/ but the result is a position-independent binary that needs /)
    expect(said?.fix).toMatch(/^build with `CGO_ENABLED=1`, with a package that uses cgo/)
  })

  test.each([elfFile(), elfFile(needsGlibc)])(
    'a program of the mode static-pie that is not a static PIE',
    (bytes) => {
      const said = words({ name: 'static-pie', expects: ['static-pie'] }, linkageIn(bytes))
      expect(said?.message).not.toMatch(/two static builds/)
      expect(said?.fix).toMatch(/-extldflags=-static-pie/)
    },
  )

  test('a static program without the C library of its mode', () => {
    const mode = { name: 'static-musl', expects: ['static'], requires: { libc: 'musl' } } as const
    const linkage = linkageIn(elfFile())
    expect(words(mode, linkage)?.message).toBe(
      'mode `static-musl` must produce a static binary with musl, but the result has no C library',
    )
    expect(modeNotAchieved(mode, { ...linkage, staticLibc: 'musl' })).toBeUndefined()
  })

  test.each([
    [elfFile({ type: 3, soname: 'libx.so' }), 'a shared library'],
    [elfFile({ type: 3, pie: true }), 'a static-pie binary'],
    [new Uint8Array(100), 'not an ELF program (not an ELF file)'],
  ])('static that is something else', (bytes, what) => {
    const said = words(still, linkageIn(bytes))
    expect(said?.message).toBe(`mode \`static\` must produce a static binary, but the result is ${what}`)
  })
})

describe('damaged files', () => {
  /** Reading never throws and never hangs. Its result has the form of a program or a problem. */
  function survives(bytes: Uint8Array): boolean {
    const read = readElf(bytes)
    const program = readProgram(bytes)
    if (program.ok && typeof hardening(program.value).nx !== 'boolean') return false
    return read.ok ? Array.isArray(read.value.needed) : read.problem.message.length > 0
  }

  const whole = elfFile({
    type: 3,
    pie: true,
    provides: ['app', 'APP_1'],
    gnuBuildId: [1, 2, 3, 4],
    relro: true,
    stack: 6,
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needed: ['libresolv.so.2', 'libc.so.6'],
    runpath: '/opt/lib',
    versions: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libresolv.so.2': ['GLIBC_2.2.5'] },
  })

  test('every truncation', () => {
    for (let length = 0; length < whole.length; length++) expect(survives(whole.slice(0, length))).toBe(true)
  })

  test('every byte of a small file, set to extreme values', () => {
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
      { numRuns: tries(3000) },
    )
  })

  test('a real program, its headers and dynamic section mutated', async () => {
    const real = await readFile('/bin/ls')
    // the reader reads only the first and the last part
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
      { numRuns: tries(3000) },
    )
    fc.assert(
      fc.property(fc.nat({ max: real.length }), (length) => survives(real.subarray(0, length))),
      { numRuns: tries(300) },
    )
  })

  test('any bytes after the magic of an ELF file', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(1, 2),
        fc.constantFrom(1, 2),
        (rest, a, b) => survives(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, a, b, ...rest])),
      ),
      { numRuns: tries(1000) },
    )
  })

  test('an unterminated name that many entries refer to is not read each time', () => {
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
    // the segment contains the whole file, and the dynamic section is the long one
    data.setBigUint64(64 + 32, BigInt(bytes.length), true)
    data.setBigUint64(64 + 56 + 8, BigInt(start - 16), true)
    data.setBigUint64(64 + 56 + 32, BigInt(entries * 16 + 16), true)
    data.setBigUint64(start - 16, 5n, true)
    data.setBigUint64(start - 8, BigInt(0x400000 + stringsAt), true)
    // 60,000 names of up to 60,000 bytes would be 3.6 GB: reading stops at the first invalid one
    expect(readElf(bytes)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('more names than linkgate reads') },
    })
  })
})

describe('hardening', () => {
  const of = (parts: ElfParts) => {
    return hardening(expectValue(readProgram(elfFile(parts))))
  }

  test('the facts', () => {
    expect(of({})).toEqual({
      pie: false,
      relro: 'none',
      bindNow: false,
      nx: true,
      writableCode: 0,
      rpath: [],
      textrel: false,
    })
    expect(
      of({
        type: 3,
        pie: true,
        relro: true,
        bindNow: true,
        stack: 7,
        load: 7,
        textrel: true,
        rpath: '/a',
        runpath: '/b:/c',
      }),
    ).toEqual({
      pie: true,
      relro: 'full',
      bindNow: true,
      nx: false,
      writableCode: 1,
      rpath: ['/a', '/b', '/c'],
      textrel: true,
    })
  })

  test.each([
    [62, true],
    [183, true],
    [243, true],
    [3, false],
    [8, false],
  ])('machine %i without PT_GNU_STACK: NX is %s', (machine, nx) => {
    expect(of({ machine }).nx).toBe(nx)
    expect(of({ machine, stack: 6 }).nx).toBe(true)
    expect(of({ machine, stack: 7 }).nx).toBe(false)
  })

  test('as a table, with the changes', () => {
    const base = of({ type: 3, pie: true, relro: true, rpath: '/a' })
    const head = of({ relro: true, bindNow: true, rpath: '/b', load: 7 })
    expect(hardeningRows(head, base)).toEqual([
      { fact: 'PIE', value: 'no', was: 'yes', change: 'worse' },
      { fact: 'RELRO', value: 'full', was: 'partial', change: 'better' },
      { fact: 'BIND_NOW', value: 'yes', was: 'no', change: 'better' },
      { fact: 'NX stack', value: 'yes' },
      { fact: 'writable code', value: '1', was: '0', change: 'worse' },
      { fact: 'RPATH', value: '/b', was: '/a' },
      { fact: 'TEXTREL', value: 'no' },
    ])
    expect(hardeningRows(head).every((row) => row.was === undefined && row.change === undefined)).toBe(true)
  })
})
