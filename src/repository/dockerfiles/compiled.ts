/** Determines which packages a Dockerfile compiles, directly or through Makefiles and scripts of the repository. */

import { cleanPath, joinPath } from '../../common/paths.ts'
import type { DockerfileDescription } from '../../dockerfile/facts/describe.ts'
import type { Files } from '../../effects/files.ts'
import type { NamedBuild } from '../builds/named-build.ts'
import { BuildWalk } from '../builds/walk.ts'
import { listFiles } from '../files.ts'
import { directoryOfImport } from '../go/import-path.ts'
import { realDirectory } from '../links.ts'
import { type RepositoryTexts, readingTexts } from '../texts.ts'

export interface CompiledPackages {
  /** Directories of the packages, relative to the root of the repository, with links resolved; `…/...` for all below one. */
  readonly compiles: readonly string[]
  /** Directories that are given by a symbolic link: resolved directory → path of the link. */
  readonly links?: ReadonlyMap<string, string>
  /** The file and line that compiles them, with its callers; absent for the Dockerfile itself. */
  readonly compiledBy?: string
}

type Place = Pick<NamedBuild, 'dockerfile' | 'inline' | 'context'>

export async function compiledIn(
  files: Files,
  root: string,
  place: Place,
  facts: DockerfileDescription,
): Promise<CompiledPackages> {
  const own = facts.compilesGo.map((directory) => cleanPath(`${place.context}/${directory}`) ?? directory)
  const { importPaths = [], calls = [] } = facts
  if (importPaths.length === 0 && calls.length === 0) return withoutLinks(files, root, own)
  const paths = await listFiles(files, root)
  return readingTexts(files, root, paths, (texts) => {
    const imported = importPaths.flatMap((name) => directoryOfImport(texts, name) ?? [])
    const called = calls.length === 0 ? undefined : compiledByCalls(texts, place, calls)
    return { directories: [...own, ...imported, ...(called?.directories ?? [])], by: called?.by }
  }).then(async ({ directories, by }) => ({
    ...(await withoutLinks(files, root, [...new Set(directories)])),
    ...(by === undefined ? {} : { compiledBy: by }),
  }))
}

/** Packages that make and scripts compile; empty if some of them are only known at run time. */
function compiledByCalls(
  texts: RepositoryTexts,
  { dockerfile, inline, context }: Place,
  calls: NonNullable<DockerfileDescription['calls']>,
): { readonly directories: readonly string[]; readonly by: string } | undefined {
  const walk = new BuildWalk(texts)
  for (const { words, directory, line, variables } of calls) {
    walk.follow({
      text: words.map(asShellWord).join(' '),
      directory: cleanPath(`${context}/${directory}`),
      variables: (name) => variables.get(name),
      file: inline === undefined ? dockerfile : `the Dockerfile in ${dockerfile}`,
      line,
      callers: [],
    })
  }
  const { compiled } = walk
  const [first] = compiled
  const directories = compiled.flatMap((one) => one.directories ?? [])
  const isWhole = compiled.every((one) => one.directories !== undefined)
  return first !== undefined && isWhole ? { directories, by: first.by } : undefined
}

/** Quotes the word for a shell, but keeps unknown variables. */
function asShellWord(word: string): string {
  return word.includes('$') ? `"${word.replaceAll(/["\\]/g, '\\$&')}"` : `'${word.replaceAll("'", "'\\''")}'`
}

async function withoutLinks(
  files: Files,
  root: string,
  directories: readonly string[],
): Promise<CompiledPackages> {
  const links = new Map<string, string>()
  const compiles: string[] = []
  for (const written of directories) {
    // links below a directory with `...` are not resolved
    const [, path = '.', pattern = ''] = /^(.*?)(\/?\.\.\.)?$/.exec(written) ?? []
    const real = path === '' ? '.' : await realDirectory(files, root, path)
    if (path !== '' && real !== path && pattern === '') links.set(real, path)
    compiles.push(path === '' ? written : joinPath(real, pattern === '' ? '.' : pattern.replace('/', '')))
  }
  return { compiles, ...(links.size === 0 ? {} : { links }) }
}
