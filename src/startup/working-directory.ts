import type { Files } from '../effects/files.ts'
import type { Handles } from '../plan/handles.ts'
import type { PlannedVariant } from '../plan/planned-variant.ts'

/** Working directory of programs in the built-in image. */
export const workDirectory = '/workdir'

/** Directories whose files running services do not read. */
const skippedDirectories = new Set(['.git', '.github', 'node_modules', 'vendor', '__tests__'])
const skippedFiles = /(\.(go|md)|^go\.(mod|sum|work)|^LICENSE|^\.(git|docker|editor)\w*)$/
const mostFiles = 5_000
const mostBytes = 64_000_000

/**
 * Copies the files that a service may read from its working directory: templates, assets, configuration. The built-in image
 * contains only the program. They are copied into the container and not into the image, so they do not affect any size. If
 * there are too many, none is copied, and the log says so.
 *
 * @param module directory of the program's module in the checkout
 * @returns the directory with the copies; undefined if there are none
 */
export async function stageWorkingDirectory(
  { world, workspace }: Pick<Handles, 'world' | 'workspace'>,
  { revision, checkout }: Pick<PlannedVariant, 'revision' | 'checkout'>,
  module: string,
): Promise<string | undefined> {
  const { files } = world
  const root = module === '.' ? checkout : `${checkout}/${module}`
  const found = await filesBelow(files, root)
  if (found === undefined) {
    world.log.info(
      'the module has too many files to copy: list those that the app needs under `startup: { files: … }`',
    )
    return undefined
  }
  if (found.length === 0) return undefined
  const staged = workspace.buildPath(`files-${revision}`)
  for (const path of found) await files.copy(`${root}/${path}`, `${staged}/${path}`)
  return staged
}

/** Paths of files that a running service may read, relative to the directory; undefined if there are too many. */
async function filesBelow(files: Files, root: string): Promise<readonly string[] | undefined> {
  const found: string[] = []
  let bytes = 0
  const directories = ['']
  for (let directory = directories.shift(); directory !== undefined; directory = directories.shift()) {
    for (const { name, kind } of await files.list(`${root}/${directory}`)) {
      const path = directory === '' ? name : `${directory}/${name}`
      if (kind === 'directory' && !skippedDirectories.has(name)) directories.push(path)
      if (kind !== 'file' || skippedFiles.test(name)) continue
      found.push(path)
      bytes += (await files.stat(`${root}/${path}`))?.size ?? 0
      if (found.length > mostFiles || bytes > mostBytes) return undefined
    }
  }
  return found
}
