import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Programs that tests compare with, and the Debian packages that bring them. */
const packages = {
  debootstrap: 'debootstrap',
  file: 'file',
  gcc: 'gcc',
  'musl-gcc': 'musl-tools',
  readelf: 'binutils',
} as const
export type DebianProgram = keyof typeof packages

/** Installs what is missing, as root on Debian and Ubuntu; anywhere else it fails and says what to install. */
export async function needPrograms(...programs: readonly DebianProgram[]): Promise<void> {
  const missing = await missingOf(programs)
  if (missing.length === 0) return
  const wanted = [...new Set(missing.map((program) => packages[program]))]
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...wanted]
  const sentence = `these tests need ${missing.join(', ')}: \`${command.join(' ')}\` as root brings them`
  if (process.getuid?.() !== 0 || !(await onPath('apt-get'))) throw new Error(sentence)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => execute('apt-get', command.slice(1), { env, maxBuffer: 64 << 20 })
  try {
    // a machine that has never asked for the lists of packages knows no package
    await install().catch(() => execute('apt-get', ['update'], { env, maxBuffer: 64 << 20 }).then(install))
  } catch (error) {
    throw new Error(sentence, { cause: error })
  }
  const still = await missingOf(programs)
  if (still.length > 0) throw new Error(`${sentence}; it did not bring ${still.join(', ')}`)
}

async function missingOf(programs: readonly DebianProgram[]): Promise<readonly DebianProgram[]> {
  const present = await Promise.all(programs.map(onPath))
  return programs.filter((_, index) => present[index] === false)
}

async function onPath(program: string): Promise<boolean> {
  for (const directory of (process.env['PATH'] ?? '').split(':')) {
    const found = await access(join(directory, program)).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}
