import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exec, timed } from './process.ts'

/** Installs what package-lock.json names into node_modules, unless that was the last that was installed there. */
export async function ensurePackages(root: string): Promise<void> {
  const lock = createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex')
  // Inside node_modules: whoever removes the folder removes the stamp with it.
  const stamp = join(root, 'node_modules', '.lock-sha256')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return
  await timed('npm packages', async () => {
    // NODE_ENV=production would leave out the compiler and the tests.
    await exec('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root })
    await writeFile(stamp, lock)
  })
}
