// Prints the path of a Node that can run the other scripts: the one that runs this script, or one that it installs into .tools.
// This is the only script in plain JavaScript, because the machine's Node may be too old for TypeScript. The npm scripts replace
// their shell with the printed Node, so that no process in between handles signals and the exit code.
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const parent = process.ppid
const wanted = Number.parseInt(await readFile(join(root, '.node-version'), 'utf8'), 10)

if (Number.parseInt(process.versions.node, 10) >= wanted) console.log(process.execPath)
else {
  // The platform's own package instead of the `node` wrapper: the wrapper downloads it in an install
  // script, which many machines do not allow.
  const platform = `${process.platform}-${process.arch}`
  const name = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`
  const prefix = join(root, '.tools', 'node')
  const binary = join(prefix, 'node_modules', name, 'bin', 'node')
  const isThere = async () => (await run(binary, ['--version'])).output.startsWith(`v${wanted}.`)
  if (!(await isThere())) {
    const start = performance.now()
    const install = ['install', '--prefix', prefix, '--no-save', '--no-package-lock', `${name}@${wanted}`]
    const { output } = await run('npm', install)
    if (!(await isThere())) {
      console.error(`${output.trim()}\n\nnpm could not install Node ${wanted}: install it and try again.`)
      process.exit(2)
    }
    console.error(`Node ${wanted}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  await linkInto(join(root, '.tools', 'bin'), binary)
  console.log(binary)
}

/** The output of a command, of both streams; empty if there is no such command. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    // npm sends a signal only to its shell, which the signal terminates.
    const watch = setInterval(() => process.ppid === parent || child.kill(), 200)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data
      })
    const end = () => {
      clearInterval(watch)
      resolve({ output })
    }
    child.on('error', end).on('close', end)
  })
}

// `npm run build` uses this directory after the set-up, too.
async function linkInto(folder, binary) {
  const link = join(folder, 'node')
  await mkdir(folder, { recursive: true })
  await rm(link, { force: true })
  await symlink(binary, link).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
}
