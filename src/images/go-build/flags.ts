import { withoutNameServices } from '../../config/built-in-modes.ts'
import type { GoBuildOptions } from '../../config/modes.ts'
import type { Elf } from '../../inspect/elf/elf.ts'
import type { Program } from '../../inspect/program/program.ts'
import type { Mode } from '../../model/mode.ts'

/** Flags of `go build` that do not depend on the mode. */
export interface GoFlags {
  readonly tags: readonly string[]
  readonly ldflags: string
}

/**
 * The flags that affect the size of a program, read from the program itself: its build tags from Go's build information, and
 * from its sections whether it was stripped (`-s` omits the symbol table and DWARF, `-w` only DWARF).
 */
export function flagsOf(program: Program): GoFlags {
  const tags = (program.buildInfo?.settings['-tags'] ?? '').split(/[\s,]+/).filter((tag) => tag !== '')
  return { tags, ldflags: program.format === 'elf' ? strippedBy(program.elf) : '' }
}

function strippedBy({ symbolTable, debugInfo }: Pick<Elf, 'symbolTable' | 'debugInfo'>): string {
  if (symbolTable === false) return '-s -w'
  return debugInfo === false ? '-w' : ''
}

/** The mode with the flags of the program that it is compared with, unless the configuration sets its own. */
export function withReferenceFlags(mode: Mode, build: GoBuildOptions, shown: GoFlags | undefined): Mode {
  if (shown === undefined) return mode
  const isGiven = (key: 'tags' | 'ldflags') => mode.own?.includes(key) === true
  // with these tags, a program may not need a C library, so it would not be dynamic
  const unfit: readonly string[] = mode.expects.includes('dynamic') ? withoutNameServices : []
  return {
    ...mode,
    tags:
      isGiven('tags') || build.tags.length > 0 ? mode.tags : shown.tags.filter((tag) => !unfit.includes(tag)),
    ldflags: isGiven('ldflags') || build.ldflags !== undefined ? mode.ldflags : shown.ldflags,
  }
}
