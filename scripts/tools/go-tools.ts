import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, exec, say, timed } from './process.ts'

/** Installs a pinned Go program into .tools/bin. */
export async function ensureGoTool(
  root: string,
  packagePath: string,
  version: string,
  binary: string,
): Promise<void> {
  const bin = join(root, '.tools', 'bin')
  // The binary is its own stamp: Go writes the module's version into it.
  const installed = await ask('go', ['version', '-m', join(bin, binary)])
  if (installed?.includes(`\t${version}\t`)) return
  say(`${binary} ${version}: compiling (the first time only) …`)
  await mkdir(bin, { recursive: true })
  await timed(`${binary} ${version}`, () =>
    exec('go', ['install', `${packagePath}@${version}`], { env: { ...process.env, GOBIN: bin } }),
  )
}
