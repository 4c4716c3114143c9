import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readExecutable } from '../../../src/inspect/executable/read-executable.ts'
import { readMachO } from '../../../src/inspect/macho/macho.ts'
import { readPe } from '../../../src/inspect/pe/pe.ts'
import { hardening } from '../../../src/inspect/program/hardening.ts'
import { linkageOf } from '../../../src/inspect/program/linkage.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { asGoVersion } from '../../support/programs/go-version.ts'
import { machOFile, peFile, universalFile } from '../../support/programs/macho-pe.ts'
import { buildMatrix, type RowName } from '../../support/programs/matrix.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const linkageIn = (bytes: Uint8Array) => linkageOf(readProgram(bytes))

const directory = await temporaryDirectory()
const windows = ['windows/amd64', 'windows/386 -s -w'] as const
const darwin = ['darwin/arm64', 'darwin/amd64 -s -w'] as const

let paths: ReadonlyMap<RowName, string>
beforeAll(async () => {
  paths = await buildMatrix([...windows, ...darwin])
  // the readers of the Go standard library
  await writeTree(directory, {
    'go.mod': 'module example.com/oracle\n\ngo 1.24\n',
    'main.go': `package main

import (
	"debug/macho"
	"debug/pe"
	"encoding/json"
	"os"
	"strings"
)

type facts struct {
	Libraries []string
	Flags     uint32
	Sections  []section
	Symbols   []symbol
}

type section struct {
	Name    string
	Address uint64
	Offset  uint32
	Size    uint64
}

type symbol struct {
	Name    string
	Address uint64
}

func main() {
	var found facts
	if f, err := macho.Open(os.Args[1]); err == nil {
		found.Libraries, _ = f.ImportedLibraries()
		found.Flags = f.Flags
		for _, s := range f.Sections {
			found.Sections = append(found.Sections, section{s.Name, s.Addr, s.Offset, s.Size})
		}
		for _, s := range f.Symtab.Syms {
			if s.Type&0xe0 == 0 && s.Type&0x0e == 0x0e {
				found.Symbols = append(found.Symbols, symbol{strings.TrimPrefix(s.Name, "_"), s.Value})
			}
		}
	} else if f, err := pe.Open(os.Args[1]); err == nil {
		symbols, _ := f.ImportedSymbols()
		seen := map[string]bool{}
		for _, s := range symbols {
			if _, dll, ok := strings.Cut(s, ":"); ok && !seen[dll] {
				seen[dll] = true
				found.Libraries = append(found.Libraries, dll)
			}
		}
		var base uint64
		switch h := f.OptionalHeader.(type) {
		case *pe.OptionalHeader32:
			found.Flags, base = uint32(h.DllCharacteristics), uint64(h.ImageBase)
		case *pe.OptionalHeader64:
			found.Flags, base = uint32(h.DllCharacteristics), h.ImageBase
		}
		for _, s := range f.Sections {
			size := uint64(min(s.Size, s.VirtualSize))
			found.Sections = append(found.Sections, section{s.Name, base + uint64(s.VirtualAddress), s.Offset, size})
		}
		for _, s := range f.Symbols {
			if s.SectionNumber > 0 && s.StorageClass != 103 {
				home := f.Sections[s.SectionNumber-1]
				found.Symbols = append(found.Symbols, symbol{s.Name, base + uint64(home.VirtualAddress) + uint64(s.Value)})
			}
		}
	} else {
		panic(err)
	}
	json.NewEncoder(os.Stdout).Encode(found)
}
`,
  })
  await output(['go', 'build', '-buildvcs=false', '-o', 'oracle', '.'], {
    cwd: directory,
    env: { ...offlineGo, CGO_ENABLED: '0' },
  })
}, 300_000)

interface Facts {
  readonly Libraries: readonly string[] | null
  readonly Flags: number
  readonly Sections: readonly {
    readonly Name: string
    readonly Address: number
    readonly Offset: number
    readonly Size: number
  }[]
  readonly Symbols: readonly { readonly Name: string; readonly Address: number }[] | null
}
const asGo = async (path: string): Promise<Facts> =>
  JSON.parse(await output([join(directory, 'oracle'), path])) as Facts
const pathOf = (name: RowName) => paths.get(name) ?? ''
const has = (flags: number, flag: number) => (flags & flag) !== 0

describe("compared with the readers of Go's standard library", () => {
  test.each(windows)('%s', async (name) => {
    const bytes = await readFile(pathOf(name))
    const [pe, go] = [expectValue(readPe(bytes)), await asGo(pathOf(name))]
    expect(pe).toMatchObject({
      bits: name === 'windows/amd64' ? 64 : 32,
      machine: name === 'windows/amd64' ? 'amd64' : '386',
      libraries: go.Libraries,
      dynamicBase: has(go.Flags, 0x40),
      highEntropy: has(go.Flags, 0x20),
      nxCompatible: has(go.Flags, 0x100),
      symbolTable: go.Symbols !== null,
      debugInfo: go.Sections.some(({ Name }) => /^\.z?debug_info$/.test(Name)),
      dll: false,
    })
    expect(pe.libraries).toEqual(['kernel32.dll'])
    expect(pe.debugInfo).toBe(name === 'windows/amd64')
  })

  test.each(darwin)('%s', async (name) => {
    const [machO, go] = [expectValue(readMachO(await readFile(pathOf(name)))), await asGo(pathOf(name))]
    const machine = name === 'darwin/arm64' ? 'arm64' : 'amd64'
    expect(machO).toMatchObject({
      machine,
      architectures: [machine],
      libraries: go.Libraries,
      loader: '/usr/lib/dyld',
      pie: has(go.Flags, 0x200000),
      executableStack: has(go.Flags, 0x20000),
      debugInfo: go.Sections.some(({ Name }) => /^__z?debug_info$/.test(Name)),
    })
    expect(machO.libraries).toContain('/usr/lib/libSystem.B.dylib')
    expect(machO.uuid).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each([...windows, ...darwin])(
    '%s: sections with bytes in the file, and symbols with addresses',
    async (name) => {
      const executable = expectValue(readExecutable(new Uint8Array(await readFile(pathOf(name)))))
      const go = await asGo(pathOf(name))
      const inFile = go.Sections.filter(({ Offset, Size }) => Offset > 0 && Size > 0)
      expect(
        executable.sections.map((one) => ({
          Name: one.name,
          Address: one.address,
          Offset: one.offset,
          Size: one.size,
        })),
      ).toEqual(inFile)
      const symbols = executable.symbols()
      const found = Array.from({ length: symbols.count }, (_, number) => ({
        Name: symbols.name(number),
        Address: symbols.address(number),
      }))
      expect(found).toEqual(go.Symbols ?? [])
      expect(executable.symbolTable).toBe(found.length > 0)
    },
  )

  test('a universal file is described by its first architecture, with its build information', async () => {
    const slices = await Promise.all(darwin.map((name) => readFile(pathOf(name))))
    for (const order of [slices, slices.toReversed()]) {
      const program = expectValue(readProgram(universalFile(order)))
      const alone = expectValue(readProgram(order[0] ?? new Uint8Array()))
      if (program.format !== 'mach-o') throw new Error('unread')
      expect(program.buildInfo).toEqual(alone.buildInfo)
      expect(program.buildInfo?.go).toMatch(/^go1\./)
      expect(program.machO.architectures[0]).toBe(alone.machine)
      expect(program.machO.architectures).toHaveLength(2)
    }
    expect((await asGoVersion(pathOf('darwin/arm64')))?.settings['GOOS']).toBe('darwin')
  })
})

describe('static programs of macOS and Windows', () => {
  test.each([
    [['/usr/lib/libSystem.B.dylib'], 'system-dynamic'],
    [['/System/Library/Frameworks/Security.framework/Versions/A/Security'], 'system-dynamic'],
    [['/usr/lib/libSystem.B.dylib', '/opt/homebrew/lib/libpq.5.dylib'], 'dynamic'],
    [['@rpath/libx.dylib'], 'dynamic'],
    [[], 'static'],
  ] as const)('macOS: %j is %s', (libraries, kind) => {
    const program = expectValue(readProgram(machOFile({ libraries, loader: libraries.length > 0 })))
    expect(program.libraries).toEqual(libraries)
    expect(program.kind).toBe(kind)
  })

  test.each([
    [['KERNEL32.dll', 'api-ms-win-core-synch-l1-2-0.dll'], 'system-dynamic'],
    [['kernel32.dll', 'libgcc_s_seh-1.dll'], 'dynamic'],
    [[], 'static'],
  ] as const)('Windows: %j is %s', (libraries, kind) => {
    const program = expectValue(readProgram(peFile({ libraries })))
    expect(program.libraries).toEqual(libraries)
    expect(program.kind).toBe(kind)
  })

  test('libraries are not programs', () => {
    expect(readProgram(machOFile({ type: 6 }))).toMatchObject({ value: { kind: 'shared-library' } })
    expect(readProgram(machOFile({ type: 1 }))).toMatchObject({ value: { kind: 'not-a-program' } })
    expect(readProgram(peFile({ dll: true }))).toMatchObject({ value: { kind: 'shared-library' } })
  })

  test('hardening from the flags', () => {
    const of = (bytes: Uint8Array) => hardening(expectValue(readProgram(bytes)))
    expect(of(machOFile({ flags: 0x200000 }))).toMatchObject({ pie: true, nx: true, writableCode: 0 })
    expect(of(machOFile({ flags: 0x20000, protection: 6 }))).toMatchObject({
      pie: false,
      nx: false,
      writableCode: 1,
    })
    expect(of(peFile({ flags: 0x140 }))).toMatchObject({ pie: true, nx: true, writableCode: 0 })
    expect(of(peFile({ flags: 0, sectionFlags: 0xe0000040 }))).toMatchObject({
      pie: false,
      nx: false,
      writableCode: 1,
    })
    expect(of(peFile()).relro).toBeUndefined()
  })

  test('in a Linux image, neither is a program', async () => {
    expect(linkageIn(machOFile())).toMatchObject({
      kind: 'not-a-program',
      machine: 'a Mach-O file for arm64',
    })
    expect(linkageIn(await readFile(pathOf('windows/amd64')))).toMatchObject({
      kind: 'not-a-program',
      machine: 'a Windows (PE) file for amd64',
      go: expect.stringMatching(/^go1\./),
    })
  })
})

describe('damaged files', () => {
  const small = [
    machOFile({ libraries: ['/usr/lib/libSystem.B.dylib'], loader: true, rpath: '/x' }),
    peFile({ libraries: ['kernel32.dll', 'user32.dll'] }),
    universalFile([machOFile(), machOFile({ libraries: ['/usr/lib/a.dylib'] })]),
  ]
  const survives = (bytes: Uint8Array) => {
    const read = readProgram(bytes)
    return read.ok ? typeof hardening(read.value).nx === 'boolean' : read.problem.message.length > 0
  }

  test('every truncation, and every byte set to extreme values', () => {
    for (const whole of small) {
      const end = Math.min(whole.length, 2048)
      for (let length = 0; length <= end; length++) expect(survives(whole.slice(0, length))).toBe(true)
      for (let at = 0; at < end; at++) {
        const broken = whole.slice()
        for (const value of [0x00, 0x7f, 0x80, 0xff]) {
          broken[at] = value
          expect(survives(broken)).toBe(true)
        }
      }
    }
  })

  test('several bytes at once', () => {
    const change = fc.tuple(fc.nat({ max: 1023 }), fc.nat({ max: 255 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.array(change, { minLength: 2, maxLength: 12 }),
        (whole, changes) => {
          const broken = whole.slice()
          for (const [at, value] of changes) if (at < broken.length) broken[at] = value
          return survives(broken)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['a Java class', [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x41, ...new Array(60).fill(0)], /^not an ELF file$/],
    [
      'a universal file of nothing',
      [0xca, 0xfe, 0xba, 0xbe, ...new Array(60).fill(0)],
      /without an architecture$/,
    ],
    ['a DOS program', [0x4d, 0x5a, ...new Array(100).fill(0)], /^a damaged Windows executable: it has no PE/],
    ['nothing', [], /^an empty file$/],
    ['a script', [0x23, 0x21, 0x2f], /^a script/],
  ])('%s', (_what, bytes, problem) => {
    expect(problemOf(readProgram(Uint8Array.from(bytes)))).toMatch(problem)
  })
})
