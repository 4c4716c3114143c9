/** Programs of the distribution that the tests compare with or compile with. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { refreshLists } from './apt-packages.ts'
import { exec, SetupError, say, timed } from './process.ts'

/** Program → the Debian package that brings it. */
const packages = {
  debootstrap: 'debootstrap',
  file: 'file',
  gcc: 'gcc',
  'musl-gcc': 'musl-tools',
  ps: 'procps',
  readelf: 'binutils',
} as const
export type TestProgram = keyof typeof packages

const withEngine: readonly TestProgram[] = ['debootstrap', 'ps']
const all = Object.keys(packages) as readonly TestProgram[]

/**
 * Installs those that are missing, as root on Debian and Ubuntu. Anywhere else it only says so: tests that need one of them
 * fail, and the others run.
 */
export async function installTestPrograms(needsEngine: boolean): Promise<void> {
  const missing = missingPrograms(needsEngine ? all : all.filter((program) => !withEngine.includes(program)))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) return say(adviceFor(missing))
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => exec('apt-get', installCommand(missing), { env })
  await timed(`test programs (${missing.join(', ')})`, () =>
    // A machine that has never fetched the package lists knows no package.
    install().catch(async () => {
      await refreshLists()
      return install()
    }),
  )
  const still = missingPrograms(missing)
  if (still.length > 0) throw new SetupError(adviceFor(still))
}

export const missingPrograms = (programs: readonly TestProgram[]): readonly TestProgram[] =>
  programs.filter((program) => !isOnPath(program))

/** One sentence with the command that installs them. */
export function adviceFor(programs: readonly TestProgram[]): string {
  return `The tests need ${programs.join(', ')}: install them with \`apt-get ${installCommand(programs).join(' ')}\` as root, or run \`npm test\` as root.`
}

const installCommand = (programs: readonly TestProgram[]) => [
  'install',
  '--yes',
  '--no-install-recommends',
  ...new Set(programs.map((program) => packages[program])),
]

const isOnPath = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
