/** The causes of a change of size, each with its bytes; every byte of the change is in one of them. */
import type {
  ModuleDifference,
  PackageDifference,
  ProgramCause,
  ProgramDifference,
  ProgramPart,
} from '../model/attribution.ts'
import type { BuildChange, BuildFacts } from './build-changes.ts'

export interface SizeChange {
  readonly delta: number
  readonly modules: readonly ModuleDifference[]
  readonly parts: ProgramDifference['parts']
  readonly build: readonly BuildChange[]
  readonly base: BuildFacts
  readonly head: BuildFacts
}

type Distribute<T> = T extends unknown ? Omit<T, 'share'> : never
type Unshared = Distribute<ProgramCause>

/** They change what is written about the build, or which files are compiled, but not how. */
const withoutEffect = new Set(['-buildvcs', '-tags', '-compiler'])

export function causesOf(change: SizeChange): readonly ProgramCause[] {
  const changes = change.build.filter(({ name }) => !withoutEffect.has(name))
  const parts = causesOfParts(change)
  const found =
    changes.length === 0
      ? [...change.modules.flatMap(causesOfModule), ...parts]
      : causesOfRebuild(change, changes, parts)
  return found
    .filter(({ delta, kind }) => delta !== 0 || kind === 'build')
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.name < b.name ? -1 : 1))
    .map((cause) => ({ ...cause, share: change.delta === 0 ? null : cause.delta / change.delta }))
}

/** Everything is compiled differently: of what did not change itself, that is the only reason. */
function causesOfRebuild(
  { modules }: SizeChange,
  changes: readonly BuildChange[],
  parts: readonly Unshared[],
): readonly Unshared[] {
  const isSame = (one: ModuleDifference) =>
    one.kind !== 'main' && one.base > 0 && one.head > 0 && !hasOtherVersion(one)
  const rebuilt = [...modules.filter(isSame), ...parts.filter(({ kind }) => kind === 'part')]
  return [
    {
      kind: 'build',
      name: changes.map(({ name }) => name).join(', '),
      changes,
      delta: rebuilt.reduce((sum, { delta }) => sum + delta, 0),
    },
    ...modules.filter((one) => !isSame(one)).flatMap(causesOfModule),
    ...parts.filter(({ kind }) => kind !== 'part'),
  ]
}

/** Of the standard library the version is that of the toolchain, which is a cause of its own. */
function hasOtherVersion({ kind, version }: ModuleDifference): boolean {
  return kind === 'dependency' && version.base !== version.head
}

function causesOfModule(module: ModuleDifference): readonly Unshared[] {
  const { kind, name, delta, version } = module
  switch (kind) {
    case 'main':
      return module.packages.flatMap(causesOfPackage)
    case 'standard-library':
    case 'c':
      return [{ kind, name, delta }]
    case 'dependency':
    case 'unlisted': {
      const change =
        module.base === 0
          ? 'added'
          : module.head === 0
            ? 'removed'
            : hasOtherVersion(module)
              ? 'changed'
              : 'linked'
      return [{ kind: 'module', name, change, from: version.base, to: version.head, delta }]
    }
  }
}

/** A package of the main module: its files apart from its code. */
function causesOfPackage({ name, base, head, delta, items }: PackageDifference): readonly Unshared[] {
  const files = items.filter(({ kind }) => kind === 'embedded-file')
  const ofFiles = files.reduce((sum, one) => sum + one.delta, 0)
  return [
    ...files.map(
      (one) => ({ kind: 'embedded-file', name: one.name, package: name, delta: one.delta }) as const,
    ),
    {
      kind: 'package',
      name,
      change: base === 0 ? 'added' : head === 0 ? 'removed' : 'changed',
      delta: delta - ofFiles,
    },
  ]
}

const stripped = ['symbol-table', 'debug-information'] as const satisfies readonly ProgramPart[]

function causesOfParts({ parts, base, head }: SizeChange): readonly Unshared[] {
  const isOther = {
    'symbol-table': base.symbolTable !== head.symbolTable,
    'debug-information': base.debugInfo !== head.debugInfo,
  }
  const changed = stripped.filter((part) => isOther[part])
  const [first] = changed
  const found: Unshared[] = []
  if (first !== undefined) {
    found.push({
      kind: 'symbols',
      name:
        changed.length === 2
          ? 'symbols-and-debug-information'
          : first === 'symbol-table'
            ? 'symbols'
            : 'debug-information',
      change: (first === 'symbol-table' ? head.symbolTable : head.debugInfo) === true ? 'added' : 'removed',
      delta: changed.reduce((sum, part) => sum + (parts[part] ?? 0), 0),
    })
  }
  for (const [part, delta] of Object.entries(parts) as (readonly [ProgramPart, number])[]) {
    if (!changed.some((one) => one === part)) found.push({ kind: 'part', name: part, delta })
  }
  return found
}
