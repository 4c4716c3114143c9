import type { Hardening } from '../../model/image.ts'
import { fileType } from '../elf/constants.ts'
import type { Program } from './program.ts'

/**
 * Machines on which Linux makes the stack non-executable even without PT_GNU_STACK (`elf_read_implies_exec` and
 * `VM_DATA_DEFAULT_FLAGS` of its `arch/*`).
 */
const neverExecutable: readonly string[] = ['amd64', 'arm64', 'riscv64']

/** Protections against an attacker who can write into the program's memory. */
export function hardening(program: Program): Hardening {
  switch (program.format) {
    case 'elf': {
      const { elf } = program
      return {
        pie: elf.type === fileType.sharedObject,
        relro: elf.relro,
        bindNow: elf.bindNow,
        nx: elf.stack === 'read-write' || (elf.stack === 'unstated' && neverExecutable.includes(elf.machine)),
        writableCode: elf.writableCode,
        rpath: [...elf.rpath, ...elf.runpath],
        textrel: elf.textrel,
        ...program.protection,
      }
    }
    case 'mach-o': {
      const { machO } = program
      return {
        pie: machO.pie,
        nx: !machO.executableStack,
        writableCode: machO.writableCode,
        rpath: machO.rpath,
        textrel: false,
      }
    }
    case 'pe': {
      const { pe } = program
      return {
        pie: pe.dynamicBase,
        nx: pe.nxCompatible,
        writableCode: pe.writableCode,
        rpath: [],
        textrel: false,
      }
    }
  }
}

export interface HardeningRow {
  readonly fact: string
  readonly value: string
  /** The value in base, if it differs. */
  readonly was?: string
  readonly change?: 'better' | 'worse'
}

interface Judged {
  readonly value: string
  /** Higher is better; a change between values of the same rank is neither better nor worse. */
  readonly rank: number
}

const yesNo = (good: boolean): Judged => ({ value: good ? 'yes' : 'no', rank: good ? 1 : 0 })
const noYes = (bad: boolean): Judged => ({ value: bad ? 'yes' : 'no', rank: bad ? 0 : 1 })

/** By row: the fact about one program, or undefined if its format lacks it. */
const facts: Readonly<Record<string, (of: Hardening) => Judged | undefined>> = {
  PIE: ({ pie }) => yesNo(pie),
  RELRO: ({ relro }) =>
    relro === undefined ? undefined : { value: relro, rank: ['none', 'partial', 'full'].indexOf(relro) },
  BIND_NOW: ({ bindNow }) => (bindNow === undefined ? undefined : yesNo(bindNow)),
  'NX stack': ({ nx }) => yesNo(nx),
  'writable code': ({ writableCode }) => ({ value: `${writableCode}`, rank: -writableCode }),
  RPATH: ({ rpath }) => ({ value: rpath.join(':') || 'none', rank: rpath.length === 0 ? 1 : 0 }),
  TEXTREL: ({ textrel }) => noYes(textrel),
  'stack canary of C code': ({ canary }) => (canary === undefined ? undefined : yesNo(canary)),
  'FORTIFY of C code': ({ fortify }) => (fortify === undefined ? undefined : yesNo(fortify)),
}

/** The facts of `head` in the order of a table, each with the value in `base` if that differs. */
export function hardeningRows(head: Hardening, base?: Hardening): readonly HardeningRow[] {
  return Object.entries(facts).flatMap(([fact, read]) => {
    const now = read(head)
    const before = base === undefined ? undefined : read(base)
    if (now === undefined) return []
    if (before === undefined || before.value === now.value) return [{ fact, value: now.value }]
    const change = now.rank > before.rank ? 'better' : now.rank < before.rank ? 'worse' : undefined
    return [{ fact, value: now.value, was: before.value, ...(change === undefined ? {} : { change }) }]
  })
}
