/** Numbers of the System V ABI and its GNU extensions, as in `/usr/include/elf.h`. */

export const fileType = { relocatable: 1, executable: 2, sharedObject: 3, core: 4 } as const

export const segmentType = {
  load: 1,
  dynamic: 2,
  interpreter: 3,
  note: 4,
  gnuStack: 0x6474e551,
  gnuRelro: 0x6474e552,
} as const
export const segmentFlag = { execute: 1, write: 2, read: 4 } as const

export const sectionType = { symbolTable: 2, rela: 4, note: 7, noBits: 8, rel: 9 } as const
export const sectionFlag = { allocated: 2, execute: 4 } as const

export const tag = {
  needed: 1,
  pltSize: 2,
  hash: 4,
  stringTable: 5,
  symbolTable: 6,
  rela: 7,
  relaSize: 8,
  stringSize: 10,
  soname: 14,
  rpath: 15,
  rel: 17,
  relSize: 18,
  pltKind: 20,
  textrel: 22,
  plt: 23,
  bindNow: 24,
  runpath: 29,
  flags: 30,
  gnuHash: 0x6ffffef5,
  versionSymbols: 0x6ffffff0,
  flags1: 0x6ffffffb,
  verdef: 0x6ffffffc,
  verdefCount: 0x6ffffffd,
  verneed: 0x6ffffffe,
  verneedCount: 0x6fffffff,
} as const
export const dynamicFlag = { textrel: 4, bindNow: 8 } as const
export const dynamicFlag1 = { now: 1, pie: 0x08000000 } as const

export const versionFlag = { base: 1, weak: 2 } as const

/** Maximum number of entries in any table: a file with more is damaged or hostile. */
export const mostTableEntries = 1 << 16

/** By e_machine: GOARCH, or its stem, which `machineName` completes. */
const machines: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: '386',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390',
  40: 'arm',
  43: 'sparc64',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv',
  258: 'loong',
}

/** GOARCH of a machine, or else its common name, or else its number. */
export function machineName(machine: number, bits: 32 | 64, littleEndian: boolean): string {
  const name = machines[machine] ?? `machine ${machine}`
  const little = littleEndian ? 'le' : ''
  switch (name) {
    case 'mips':
      return `${bits === 64 ? 'mips64' : 'mips'}${little}`
    case 'ppc64':
      return `ppc64${little}`
    case 's390':
      return bits === 64 ? 's390x' : 's390'
    case 'riscv':
    case 'loong':
      return `${name}${bits}`
    default:
      return name
  }
}
