import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, exec, SetupError, timed } from './process.mjs'

/** The Node that the action itself runs on, as an absolute path. */
export async function ensureNode(root) {
  const wanted = Number.parseInt(await readFile(join(root, '.node-version'), 'utf8'), 10)
  if (Number.parseInt(process.versions.node, 10) >= wanted) return process.execPath

  // The platform's own package instead of the `node` wrapper: the wrapper downloads it in an install
  // script, which many machines do not allow.
  const platform = `${process.platform}-${process.arch}`
  const name = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`
  const prefix = join(root, '.tools', 'node')
  const binary = join(prefix, 'node_modules', name, 'bin', 'node')
  const isThere = async () => (await ask(binary, ['--version']))?.startsWith(`v${wanted}.`) ?? false
  if (!(await isThere())) {
    await timed(`Node ${wanted}`, () =>
      exec('npm', ['install', '--prefix', prefix, '--no-save', '--no-package-lock', `${name}@${wanted}`]),
    )
    if (!(await isThere()))
      throw new SetupError(`Node ${wanted} could not be installed here: please install it and try again.`)
  }
  await linkInto(join(root, '.tools', 'bin'), binary)
  return binary
}

// One folder on PATH is enough, for `npm run build` after the set-up too.
async function linkInto(folder, binary) {
  const link = join(folder, 'node')
  await mkdir(folder, { recursive: true })
  await rm(link, { force: true })
  await symlink(binary, link).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
}
