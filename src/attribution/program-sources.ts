/** Sources of the programs in the checkouts of a check. */
import { joinPath, relativeTo } from '../common/paths.ts'
import { settleAll } from '../common/settle.ts'
import type { GoBuildOptions } from '../config/modes.ts'
import type { World } from '../effects/world.ts'
import type { ReadVariant } from '../images/inspect-variants.ts'
import type { Plan } from '../plan/plan.ts'
import {
  listProgram,
  type SourcePackage,
  sourceFields,
  sourcePackages,
} from '../repository/go/list-program.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import type { EmbeddedFile } from './constants.ts'

interface ProgramSources {
  readonly embedded: { readonly base: readonly EmbeddedFile[]; readonly head: readonly EmbeddedFile[] }
  /** Import paths of packages of the main module whose files are the same in base and head; the main package also as `main`. */
  readonly same: ReadonlySet<string>
}

export type SourcesOf = (base: ReadVariant, head: ReadVariant) => Promise<ProgramSources>

type Packages = readonly SourcePackage[]

/** Where the sources are, and the packages that were listed before the builds. */
export interface SourcePlan {
  readonly target: Pick<Plan['target'], 'main' | 'sources'>
  readonly source: Pick<Plan['source'], 'root'>
  readonly settings: { readonly config: { readonly build: Pick<GoBuildOptions, 'tags'> } }
}

/** From `go list`; empty for a revision that it cannot list. */
export function sourcesIn(world: World, { target, source, settings }: SourcePlan): SourcesOf {
  const { main } = target
  const packagesOf = async (variant: ReadVariant): Promise<Packages> => {
    const tags = tagsOf(variant)
    const listed =
      tags === settings.config.build.tags.join(',') ? target.sources[variant.revision] : undefined
    return listed ?? list(world, { checkout: variant.checkout, root: source.root }, main, tags)
  }
  const read = async (base: ReadVariant, head: ReadVariant): Promise<ProgramSources> => {
    const [before, after] = await settleAll([packagesOf(base), packagesOf(head)])
    const same = await sameIn(world, [...before, ...after], { base, head })
    return {
      embedded: { base: await embeddedIn(world, main, before), head: await embeddedIn(world, main, after) },
      same: same.has(main.importPath) ? new Set([...same, 'main']) : same,
    }
  }
  const known = new Map<string, Promise<ProgramSources>>()
  return (base, head) => {
    const key = JSON.stringify([base, head].map((one) => [one.checkout, tagsOf(one)]))
    const found = known.get(key) ?? read(base, head)
    known.set(key, found)
    return found
  }
}

function tagsOf({ inspection }: ReadVariant): string {
  return inspection.binary.settings?.['-tags'] ?? ''
}

async function list(
  world: World,
  place: { readonly checkout: string; readonly root: string },
  main: Plan['target']['main'],
  tags: string,
): Promise<Packages> {
  const found = await listProgram(
    world,
    { ...place, modules: [], tags: tags.split(',').filter((tag) => tag !== '') },
    main,
    { fields: sourceFields },
  )
  return found.ok ? sourcePackages(found.value.packages) : []
}

async function embeddedIn(
  { files }: Pick<World, 'files'>,
  main: Pick<MainPackage, 'importPath'>,
  packages: Packages,
): Promise<readonly EmbeddedFile[]> {
  const found: EmbeddedFile[] = []
  for (const { ImportPath, Dir, EmbedFiles = [] } of packages) {
    for (const name of Dir === undefined ? [] : EmbedFiles) {
      const file = await files.stat(joinPath(Dir ?? '', name))
      // symbols have `main` instead of its import path
      const packageName = ImportPath === main.importPath ? 'main' : ImportPath
      if (file !== undefined) found.push({ packageName, name, size: file.size })
    }
  }
  return found
}

async function sameIn(
  { files }: Pick<World, 'files'>,
  packages: Packages,
  { base, head }: { readonly base: ReadVariant; readonly head: ReadVariant },
): Promise<ReadonlySet<string>> {
  const same = new Set<string>()
  for (const { ImportPath, Dir = '', Module } of packages) {
    if (Module?.Main !== true || same.has(ImportPath)) continue
    const directory = relativeTo(base.checkout, Dir) ?? relativeTo(head.checkout, Dir)
    if (directory === undefined) continue
    const [before, after] = await settleAll(
      [base, head].map(({ checkout }) => contentOf(files, joinPath(checkout, directory))),
    )
    if (before === after) same.add(ImportPath)
  }
  return same
}

/** Names and digests of its files. */
async function contentOf(files: World['files'], directory: string): Promise<string> {
  const entries = (await files.list(directory)).filter(({ kind }) => kind === 'file')
  const lines = entries.map(async ({ name }) => `${name} ${await files.sha256(joinPath(directory, name))}`)
  return (await settleAll(lines)).toSorted().join('\n')
}
