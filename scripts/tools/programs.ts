/** Programs of the distribution that the demo and the tests call, directly or through linkgate. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { refreshLists } from './apt-packages.ts'
import { exec, SetupError, say, timed } from './process.ts'

/** Program → Debian packages that contain it. */
const packages = {
  'aarch64-linux-gnu-gcc': ['gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross'],
  chromium: ['chromium'],
  debootstrap: ['debootstrap'],
  file: ['file'],
  // the headers are only recommended to gcc
  gcc: ['gcc', 'libc6-dev'],
  // makes the bridges of additional engines that tests start
  ip: ['iproute2'],
  'musl-gcc': ['musl-tools'],
  pngquant: ['pngquant'],
  ps: ['procps'],
  'qemu-aarch64-static': ['qemu-user-static'],
  readelf: ['binutils'],
  script: ['bsdutils'],
} as const
export type Program = keyof typeof packages

export const programs = {
  demo: ['gcc'],
  pictures: ['chromium', 'pngquant'],
  unitTests: ['file', 'gcc', 'musl-gcc', 'readelf'],
  allTests: [
    'aarch64-linux-gnu-gcc',
    'debootstrap',
    'file',
    'gcc',
    'ip',
    'musl-gcc',
    'ps',
    'qemu-aarch64-static',
    'readelf',
    'script',
  ],
} as const satisfies Readonly<Record<string, readonly Program[]>>

/**
 * Installs missing programs, as root on Debian and Ubuntu. Otherwise it only prints a message: tests that need one of them fail, and
 * the others run. Throws a SetupError if the programs cannot be installed.
 */
export async function installPrograms(wanted: readonly Program[]): Promise<void> {
  const missing = missingPrograms(wanted)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    say(adviceFor(missing))
    return
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => exec('apt-get', installCommand(missing), { env })
  await timed(`installing ${missing.join(', ')}`, () =>
    // A machine that has never fetched package lists finds no package.
    install().catch(async () => {
      await refreshLists()
      return install()
    }),
  )
  const still = missingPrograms(missing)
  if (still.length > 0) throw new SetupError(adviceFor(still))
}

export const missingPrograms = (wanted: readonly Program[]): readonly Program[] =>
  wanted.filter((program) => !isOnPath(program))

/** A sentence with the command that installs the programs. */
export const adviceFor = (wanted: readonly Program[]): string =>
  `${wanted.join(', ')} not found: \`apt-get ${installCommand(wanted).join(' ')}\` as root installs what is missing, and \`npm test\` as root does so by itself.`

const installCommand = (wanted: readonly Program[]) => [
  'install',
  '--yes',
  '--no-install-recommends',
  ...new Set(wanted.flatMap((program) => packages[program])),
]

export const isOnPath = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
