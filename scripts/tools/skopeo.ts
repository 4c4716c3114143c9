import { join } from 'node:path'
import { ensureUnpacked, libraryPath } from './apt-packages.ts'

/** The command of skopeo, unpacked under `.tools` of the checkout `root`; append its arguments. Throws a SetupError. */
export async function skopeoCommand(root: string): Promise<readonly string[]> {
  const unpacked = await ensureUnpacked(join(root, '.tools', 'skopeo'), {
    what: 'skopeo',
    packages: ['skopeo'],
  })
  const libraries = await libraryPath(unpacked)
  return ['env', `LD_LIBRARY_PATH=${libraries}`, join(unpacked, 'usr/bin/skopeo'), '--insecure-policy']
}
