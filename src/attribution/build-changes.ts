/** Differences in how two programs were built, as far as the files show. */
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
  /** Whether the program contains what `-ldflags=-s -w` omits; absent if unknown. */
  symbolTable: optional(z.boolean()),
  debugInfo: optional(z.boolean()),
  /**
   * The function of `reflect` that looks up methods by names that the linker cannot know, so it keeps methods that nothing calls;
   * null if none is linked. Absent if functions have no names.
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
 * Functions that look up methods by index or by name. If one of them is linked, the program calls it, and the linker keeps all
 * exported methods.
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

/** Toolchain and settings that differ, sorted by name. */
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
