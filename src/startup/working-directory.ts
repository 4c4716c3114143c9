import type { Handles } from '../plan/handles.ts'
import type { PlannedVariant } from '../plan/planned-variant.ts'

/** Where a program of the built-in image works. */
export const workDirectory = '/workdir'

/** What no running service reads. */
const skippedDirectories = new Set(['.git', '.github', 'node_modules', 'vendor', '__tests__'])
const skippedFiles = /(\.(go|md)|^go\.(mod|sum|work)|^LICENSE|^\.(git|docker|editor)\w*)$/
const mostFiles = 5_000
const mostBytes = 64_000_000

/**
 * A copy of the files that a service may look for where it works: templates, assets, configuration. Many do, and the built-in
 * image has the program alone. They are put into the container only, so they count in no size. undefined when there are
 * none; what is too much is left out as a whole, and said to be.
 *
 * @param module directory of the program's module in the checkout
 */
export async function stageWorkingDirectory(
  { world, workspace }: Pick<Handles, 'world' | 'workspace'>,
  { revision, checkout }: Pick<PlannedVariant, 'revision' | 'checkout'>,
  module: string,
): Promise<string | undefined> {
  const { files } = world
  const root = module === '.' ? checkout : `${checkout}/${module}`
  const found: string[] = []
  let bytes = 0
  const visit = async (relative: string): Promise<void> => {
    for (const { name, kind } of await files.list(`${root}/${relative}`)) {
      const path = relative === '' ? name : `${relative}/${name}`
      if (kind === 'directory') {
        if (!skippedDirectories.has(name)) await visit(path)
      } else if (kind === 'file' && !skippedFiles.test(name)) {
        found.push(path)
        bytes += (await files.stat(`${root}/${path}`))?.size ?? 0
      }
      if (found.length > mostFiles || bytes > mostBytes) return
    }
  }
  await visit('')
  if (found.length === 0) return undefined
  if (found.length > mostFiles || bytes > mostBytes) {
    world.log.info(
      'the module has too many files to put them beside the program: name those that it needs as `startup: { files: … }`',
    )
    return undefined
  }
  const staged = `${workspace.directory}/files-${revision}`
  for (const path of found) await files.copy(`${root}/${path}`, `${staged}/${path}`)
  return staged
}
