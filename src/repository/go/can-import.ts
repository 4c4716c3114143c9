import { joinPath, parentOf } from '../../common/paths.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import { type GoPlace, goEnv } from './env.ts'

/**
 * Whether packages of a module can depend on packages of another module. Since `go 1.17`, a go.mod lists every module with a package
 * in the build, unless a workspace or `-mod=mod` adds others.
 *
 * @param module its directory, relative to the root of the checkout
 */
export async function canImport(
  { files, host }: Pick<World, 'files' | 'host'>,
  place: GoPlace,
  module: string,
  other: string,
): Promise<boolean> {
  const { GOWORK: work = '', GOFLAGS: flags = '' } = goEnv(host.env, place)
  if (flags.includes('-mod=mod') || !['', 'off'].includes(work)) return true
  const text = await readGoMod(files, place.checkout, module)
  if (text === undefined || text.includes(other)) return true
  const [, minor] = /^\s*go\s+1\.(\d+)/m.exec(text) ?? []
  if (minor === undefined || Number(minor) < 17) return true
  return work !== 'off' && (await isInWorkspace(files, joinPath(place.checkout, module)))
}

/** undefined if it cannot be read, which the Go command reports later. */
async function readGoMod(
  files: World['files'],
  checkout: string,
  module: string,
): Promise<string | undefined> {
  try {
    return await repositoryText(files, checkout, joinPath(module, 'go.mod'))
  } catch {
    return undefined
  }
}

/** Whether Go finds a go.work; it also searches above the repository. */
async function isInWorkspace(files: Pick<World['files'], 'stat'>, directory: string): Promise<boolean> {
  if (directory === '.') return false
  if ((await files.stat(`${directory}/go.work`)) !== undefined) return true
  return directory === '' ? false : isInWorkspace(files, parentOf(directory))
}
