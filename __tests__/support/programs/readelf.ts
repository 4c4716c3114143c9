import type { Elf, ElfSection, ElfSegment } from '../../../src/inspect/elf/elf.ts'
import { output } from '../world/temporary.ts'

/** The output of `readelf` for a file, in the form of linkgate's reader. */
export type AsReadelf = Omit<
  Elf,
  'buildIds' | 'link' | 'sections' | 'segments' | 'symbolTable' | 'debugInfo' | 'symbolBytes' | 'debugBytes'
> & {
  readonly gnuBuildId: string | undefined
  readonly sections: readonly Omit<ElfSection, 'type' | 'flags'>[]
  readonly segments: readonly Omit<ElfSegment, 'type' | 'flags'>[]
  readonly loads: number
  readonly symbolTable: boolean
  readonly debugInfo: boolean
  readonly symbolBytes: number
  readonly debugBytes: number
}

const types: Readonly<Record<string, number>> = { REL: 1, EXEC: 2, DYN: 3, CORE: 4 }
const machines: readonly (readonly [pattern: RegExp, bits: 32 | 64, big: string, little: string])[] = [
  [/X86-64/, 64, '', 'amd64'],
  [/80386/, 32, '', '386'],
  [/AArch64/, 64, '', 'arm64'],
  [/^ARM$/, 32, '', 'arm'],
  [/RISC-V/, 64, '', 'riscv64'],
  [/MIPS/, 32, 'mips', 'mipsle'],
  [/MIPS/, 64, 'mips64', 'mips64le'],
  [/S\/390/, 64, 's390x', ''],
  [/PowerPC64/, 64, 'ppc64', 'ppc64le'],
]

export async function asReadelf(path: string): Promise<AsReadelf> {
  const said = await output(['readelf', '-hlSdVn', '--wide', path], { env: { LC_ALL: 'C' } })
  const all = (pattern: RegExp) => [...said.matchAll(pattern)].map((match) => match[1] ?? '')
  const one = (pattern: RegExp) => all(pattern)[0]
  const split = (values: readonly string[]) => values.flatMap((value) => value.split(':'))
  const hex = (text: string | undefined) => Number.parseInt(text ?? '', 16)
  const needs = said.split(/Version needs section/)[1]?.split(/Version definition section/)[0] ?? ''
  const definitions = said.split(/Version definition section/)[1]?.split(/Version needs section/)[0] ?? ''
  const versionsNeeded: { file: string; version: string; weak: boolean }[] = []
  let file = ''
  for (const line of needs.split('\n')) {
    file = /Version: \d+ +File: (\S+)/.exec(line)?.[1] ?? file
    const [, version, flags] = /Name: (\S+) +Flags: (.*?) +Version: \d+/.exec(line) ?? []
    if (version !== undefined) versionsNeeded.push({ file, version, weak: flags?.includes('WEAK') === true })
  }
  const versionsProvided = [...definitions.matchAll(/Rev: 1 +Flags: (.*?) +Index: .* Name: (\S+)/g)]
    .filter(([, flags]) => flags?.includes('BASE') !== true)
    .map(([, , name]) => name ?? '')
  const bits = one(/Class: +(ELF\d+)/g) === 'ELF64' ? 64 : 32
  const littleEndian = one(/Data: .*?(little|big) endian/g) === 'little'
  const machine = machines.find(
    ([pattern, width]) => width === bits && pattern.test(one(/Machine: +(.*)/g) ?? ''),
  )
  const sections = [
    ...said.matchAll(
      /^ +\[ *\d+\] (\S*) +([A-Z]\S*) +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+) [0-9a-f]{2} +[A-Za-z]* +\d+ +\d+ +(\d+)$/gm,
    ),
  ].map(([, name = '', type, address, offset, size, align]) => ({
    type,
    facts: { name, address: hex(address), offset: hex(offset), size: hex(size), align: Number(align) },
  }))
  const segments = [
    ...said.matchAll(
      /^ {2}(\S+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ ([R ][W ][E ]) 0x([0-9a-f]+)$/gm,
    ),
    ...said.matchAll(
      /^ {2}(\S+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ ([R ][W ][E ]) 0()$/gm,
    ),
  ].map(([, type, offset, address, fileSize, flags, align]) => ({
    type,
    flags,
    facts: {
      offset: hex(offset),
      address: hex(address),
      fileSize: hex(fileSize),
      align: align === '' ? 0 : hex(align),
    },
  }))
  const loads = segments.filter(({ type }) => type === 'LOAD')
  const stack = segments.find(({ type }) => type === 'GNU_STACK')
  const bindNow =
    /\(BIND_NOW\)/.test(said) || /\(FLAGS\).*BIND_NOW/.test(said) || /\(FLAGS_1\).*\bNOW\b/.test(said)
  const isRelro = segments.some(({ type }) => type === 'GNU_RELRO')
  const interpreter = one(/Requesting program interpreter: (.*?)\]/g)
  const soname = one(/\(SONAME\).*?\[(.*)\]/g)
  const bytesOf = (names: RegExp) =>
    sections.reduce((sum, { facts }) => sum + (names.test(facts.name) ? facts.size : 0), 0)
  return {
    bits,
    littleEndian,
    type: types[one(/Type: +(\w+)/g) ?? ''] ?? -1,
    machine: machine?.[littleEndian ? 3 : 2] ?? '',
    dynamic: segments.some(({ type }) => type === 'DYNAMIC'),
    ...(interpreter === undefined ? {} : { interpreter }),
    needed: all(/\(NEEDED\).*?\[(.*)\]/g),
    ...(soname === undefined ? {} : { soname }),
    rpath: split(all(/\(RPATH\).*?\[(.*)\]/g)),
    runpath: split(all(/\(RUNPATH\).*?\[(.*)\]/g)),
    pie: /\(FLAGS_1\).*\bPIE\b/.test(said),
    bindNow,
    textrel: /\(TEXTREL\)/.test(said) || /\(FLAGS\).*TEXTREL/.test(said),
    versionsNeeded,
    versionsProvided,
    relro: !isRelro ? 'none' : bindNow ? 'full' : 'partial',
    stack:
      stack === undefined ? 'unstated' : stack.flags?.includes('E') === true ? 'executable' : 'read-write',
    writableCode: loads.filter(({ flags }) => flags?.includes('WE') === true).length,
    gnuBuildId: one(/Build ID: ([0-9a-f]+)/g),
    sections: sections.map(({ facts }) => facts),
    segments: segments.map(({ facts }) => facts),
    loads: loads.length,
    symbolTable: sections.some(({ type }) => type === 'SYMTAB'),
    debugInfo: sections.some(({ facts }) => /^\.z?debug_info$/.test(facts.name)),
    symbolBytes: bytesOf(/^\.(?:sym|str)tab$/),
    debugBytes: bytesOf(/^\.z?debug_/),
  }
}

/** The result of linkgate's reader, in the same form. */
export function asComparable(elf: Elf): AsReadelf {
  const { buildIds, link: _link, sections, segments, ...rest } = elf
  return {
    ...rest,
    gnuBuildId: buildIds.gnu,
    sections: sections.map(({ type: _type, flags: _flags, ...facts }) => facts),
    segments: segments.map(({ type: _type, flags: _flags, ...facts }) => facts),
    loads: segments.filter(({ type }) => type === 1).length,
    symbolTable: elf.symbolTable === true,
    debugInfo: elf.debugInfo === true,
    symbolBytes: elf.symbolBytes ?? 0,
    debugBytes: elf.debugBytes ?? 0,
  }
}
