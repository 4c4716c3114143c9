import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exec, timed } from './process.ts'

/** Installs package-lock.json into node_modules, unless the last installation there was from the same file. */
export async function ensurePackages(root: string): Promise<void> {
  const lock = createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex')
  // Inside node_modules, so that it is removed together with the directory.
  const stamp = join(root, 'node_modules', '.lock-sha256')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return
  await timed('npm packages', async () => {
    // NODE_ENV=production would omit the compiler and the test runner.
    await exec('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root })
    await writeFile(stamp, lock)
  })
}
