import { cleanPath, lastOf } from '../../common/paths.ts'
import { buildsProgram, flagOf, type GoCommand, goCommandOf } from '../../dockerfile/facts/go-command.ts'
import { textOf, unquotedWord } from '../../shell/words.ts'
import { directoryOfImport } from '../go/import-path.ts'
import type { RepositoryTexts } from '../texts.ts'
import { repositoryPath } from './named-build.ts'

/** A `go build` or `go install` in a script. */
export interface FollowedGoBuild {
  /**
   * Directories of its packages, relative to the root of the repository; `…/...` for all packages below one. undefined if they are
   * only known at run time.
   */
  readonly directories: readonly string[] | undefined
  /** The file and line, and what runs it, for messages. */
  readonly by: string
}

/** The go command in these words, if it builds programs of the repository. */
export function programBuild(words: readonly string[]): GoCommand | undefined {
  const command = goCommandOf({
    program: lastOf(words[0] ?? ''),
    words: words.map((word) => unquotedWord(word)),
  })
  return command !== undefined && buildsProgram(command) ? command : undefined
}

/** @param directory its working directory, relative to the root of the repository */
export function builtDirectories(
  texts: RepositoryTexts,
  command: GoCommand,
  directory: string | undefined,
): readonly string[] | undefined {
  const changed = flagOf(command, 'C')?.value
  const from =
    directory === undefined || changed === undefined ? directory : repositoryPath(textOf(changed), directory)
  if (from === undefined) return undefined
  const packages = command.packages.map(textOf)
  const found = (packages.length === 0 ? ['.'] : packages).map((name) => directoryOf(texts, name, from))
  return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? [])
}

function directoryOf(texts: RepositoryTexts, name: string, from: string): string | undefined {
  if (name.includes('$')) return undefined
  if (/^[\w-]+(?:\.[\w-]+)+\//.test(name) && !name.endsWith('.go')) return directoryOfImport(texts, name)
  return cleanPath(`${from}/${name.replace(/(^|\/)[^/]*\.go$/, '$1')}`)
}
