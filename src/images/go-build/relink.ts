/** Builds a program again, to see what the linker does or what another way to build it gives. */
import { type Result, succeed } from '../../common/result.ts'
import { clearLookups } from '../../inspect/go/object-archive.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { BuildFailure } from '../built-variant.ts'
import { type GoBuildJob, goArchivesCommand, goBuild, goBuildPlace } from './go-build.ts'

type Tools = Pick<Handles, 'world' | 'workspace'>
type Built = Pick<Plan, 'target' | 'source'>

export interface RelinkOptions {
  readonly tags?: readonly string[]
  readonly flags?: readonly string[]
  /** Takes the graph that the linker prints (`-dumpdep`), piece by piece. */
  readonly takeGraph: (piece: string) => void
  /** Where the program stays; absent: it is thrown away. */
  readonly keep?: string
}

/** With a warm build cache it takes as long as linking. The value is the size of the program, in bytes. */
export async function relink(
  { world, workspace }: Tools,
  { target, source }: Built,
  { mode, checkout }: PlannedVariant,
  { tags = [], flags = [], takeGraph, keep }: RelinkOptions,
): Promise<Result<number, BuildFailure>> {
  const directory = `${workspace.directory}/relink`
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  const output = `${directory}/program/${target.main.name}`
  try {
    const built = await goBuild(world, {
      mode: { ...mode, tags: [...mode.tags, ...tags], ldflags: `${mode.ldflags} -dumpdep`.trim() },
      main: target.main,
      platform: target.platform,
      checkout,
      root: source.root,
      output,
      temporary,
      flags,
      takePrinted: takeGraph,
    })
    if (!built.ok) return built
    const program = await world.files.stat(output)
    if (program === undefined) return { ok: false, problem: { output: ['there is no program'], why: [] } }
    if (keep !== undefined) await world.files.move(output, keep)
    return succeed(program.size)
  } finally {
    await world.files.remove(directory)
  }
}

/**
 * Flags of `go build` with which the linker leaves out unused methods all the same: it gets copies of the compiled packages in which no
 * function is marked as one that looks up methods. undefined where there are no such marks to remove.
 *
 * @param packages import paths of those with marks, as symbols have them: `main` for the main package
 */
export async function withoutLookups(
  { world, workspace }: Tools,
  { target, source }: Built,
  { mode, checkout }: PlannedVariant,
  packages: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  const directory = `${workspace.directory}/unmarked-${mode.name}`
  const { main, platform } = target
  const job: GoBuildJob = { mode, main, platform, checkout, root: source.root, temporary: directory }
  await world.files.makeDirectory(directory)
  const listed = await world.exec.run(goArchivesCommand(mode, main), goBuildPlace(world, job))
  if (listed.exitCode !== 0) return undefined
  const rules: string[] = []
  let ofMain = ''
  for (const [path, archive] of archivesIn(listed.stdout)) {
    const isMain = path === main.importPath
    if (!packages.has(isMain ? 'main' : path)) continue
    const bytes = Uint8Array.from((await world.files.read(archive)) ?? [])
    if ((clearLookups(bytes) ?? 0) === 0) continue
    const copy = `${directory}/${rules.length}.a`
    await world.files.write(copy, bytes)
    if (isMain) ofMain = copy
    rules.push(`s#^packagefile ${sedPattern(path)}=.*#packagefile ${path}=${sedReplacement(copy)}#`)
  }
  if (rules.length === 0) return undefined
  await world.files.write(`${directory}/rules`, `${rules.join('\n')}\n`)
  const script = `${directory}/link.sh`
  await world.files.write(script, linkScript(`${directory}/rules`, ofMain))
  // without a bit to be executed it also runs where temporary files may not be
  return [`-toolexec=sh ${quoted(script)}`]
}

/** Import path → archive. With a profile (PGO), Go adds the main package that one is compiled for: `fmt [example.com/api]`. */
function archivesIn(text: string): readonly (readonly [path: string, archive: string])[] {
  return text.split('\n').flatMap((line) => {
    const [, path, archive] = /^(\S+?)(?: \[.*?\])?=(.+)$/.exec(line) ?? []
    return path === undefined || archive === undefined ? [] : [[path, archive] as const]
  })
}

const sedPattern = (text: string) => text.replaceAll(/[.[\]*^$\\#]/g, '\\$&')
const sedReplacement = (text: string) => text.replaceAll(/[&\\#]/g, '\\$&')
const quoted = (path: string) => `'${path}'`

/** Go starts each of its tools by it. The last argument of the linker is the main package, others are in a file. */
function linkScript(rules: string, ofMain: string): string {
  return `tool=$1
shift
case $tool in
*/link)
  left=$#
  for argument in "$@"; do
    shift
    left=$((left - 1))
    if [ "$before" = -importcfg ]; then
      sed -f ${quoted(rules)} "$argument" > "$argument.new" && mv "$argument.new" "$argument"
    fi
    before=$argument
    if [ "$left" = 0 ] && [ -n ${quoted(ofMain)} ]; then argument=${quoted(ofMain)}; fi
    set -- "$@" "$argument"
  done
  ;;
esac
exec "$tool" "$@"
`
}
