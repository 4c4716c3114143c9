/** Finds the file of a program by its path, or by its name in the directories of PATH. */

import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { type Identity, mayUse } from './accounts.ts'
import { notPermitted, notReached } from './obstacles.ts'
import { reach } from './reach.ts'

export interface NamedProgram {
  readonly words: readonly string[]
  /** PATH is absent if it is unknown. */
  readonly env: Env
  /** undefined: user or permissions are unknown. */
  readonly identity: Identity | undefined
  /** Working directory; undefined if unknown. */
  readonly directory: string | undefined
  /** The program that starts it; absent for the engine. */
  readonly by?: string
}

/** Returns the path that is executed, or the problem if there is none, or undefined if it is unknown. */
export async function locate(root: RootFs, named: NamedProgram): Promise<string | LoadProblem | undefined> {
  const [name = ''] = named.words
  const found = name.includes('/') ? await locatePath(root, named, name) : await locateName(root, named, name)
  if (found === undefined || typeof found === 'string' || found.id !== 'load/program-missing') return found
  return { ...found, params: { ...found.params, ...(named.by === undefined ? {} : { by: named.by }) } }
}

async function locatePath(
  root: RootFs,
  { directory, identity }: NamedProgram,
  name: string,
): Promise<string | LoadProblem | undefined> {
  const isRelative = !name.startsWith('/')
  if (isRelative && directory === undefined) return undefined
  const reached = await reach(root, name, directory ?? '/', identity)
  if (reached.kind === 'found') return name
  const found = notReached(name, reached, identity)
  if (found.id !== 'load/program-missing' || !isRelative || directory === undefined) return found
  return { ...found, params: { ...found.params, directory } }
}

async function locateName(
  root: RootFs,
  { env, identity }: NamedProgram,
  name: string,
): Promise<string | LoadProblem | undefined> {
  const search = env['PATH']
  if (search === undefined || name === '') return undefined
  let refused: LoadProblem | undefined
  for (const folder of search.split(':')) {
    // a relative directory: engines refuse it, but shells resolve it from the working directory
    if (!folder.startsWith('/')) return undefined
    const path = `${folder.replace(/\/+$/, '')}/${name}`
    const reached = await reach(root, path, '/', identity)
    if (reached.kind !== 'found' || reached.entry.kind !== 'file') continue
    if (identity === undefined || mayUse(reached.entry, identity, 'execute')) return path
    refused ??= notPermitted(path, reached.entry, 'execute', identity)
  }
  return refused ?? { id: 'load/program-missing', params: { path: name, search } }
}
