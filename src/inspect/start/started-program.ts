/** Finds the program that an image starts through a shell, an init or an entry script. */
import { defaultPath, lastOf } from '../../common/paths.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import { readShell } from '../../shell/commands.ts'
import { isAllArguments, isShell, launchedBy, scriptArgument } from '../../shell/launchers.ts'
import { sourceOfText } from '../../shell/source.ts'
import { textOf } from '../../shell/words.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { filesPath } from '../go/buildinfo.ts'
import { type Program, readProgram } from '../program/program.ts'

export interface StartedProgram {
  /** Path in the image, links not followed. */
  readonly path: string
  readonly size: number
  readonly program: Program
  /** Programs that start it: `/bin/sh`, `tini`, an entry script; outermost first. */
  readonly through: readonly string[]
  /** Its arguments. */
  readonly arguments: readonly string[]
  /** How it was found: as the started program, or by a search for the program of a main package. */
  readonly by: 'command' | 'script' | 'search'
}

export interface StartContext {
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly env: Env
  readonly workingDir: string
  /** Import path of the main package. If set, programs of other packages do not count. */
  readonly mainPackage?: string
}

/** Words that are not separate programs in the image. */
const inPlace = new Set(['command', 'exec', 'nohup'])
/** Usual directories of an image's own programs. */
const programDirectories = '/ /app /bin /go/bin /opt /root /srv /usr/bin /usr/local/bin /workspace'.split(' ')
const deepest = 8
/** In bytes. Go programs are larger than this, and few other executables in these directories are. */
const smallest = 500_000
const mostCandidates = 200

/**
 * Follows an image's entry point and command to the Go program, like engine and shell: an absolute path, one relative to the
 * working directory, or a name on PATH; through shells, inits and scripts. If that fails and the main package is known, searches
 * the usual directories for its program.
 */
export async function findStartedProgram(
  root: RootFs,
  context: StartContext,
): Promise<Result<StartedProgram>> {
  const { mainPackage } = context
  const finder = new Finder(root, context)
  const found = await finder.follow([...context.entrypoint, ...context.command], [])
  if (mainPackage === undefined || (found.ok && isOf(found.value.program, mainPackage))) return found
  const others = await finder.search(mainPackage)
  const [only, ...more] = others
  if (only !== undefined && more.length === 0) return succeed(only)
  if (only !== undefined) {
    return fail(
      `the image has ${others.length} programs of \`${mainPackage}\` (${others.map(({ path }) => path).join(', ')}), but its entry point starts none of them`,
    )
  }
  if (!found.ok) return found
  const { path, program } = found.value
  const builtFrom = program.buildInfo?.path
  // a packed program has no build information, so this may be the wanted program
  if (builtFrom === undefined) return found
  return fail(
    `the image starts \`${path}\`, which is built from \`${builtFrom}\`, not from \`${mainPackage}\``,
  )
}

function isOf({ buildInfo }: Program, mainPackage: string): boolean {
  return buildInfo?.path === mainPackage || buildInfo?.path === filesPath
}

class Finder {
  readonly #root: RootFs
  readonly #context: StartContext
  readonly #workingDir: string
  constructor(root: RootFs, context: StartContext) {
    this.#root = root
    this.#context = context
    this.#workingDir = context.workingDir === '' ? '/' : context.workingDir
  }

  async follow(
    words: readonly string[],
    through: readonly string[],
    directory = this.#workingDir,
  ): Promise<Result<StartedProgram>> {
    const [started, ...rest] = words
    if (started === undefined) {
      return through.length === 0
        ? fail('the image has neither an entry point nor a command')
        : fail(`the image starts ${quoted(through)}, which starts no program`)
    }
    if (through.length > deepest)
      return fail(`the image starts too many programs in a row: ${quoted(through)}`)
    return (
      (await this.#throughShell(started, rest, through, directory)) ??
      (await this.#throughLauncher(words, through, directory)) ??
      this.#open(started, rest, through, directory)
    )
  }

  /** The program that a shell runs; undefined if it is not a shell, or has no script. */
  async #throughShell(
    shell: string,
    given: readonly string[],
    through: readonly string[],
    directory: string,
  ): Promise<Result<StartedProgram> | undefined> {
    const isBusybox = lastOf(shell) === 'busybox'
    if (!isBusybox && !isShell(shell)) return undefined
    const words = isBusybox ? given.slice(1) : given
    const script = scriptArgument(words)
    if (script === undefined) return undefined
    const behind = [...through, shell]
    const text = words[script.at] ?? ''
    const rest = words.slice(script.arguments)
    return script.kind === 'text'
      ? this.#fromScript({ text, isFile: false }, behind, rest, directory)
      : this.follow([text, ...rest], behind, directory)
  }

  async #throughLauncher(
    words: readonly string[],
    through: readonly string[],
    directory: string,
  ): Promise<Result<StartedProgram> | undefined> {
    const launched = launchedBy(words)
    if (launched === undefined) return undefined
    const [name = ''] = words
    const behind = inPlace.has(name) ? through : [...through, name]
    return this.follow(words.slice(launched.program), behind, directory)
  }

  /** Opens the program, or follows it if it is a script. */
  async #open(
    started: string,
    rest: readonly string[],
    through: readonly string[],
    directory: string,
  ): Promise<Result<StartedProgram>> {
    const path = await this.#locate(started, directory)
    if (path === undefined) return fail(`the image starts \`${started}\`, which it does not contain`)
    const entry = await this.#root.resolve(path)
    const read = await this.#root.readWith(path, (file) =>
      textOfBytes(file.read(0, 2)) === '#!'
        ? textOfBytes(file.read(0, file.size))
        : readProgram(pagedSource(file)),
    )
    if (entry === undefined || read === undefined)
      return fail(`\`${path}\` in the image is too large to be read`)
    if (typeof read === 'string')
      return this.#fromScript({ text: read, isFile: true }, [...through, path], rest, directory)
    if (!read.ok) return fail(`\`${path}\`, which the image starts, is ${read.problem.message}`)
    return succeed({
      path,
      size: entry.size,
      program: read.value,
      through,
      arguments: rest,
      by: through.length === 0 ? 'command' : 'script',
    })
  }

  /** The program of the last command that starts a Go program. Earlier commands only prepare the start. */
  async #fromScript(
    { text, isFile }: { readonly text: string; readonly isFile: boolean },
    through: readonly string[],
    given: readonly string[],
    directory: string,
  ): Promise<Result<StartedProgram>> {
    let here = directory
    let found: StartedProgram | undefined
    for (const command of readShell(sourceOfText(text)).commands) {
      const words = command.words.map(textOf)
      if (words[0] === 'cd' && words[1] !== undefined) {
        here = words[1].startsWith('/') ? words[1] : `${here}/${words[1]}`
        continue
      }
      const whole = words.flatMap((word) => (isAllArguments(word) ? given : [word]))
      if (command.kind !== 'simple' || whole.length === 0) continue
      const next = await this.follow(whole, through, here)
      if (next.ok && next.value.program.buildInfo !== undefined) found = next.value
    }
    if (found !== undefined) return succeed(found)
    const what = isFile ? `\`${through.at(-1)}\`, a script` : `\`${text.trim().split('\n')[0]}\` in a shell`
    return fail(`the image starts ${what}, which starts no Go program of the image`)
  }

  async #locate(started: string, directory: string): Promise<string | undefined> {
    const candidates = started.includes('/')
      ? [started.startsWith('/') ? started : `${directory}/${started}`]
      : (this.#context.env['PATH'] ?? defaultPath).split(':').map((one) => `${one}/${started}`)
    for (const path of candidates) {
      const clean = path.replaceAll(/\/(\.?\/)+/g, '/')
      if ((await this.#root.resolve(clean))?.kind === 'file') return clean
    }
    return undefined
  }

  /** Programs of a main package, in the usual directories and the working directory. */
  async search(mainPackage: string): Promise<readonly StartedProgram[]> {
    const found = new Map<string, StartedProgram>()
    let looked = 0
    for await (const { path, entry } of this.#executables()) {
      if (found.has(entry.path) || ++looked > mostCandidates) continue
      const read = await this.#root.readWith(path, (file) => readProgram(pagedSource(file)))
      if (read?.ok !== true || !isOf(read.value, mainPackage)) continue
      found.set(entry.path, {
        path,
        size: entry.size,
        program: read.value,
        through: [],
        arguments: [],
        by: 'search',
      })
    }
    return [...found.values()]
  }

  /** Files that may be Go programs, by their mode and size. */
  async *#executables(): AsyncGenerator<{ readonly path: string; readonly entry: RootEntry }> {
    for (const directory of new Set([this.#workingDir, ...programDirectories])) {
      for (const name of await this.#root.list(directory)) {
        const path = `${directory === '/' ? '' : directory}/${name}`
        const entry = await this.#root.resolve(path)
        const isProgram = entry?.kind === 'file' && (entry.mode & 0o111) !== 0
        if (isProgram && entry.size >= smallest) yield { path, entry }
      }
    }
  }
}

const textOfBytes = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', then ')
}
