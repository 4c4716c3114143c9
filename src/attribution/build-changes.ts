/** How two programs were built differently, as far as the files say. */
import * as z from 'zod'
import type { Executable } from '../inspect/executable/executable.ts'
import type { BuildInfo } from '../inspect/go/buildinfo.ts'
import { compileSettingsOf } from '../inspect/go/buildinfo.ts'
import type { ProgramDifference } from '../model/attribution.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import type { PackageBytes } from './items.ts'

export const buildFactsSchema = readonlyObject({
  toolchain: optional(text),
  settings: z.record(text, text).readonly(),
  /** Whether the program carries what `-ldflags=-s -w` leaves out; absent where it does not say. */
  symbolTable: optional(z.boolean()),
  debugInfo: optional(z.boolean()),
  /**
   * The function of `reflect` by which something looks up methods by names that the linker cannot know, so that it keeps those
   * that nothing calls; null where none is linked. Absent where functions have no names.
   */
  lookup: optional(text.nullable()),
})
export type BuildFacts = z.infer<typeof buildFactsSchema>

export type BuildChange = ProgramDifference['build'][number]

export function buildFacts(
  info: BuildInfo | undefined,
  { symbolTable, debugInfo }: Pick<Executable, 'symbolTable' | 'debugInfo'>,
): BuildFacts {
  const settings = info === undefined ? {} : compileSettingsOf(info)
  const vcs = Object.keys(info?.settings ?? {}).some((name) => name.startsWith('vcs'))
  return {
    ...(info === undefined ? {} : { toolchain: info.go }),
    settings: vcs ? { ...settings, '-buildvcs': 'true' } : settings,
    ...(symbolTable === undefined ? {} : { symbolTable }),
    ...(debugInfo === undefined ? {} : { debugInfo }),
  }
}

/**
 * These look up methods, and the linker leaves them out where nothing does. By type or by value, by number or by name:
 * with any of them it keeps everything.
 */
const lookups = [
  'reflect.Value.MethodByName',
  'reflect.Value.Method',
  'reflect.(*rtype).MethodByName',
  'reflect.(*rtype).Method',
]

export function methodLookup(packages: readonly PackageBytes[]): string | null {
  const reflect = packages.find(({ name }) => name === 'reflect')
  const functions = new Set(reflect?.items.map(({ kind, name }) => (kind === 'function' ? name : '')))
  return lookups.find((name) => functions.has(name)) ?? null
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
