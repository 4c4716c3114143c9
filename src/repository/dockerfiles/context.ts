import { ancestorsOf, cleanPath, joinPath, parentOf } from '../../common/paths.ts'
import type { DockerfileDescription } from '../../dockerfile/facts/describe.ts'
import type { Files } from '../../effects/files.ts'

/**
 * Guesses the build context of a Dockerfile: the nearest directory, from its own upward, that contains everything that it copies,
 * and the module that it compiles.
 */
export async function findContext(
  files: Files,
  root: string,
  dockerfile: string,
  facts: DockerfileDescription,
): Promise<string> {
  const has = async (path: string) => (await files.stat(`${root}/${path}`)) !== undefined
  let best: { readonly directory: string; readonly lacks: number } | undefined
  for (const directory of ancestorsOf(parentOf(dockerfile))) {
    const lacks = await lacksOf(has, directory, facts)
    if (best === undefined || lacks < best.lacks) best = { directory, lacks }
  }
  return best?.directory ?? '.'
}

type Has = (path: string) => Promise<boolean>

/** Counts what a Dockerfile needs but a directory lacks. */
async function lacksOf(has: Has, directory: string, facts: DockerfileDescription): Promise<number> {
  const sources = facts.copySources.flatMap(checkable)
  let lacks = 0
  for (const source of sources) if (!(await has(joinPath(directory, source)))) lacks += 1
  for (const compiled of facts.compilesGo.length > 0 ? facts.compilesGo : ['.']) {
    // without a module, nothing compiles, so this counts more than all other sources
    if (!(await hasModule(has, directory, compiled))) lacks += facts.prebuilt ? 0 : sources.length + 1
  }
  return lacks
}

/** Whether the context has the package's module. */
async function hasModule(has: Has, context: string, compiled: string): Promise<boolean> {
  const inside = cleanPath(compiled.replace(/\/?\.\.\.$/, '')) ?? '.'
  if (!(await has(joinPath(context, inside)))) return false
  for (const directory of ancestorsOf(inside))
    if (await has(joinPath(joinPath(context, directory), 'go.mod'))) return true
  return false
}

/** The path of a source that must exist: the whole path, or the directory before a pattern; none with a variable. */
function checkable(source: string): readonly string[] {
  if (/\$|^\w+:/.test(source)) return []
  const pattern = source.search(/[*?[]/)
  const fixed = pattern < 0 ? source : source.slice(0, source.lastIndexOf('/', pattern) + 1)
  const path = cleanPath(fixed.replace(/^\/+/, '') || '.')
  return path === undefined || path === '.' ? [] : [path]
}
