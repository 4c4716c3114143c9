/** The recipes of Makefiles, as scripts. */

import { joinPath } from '../../common/paths.ts'
import { repositoryRoot } from '../builds/named-build.ts'
import { makefileNames, readMakefile } from '../make/makefile.ts'
import { type Makefile, namedTargets, recipeScripts } from '../make/rules.ts'
import type { RepositoryTexts } from '../texts.ts'
import type { Script } from './commands.ts'

export interface Recipes {
  /** The named targets in the Makefile of a directory. */
  targets(directory: string): readonly string[]
  /** The scripts that make runs for these targets. Default: for the default goal. */
  scripts(directory: string, targets: readonly string[], file?: string): readonly Script[]
}

export function recipesIn(texts: RepositoryTexts): Recipes {
  const read = new Map<string, Makefile | undefined>()
  const makefileOf = (directory: string, named?: string) => {
    const places = (named === undefined ? makefileNames : [named]).map((name) => joinPath(directory, name))
    const file = places.find((path) => texts.paths.includes(path))
    if (file === undefined || read.has(file)) return read.get(file ?? '')
    const makefile = readMakefile({ ...texts, root: repositoryRoot }, { directory, file, overrides: {} })
    read.set(file, makefile)
    return makefile
  }
  return {
    targets(directory) {
      const makefile = makefileOf(directory)
      return makefile === undefined ? [] : namedTargets(makefile)
    },
    scripts(directory, targets, named) {
      const makefile = makefileOf(directory, named)
      if (makefile === undefined) return []
      return recipeScripts(makefile, targets).map(({ text, file, line }) => ({ text, file, line, directory }))
    },
  }
}
