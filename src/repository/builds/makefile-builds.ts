import { parentOf } from '../../common/paths.ts'
import { makefileNames, readMakefile } from '../make/makefile.ts'
import { namedTargets, recipeScripts } from '../make/rules.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type NamedBuild, repositoryRoot } from './named-build.ts'
import { BuildWalk } from './walk.ts'

const makefile = new RegExp(`(?:^|/)(?:${makefileNames.join('|')})$`)

/** The images that targets of the repository's Makefiles build, each once, even if nothing runs the target. */
export function makefileBuilds(texts: RepositoryTexts): readonly NamedBuild[] {
  return texts.paths.filter((path) => makefile.test(path)).flatMap((path) => buildsOf(texts, path))
}

function buildsOf(texts: RepositoryTexts, path: string): readonly NamedBuild[] {
  const directory = parentOf(path)
  const read = readMakefile({ ...texts, root: repositoryRoot }, { directory, file: path, overrides: {} })
  if (read === undefined) return []
  return recipeScripts(read, namedTargets(read)).flatMap(({ text, target, file, line, environment }) => {
    if (!/\b(?:build|bud|bake|compose)\b/.test(text)) return []
    const walk = new BuildWalk(texts)
    const variables = (name: string) => (Object.hasOwn(environment, name) ? environment[name] : undefined)
    walk.follow({ text, directory, variables, file, line, callers: [] })
    return walk.found.builds.map((build) => ({ ...build, name: target }))
  })
}
