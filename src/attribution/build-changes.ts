/** How two programs were built differently, as far as the files say. */

import type { Elf } from '../inspect/elf/elf.ts'
import type { BuildInfo } from '../inspect/go/buildinfo.ts'
import { compileSettingsOf } from '../inspect/go/buildinfo.ts'
import type { ProgramDifference } from '../model/attribution.ts'

export interface BuildFacts {
  readonly toolchain?: string
  readonly settings: Readonly<Record<string, string>>
  /** Whether the program carries what `-ldflags=-s -w` leaves out; absent where it does not say. */
  readonly symbolTable?: boolean
  readonly debugInfo?: boolean
}

export type BuildChange = ProgramDifference['build'][number]

export function buildFacts(info: BuildInfo | undefined, { symbolTable, debugInfo }: Elf): BuildFacts {
  const settings = info === undefined ? {} : compileSettingsOf(info)
  const vcs = Object.keys(info?.settings ?? {}).some((name) => name.startsWith('vcs'))
  return {
    ...(info === undefined ? {} : { toolchain: info.go }),
    settings: vcs ? { ...settings, '-buildvcs': 'true' } : settings,
    ...(symbolTable === undefined ? {} : { symbolTable }),
    ...(debugInfo === undefined ? {} : { debugInfo }),
  }
}

/** Toolchain and settings that differ, in the order of their names. */
export function buildChanges(base: BuildFacts, head: BuildFacts): readonly BuildChange[] {
  const names = new Set([...Object.keys(base.settings), ...Object.keys(head.settings)])
  const changes = [...names].sort().map((name) => ({
    name,
    from: base.settings[name] ?? null,
    to: head.settings[name] ?? null,
  }))
  const toolchain = { name: 'toolchain', from: base.toolchain ?? null, to: head.toolchain ?? null }
  return [toolchain, ...changes].filter(({ from, to }) => from !== to)
}
