import type { FilePattern } from '../../common/file-pattern.ts'
import { cleanPath, parentOf, relativeTo } from '../../common/paths.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import type { Absence } from '../../findings/absence.ts'
import { listFiles } from '../files.ts'
import { readingTexts } from '../texts.ts'
import { commandsIn, type FoundCommand } from './commands.ts'
import { findStep, type StepSearch, suggestedStep } from './find-step.ts'
import { frontEnds } from './front-ends.ts'
import { recipesIn } from './recipes.ts'
import { wantedPath } from './wanted.ts'

/** The directory of a revision, and the checkout from which it was created. */
export interface TreePlace {
  /** Root of the revision. */
  readonly checkout: string
  /** Root of the user's own checkout. */
  readonly root: string
  /** Directories with a go.mod, relative to the root of the repository. */
  readonly modules: readonly string[]
}

/** A missing path. */
export interface AbsentPath {
  /** Relative to the root of the repository; for a pattern, the directory before its first wildcard. */
  readonly path: string
  /** A pattern for whole paths, if any matching file is enough. */
  readonly pattern?: FilePattern
  /** Directory of the Go package that needs it. */
  readonly beside?: string
  /** Whether only jobs that build an image count: for paths without which a build succeeds. */
  readonly shippedOnly?: boolean
}

interface Tree extends Pick<StepSearch, 'generators' | 'isThere' | 'modules'> {
  readonly paths: readonly string[]
}

/** Finds why a revision lacks paths, and which step generates them. Reads the files of the repository once, at the first call. */
export class Absences {
  readonly #world: World
  readonly #place: TreePlace
  #tree: Promise<Tree> | undefined

  constructor(world: World, place: TreePlace) {
    this.#world = world
    this.#place = place
  }

  async of({ path, pattern, beside, shippedOnly = false }: AbsentPath): Promise<Absence> {
    const because: Absence['because'] = shippedOnly ? { kind: 'kept' } : await this.#because(path)
    if (because?.kind === 'submodule') return { because }
    this.#tree ??= this.#read()
    const { paths, ...tree } = await this.#tree
    const { files } = this.#world
    const made = await readingTexts(files, this.#place.checkout, paths, (texts) =>
      whatMakes({
        ...tree,
        texts,
        recipes: recipesIn(texts),
        wanted: wantedPath(path, tree.isThere, pattern),
        ...(beside === undefined ? {} : { beside }),
        shippedOnly,
      }),
    )
    return { ...(because === undefined ? {} : { because }), ...made }
  }

  /** The submodule that contains a path. */
  async submoduleOf(path: string): Promise<string | undefined> {
    const text = (await repositoryText(this.#world.files, this.#place.checkout, '.gitmodules')) ?? ''
    const paths = [...text.matchAll(/^[ \t]*path[ \t]*=(.*)$/gm)].map(([, one = '']) => cleanPath(one.trim()))
    return paths.find((one) => one !== undefined && relativeTo(one, path) !== undefined)
  }

  async #because(path: string): Promise<Absence['because']> {
    const submodule = await this.submoduleOf(path)
    if (submodule !== undefined) return { kind: 'submodule', path: submodule }
    const by = await this.#ignoredBy(path)
    if (by !== undefined) return { kind: 'ignored', by }
    const { exec, files } = this.#world
    const { root } = this.#place
    const found = await files.stat(`${root}/${path}`)
    if (found === undefined) return undefined
    // git has no empty directories, and leaves some behind
    if (found.kind === 'directory' && (await files.list(`${root}/${path}`)).length === 0) return undefined
    const tracked = await exec.query(['git', 'ls-files', '--', path], { cwd: root })
    // git fails in another user's checkout; then nothing is known
    return tracked.exitCode === 0 && tracked.stdout.trim() === '' ? { kind: 'untracked' } : undefined
  }

  /** `file:line` of the pattern by which git ignores a path; undefined if it does not, or if git fails. */
  async #ignoredBy(path: string): Promise<string | undefined> {
    const asked = ['git', 'check-ignore', '--verbose', '--no-index', '--', path, `${path}/`]
    const { stdout } = await this.#world.exec.query(asked, { cwd: this.#place.checkout })
    const [, file, line, pattern = '!'] = /^(.+?):(\d+):(.*)\t/.exec(stdout) ?? []
    if (file === undefined || pattern.startsWith('!')) return undefined
    return file.startsWith('/') ? 'a git file on this machine' : `${file}:${line}`
  }

  async #read(): Promise<Tree> {
    const { checkout, modules } = this.#place
    const paths = await listFiles(this.#world.files, checkout)
    // if git fails, only the files of the checkout count: a step that is suggested for a missing one is a guess anyway
    const { stdout } = await this.#world.exec.query(['git', 'ls-files', '-z'], { cwd: checkout })
    const there = new Set(['.'])
    for (const path of [...paths, ...stdout.split('\0')]) {
      for (let one = path; !there.has(one); one = parentOf(one)) there.add(one)
    }
    return {
      paths,
      modules,
      generators: await this.#generators(),
      isThere: (path) => there.has(path),
    }
  }

  async #generators(): Promise<readonly FoundCommand[]> {
    const asked = ['git', 'grep', '-n', '-E', '-e', '^//go:generate ', '--', '*.go']
    const { stdout } = await this.#world.exec.query(asked, { cwd: this.#place.checkout })
    return stdout.split('\n').flatMap((found) => {
      const [, file, line, text = ''] = /^(.+?):(\d+):\/\/go:generate\s+(.*)$/.exec(found) ?? []
      if (file === undefined || text.startsWith('-command')) return []
      return commandsIn({ text, file, line: Number(line), directory: parentOf(file) }).slice(0, 1)
    })
  }
}

function whatMakes(search: StepSearch): Absence {
  const step = findStep(search)
  if (step !== undefined) return { step }
  if (search.shippedOnly === true) return {}
  const suggestion = suggestedStep(search)
  if (suggestion !== undefined) return { suggestion }
  const fronts = search.beside === undefined ? [] : frontEnds(search.texts)
  return fronts.length === 0 ? {} : { frontEnds: fronts }
}

/** The directories of a pattern before its first wildcard. */
export function fixedPart(pattern: string): string {
  const parts = pattern.split('/')
  const wild = parts.findIndex((part) => /[*?[\\]/.test(part))
  return (wild < 0 ? parts : parts.slice(0, wild)).join('/') || '.'
}

/** Files that keep an empty directory in git. */
export function isPlaceholder(name: string): boolean {
  return /^\.(?:gitkeep|keep|gitignore|placeholder)$/.test(name)
}
