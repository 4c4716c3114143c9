/** The causes of a change of size, each with its bytes; every byte of the change is in one of them. */
import type { ModuleDifference, PackageDifference, ProgramDifference } from '../model/attribution.ts'
import type { ProgramCause } from '../model/cause.ts'
import type { ProgramPart } from '../model/program-part.ts'
import type { BuildChange, BuildFacts } from './build-changes.ts'
import { type CauseBytes, isRebuilt, isRequirement, type SourceFacts } from './rebuilt.ts'

export interface SizeChange {
  readonly delta: number
  readonly modules: readonly ModuleDifference[]
  readonly parts: ProgramDifference['parts']
  readonly build: readonly BuildChange[]
  readonly base: BuildFacts
  readonly head: BuildFacts
  readonly source?: SourceFacts
}

/** Settings that change the build information, but not what is compiled, or how. */
const withoutEffect = new Set(['-buildvcs', '-compiler'])

export function causesOf(change: SizeChange): readonly ProgramCause[] {
  const changes = change.build.filter(({ name }) => !withoutEffect.has(name))
  const { source } = change
  const isDirect = (name: string) =>
    source?.direct.base.has(name) === true || source?.direct.head.has(name) === true
  const all = withRequirement(
    [...change.modules.flatMap((module) => causesOfModule(module, isDirect)), ...causesOfParts(change)],
    source,
  )
  const found = withRebuild(all, changes, change)
  return found
    .filter((cause) => cause.delta !== 0 || isOfBuild(cause))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.name < b.name ? -1 : 1))
    .map((cause) => ({ ...cause, share: change.delta === 0 ? null : cause.delta / change.delta }))
}

/** If go.mod changes exactly one direct requirement, that is the reason why other modules changed. */
function withRequirement(
  causes: readonly CauseBytes[],
  source: SourceFacts | undefined,
): readonly CauseBytes[] {
  const [only, ...others] = source === undefined ? [] : causes.filter((one) => isRequirement(one, source))
  if (only === undefined || others.length > 0) return causes
  return causes.map((cause) =>
    cause.kind === 'module' && cause !== only && cause.change.type !== 'linked'
      ? { ...cause, through: only.name }
      : cause,
  )
}

/** If everything is compiled or linked differently, that is one cause. It explains all changes in code whose source is the same. */
function withRebuild(
  all: readonly CauseBytes[],
  changes: readonly BuildChange[],
  { base, head, source }: SizeChange,
): readonly CauseBytes[] {
  const deadCode = deadCodeChange(base, head)
  if (changes.length === 0 && deadCode === undefined) return all
  const { rebuilt = [], own = [] } = Object.groupBy(all, (cause) =>
    isRebuilt(cause, all, { changes, source }) ? 'rebuilt' : 'own',
  )
  const delta = rebuilt.reduce((sum, one) => sum + one.delta, 0)
  const cause =
    changes.length > 0 || deadCode === undefined ? buildCause(changes, delta) : { ...deadCode, delta }
  return [cause, ...own]
}

/** Whether the linker keeps methods that nothing calls in only one of the programs. */
function deadCodeChange(
  base: BuildFacts,
  head: BuildFacts,
): Omit<Extract<CauseBytes, { kind: 'dead-code' }>, 'delta'> | undefined {
  const [before, after] = [base.lookup, head.lookup]
  if (before === undefined || after === undefined) return undefined
  if (before === null && after !== null) return { kind: 'dead-code', name: after, change: { type: 'kept' } }
  if (before !== null && after === null)
    return { kind: 'dead-code', name: before, change: { type: 'left-out' } }
  return undefined
}

function isOfBuild({ kind }: Pick<CauseBytes, 'kind'>): boolean {
  return kind === 'toolchain' || kind === 'build-setting' || kind === 'build'
}

function buildCause(changes: readonly BuildChange[], delta: number): CauseBytes {
  const [only, ...others] = changes
  if (only === undefined || others.length > 0) {
    const name = changes.map((one) => one.name).join(', ')
    return { kind: 'build', name, change: { type: 'several', changes }, delta }
  }
  const { name, from, to } = only
  return name === 'toolchain'
    ? { kind: 'toolchain', name: 'go', change: { type: 'changed', from, to }, delta }
    : { kind: 'build-setting', name, change: { type: 'changed', from: from ?? '', to: to ?? '' }, delta }
}

function causesOfModule(
  module: ModuleDifference,
  isDirectly: (name: string) => boolean,
): readonly CauseBytes[] {
  const { kind, name, delta } = module
  switch (kind) {
    case 'main':
      return module.packages.flatMap(causesOfPackage)
    case 'standard-library':
    case 'c':
      return [{ kind, name, change: { type: 'modified' }, delta }]
    case 'dependency':
    case 'unlisted': {
      const isDirect = isDirectly(name) ? { direct: true as const } : {}
      return [{ kind: 'module', name, ...isDirect, change: moduleChange(module), delta }]
    }
  }
}

function moduleChange({
  kind,
  base,
  head,
  version,
}: ModuleDifference): Extract<CauseBytes, { kind: 'module' }>['change'] {
  const [from, to] = [version.base ?? '', version.head ?? '']
  if (base === 0) return { type: 'added', version: to }
  if (head === 0) return { type: 'removed', version: from }
  return kind === 'dependency' && from !== to ? { type: 'changed', from, to } : { type: 'linked' }
}

/** Causes in a package of the main module: embedded files separately from code. */
function causesOfPackage({ name, base, head, delta, items }: PackageDifference): readonly CauseBytes[] {
  const files = items.filter(({ kind }) => kind === 'embedded-file')
  const ofFiles = files.reduce((sum, one) => sum + one.delta, 0)
  return [
    ...files.map(
      (one) =>
        ({
          kind: 'embedded-file',
          name: one.name,
          package: name,
          change: presenceOf(one),
          delta: one.delta,
        }) as const,
    ),
    { kind: 'package', name, change: presenceOf({ base, head }), delta: delta - ofFiles },
  ]
}

function presenceOf({ base, head }: { readonly base: number; readonly head: number }) {
  return { type: base === 0 ? 'added' : head === 0 ? 'removed' : 'modified' } as const
}

const stripped = ['symbol-table', 'debug-information'] as const satisfies readonly ProgramPart[]

function causesOfParts({ parts, base, head }: SizeChange): readonly CauseBytes[] {
  const isOther = {
    'symbol-table': base.symbolTable !== head.symbolTable,
    'debug-information': base.debugInfo !== head.debugInfo,
  }
  const changed = stripped.filter((part) => isOther[part])
  const [first] = changed
  const found: CauseBytes[] = []
  if (first !== undefined) {
    const isAdded = (first === 'symbol-table' ? head.symbolTable : head.debugInfo) === true
    found.push({
      kind: 'symbols',
      name:
        changed.length === 2
          ? 'symbols-and-debug-information'
          : first === 'symbol-table'
            ? 'symbols'
            : 'debug-information',
      change: { type: isAdded ? 'added' : 'removed' },
      delta: changed.reduce((sum, part) => sum + (parts[part] ?? 0), 0),
    })
  }
  for (const [part, delta] of Object.entries(parts) as (readonly [ProgramPart, number])[]) {
    if (changed.some((one) => one === part)) continue
    found.push({ kind: 'part', name: part, change: { type: 'modified' }, delta })
  }
  return found
}
