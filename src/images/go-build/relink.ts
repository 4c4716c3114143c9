/** Links a program again, to see what the linker does, or the result of other flags. */
import { type Result, succeed } from '../../common/result.ts'
import { clearLookups } from '../../inspect/go/object-archive.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { MainPackage } from '../../repository/go/main-package.ts'
import type { BuildFailure, BuiltInImage } from '../built-variant.ts'
import { type GoBuildJob, goArchivesCommand, goBuild, goBuildPlace } from './go-build.ts'
import { recordLink } from './link-record.ts'
import { canWrapLinker, type ExchangedArchives, type LinkRecord } from './linker-script.ts'

type Tools = Pick<Handles, 'world' | 'workspace'>
type Built = Pick<Plan, 'target' | 'source' | 'go'>

export interface RelinkOptions {
  readonly tags?: readonly string[]
  readonly flags?: readonly string[]
  readonly exchanged?: ExchangedArchives
  /** Path for the graph that the linker prints (`-dumpdep`), if it can be recorded. */
  readonly graph: string
  /** Receives the graph piece by piece if it cannot be recorded. */
  readonly takePrinted: (piece: string) => void
  /** Path for the program; without it, the program is removed. */
  readonly keep?: string
}

interface Relinked {
  /** Size of the program in bytes. */
  readonly size: number
  /** `recorded`: the graph is in the file. `printed`: it was passed to `takePrinted`. */
  readonly graph: 'recorded' | 'printed'
}

/** With a warm build cache it takes as long as linking. */
export async function relink(
  { world, workspace }: Tools,
  { target, source, go }: Built,
  { mode, checkout, platform }: PlannedVariant,
  { tags = [], flags = [], exchanged, graph, takePrinted, keep }: RelinkOptions,
): Promise<Result<Relinked, BuildFailure>> {
  // a program may be linked twice at the same time
  const directory = `${workspace.directory}/relink-${crypto.randomUUID()}`
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  const output = `${directory}/program/${target.main.name}`
  // if the linker cannot be wrapped, the Go command prints its graph
  const link = canWrapLinker(world.host, go, mode) ? await recordLink(world, directory, exchanged) : undefined
  const ldflags = link === undefined ? `${mode.ldflags} -dumpdep`.trim() : mode.ldflags
  try {
    const built = await goBuild(world, {
      mode: { ...mode, tags: [...mode.tags, ...tags], ldflags },
      main: target.main,
      platform,
      checkout,
      root: source.root,
      output,
      temporary,
      ...(link === undefined ? { flags, takePrinted } : { flags: [...flags, ...link.flags] }),
    })
    if (!built.ok) return built
    if (link !== undefined && (await world.files.stat(link.record.graph)) !== undefined)
      await world.files.move(link.record.graph, graph)
    const program = await world.files.stat(output)
    if (program === undefined) return { ok: false, problem: { output: ['there is no program'], why: [] } }
    if (keep !== undefined) await world.files.move(output, keep)
    return succeed({ size: program.size, graph: link === undefined ? 'printed' : 'recorded' })
  } finally {
    await world.files.remove(directory)
  }
}

/**
 * Copies of compiled packages in which no function is marked as looking up methods by name, so that the linker removes unused
 * methods. undefined if there are no such marks, or if the linker cannot be wrapped.
 *
 * @param packages import paths of packages with such marks, as in symbols: `main` for the main package
 */
export async function withoutLookups(
  tools: Tools,
  plan: Built,
  variant: PlannedVariant & { readonly image: Pick<BuiltInImage, 'link'> },
  packages: ReadonlySet<string>,
): Promise<ExchangedArchives | undefined> {
  const { world, workspace } = tools
  if (!canWrapLinker(world.host, plan.go, variant.mode)) return undefined
  const { main } = plan.target
  const directory = `${workspace.directory}/unmarked-${variant.mode.name}`
  await world.files.makeDirectory(directory)
  const wanted = new Set([...packages].map((path) => (path === 'main' ? main.importPath : path)))
  const archives =
    (await recordedArchives(tools, variant.image.link, { wanted, main })) ??
    (await listedArchives(tools, plan, variant, { wanted, temporary: directory }))
  const rules: string[] = []
  let ofMain: string | undefined
  for (const [path, archive] of archives) {
    const bytes = Uint8Array.from((await world.files.read(archive)) ?? [])
    if ((clearLookups(bytes) ?? 0) === 0) continue
    const copy = `${directory}/${rules.length}.a`
    await world.files.write(copy, bytes)
    if (path === main.importPath) ofMain = copy
    rules.push(`s#^packagefile ${sedPattern(path)}=.*#packagefile ${path}=${sedReplacement(copy)}#`)
  }
  if (rules.length === 0) return undefined
  await world.files.write(`${directory}/rules`, `${rules.join('\n')}\n`)
  return { rules: `${directory}/rules`, ...(ofMain === undefined ? {} : { main: ofMain }) }
}

type Archives = readonly (readonly [path: string, archive: string])[]

/** The archives that were linked; undefined if one was compiled only for that link and no longer exists. */
async function recordedArchives(
  { world }: Tools,
  link: LinkRecord | undefined,
  { wanted, main }: { readonly wanted: ReadonlySet<string>; readonly main: Pick<MainPackage, 'importPath'> },
): Promise<Archives | undefined> {
  const text = link && (await world.files.readText(link.archives))
  if (link === undefined || text === undefined) return undefined
  const found: (readonly [string, string])[] = []
  for (const line of text.split('\n')) {
    const [, path = '', archive = ''] = /^packagefile (\S+?)=(.+)$/.exec(line) ?? []
    if (!wanted.has(path)) continue
    const file = path === main.importPath ? link.main : archive
    if ((await world.files.stat(file)) === undefined) return undefined
    found.push([path, file])
  }
  return found
}

async function listedArchives(
  { world }: Tools,
  { target, source }: Built,
  { mode, checkout, platform }: PlannedVariant,
  { wanted, temporary }: { readonly wanted: ReadonlySet<string>; readonly temporary: string },
): Promise<Archives> {
  const { main } = target
  const job: GoBuildJob = { mode, main, platform, checkout, root: source.root, temporary }
  const listed = await world.exec.run(goArchivesCommand(mode, main), goBuildPlace(world, job))
  return listed.exitCode === 0 ? archivesIn(listed.stdout).filter(([path]) => wanted.has(path)) : []
}

/** Import path → archive. With a profile (PGO), Go adds the main package that one is compiled for: `fmt [example.com/api]`. */
function archivesIn(text: string): Archives {
  return text.split('\n').flatMap((line) => {
    const [, path, archive] = /^(\S+?)(?: \[.*?\])?=(.+)$/.exec(line) ?? []
    return path === undefined || archive === undefined ? [] : [[path, archive] as const]
  })
}

const sedPattern = (text: string) => text.replaceAll(/[.[\]*^$\\#]/g, '\\$&')
const sedReplacement = (text: string) => text.replaceAll(/[&\\#]/g, '\\$&')
