import { ancestorsOf, cleanPath, joinPath, parentOf } from '../../common/paths.ts'
import type { DockerfileDescription } from '../../dockerfile/facts/describe.ts'
import type { Files } from '../../effects/files.ts'

/**
 * The directory that a Dockerfile is built in, where nothing names it: of the directory that it lies in and those
 * above, the nearest one that has everything it copies, and the module of what it compiles.
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

/** How much of what a Dockerfile needs is not in a directory. */
async function lacksOf(has: Has, directory: string, facts: DockerfileDescription): Promise<number> {
  const sources = facts.copySources.flatMap(checkable)
  let lacks = 0
  for (const source of sources) if (!(await has(joinPath(directory, source)))) lacks += 1
  for (const compiled of facts.compilesGo.length > 0 ? facts.compilesGo : ['.']) {
    // without a module nothing compiles there, whatever else the directory has
    if (!(await hasModule(has, directory, compiled))) lacks += facts.prebuilt ? 0 : sources.length + 1
  }
  return lacks
}

/** Whether the package lies in a module that the context has. */
async function hasModule(has: Has, context: string, compiled: string): Promise<boolean> {
  const inside = cleanPath(compiled.replace(/\/?\.\.\.$/, '')) ?? '.'
  if (!(await has(joinPath(context, inside)))) return false
  for (const directory of ancestorsOf(inside))
    if (await has(joinPath(joinPath(context, directory), 'go.mod'))) return true
  return false
}

/** What must exist of a source: all of it, or the directory where a pattern begins; nothing where it has a variable. */
function checkable(source: string): readonly string[] {
  if (/\$|^\w+:/.test(source)) return []
  const pattern = source.search(/[*?[]/)
  const fixed = pattern < 0 ? source : source.slice(0, source.lastIndexOf('/', pattern) + 1)
  const path = cleanPath(fixed.replace(/^\/+/, '') || '.')
  return path === undefined || path === '.' ? [] : [path]
}
