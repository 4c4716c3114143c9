/** Small root file systems from real files, which are imported into the engine, run, and removed. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { packagePlaces, unpackPackages } from '../../../scripts/tools/distribution.ts'
import { root as repository } from '../runs/linkgate.ts'
import { output } from '../world/temporary.ts'
import { needPrograms } from './debian.ts'

const execute = promisify(execFile)

/** The content at a path: a copy of a file, a text, or a link. */
export type Part =
  | { readonly from: string; readonly mode?: number }
  | { readonly text: string; readonly mode?: number }
  | { readonly link: string }

export type Parts = Readonly<Record<string, Part>>

export const from = (path: string, mode?: number): Part => ({
  from: path,
  ...(mode === undefined ? {} : { mode }),
})
export const linkTo = (target: string): Part => ({ link: target })
export const text = (content: string, mode?: number): Part => ({
  text: content,
  ...(mode === undefined ? {} : { mode }),
})

export async function writeRoot(directory: string, parts: Parts): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const [path, part] of Object.entries(parts)) {
    const at = join(directory, path)
    await mkdir(dirname(at), { recursive: true })
    if ('link' in part) await symlink(part.link, at)
    else {
      if ('from' in part) await copyFile(await realpath(part.from), at)
      else await writeFile(at, part.text)
      await chmod(at, part.mode ?? 0o755)
    }
  }
}

export interface ImageOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly user?: string
  /** As in a Dockerfile: a list, or a line for a shell. By default, the entry point is `/app`, and there is no command. */
  readonly entrypoint?: string | readonly string[]
  readonly command?: string | readonly string[]
  readonly workingDir?: string
}

export interface Ran {
  readonly started: boolean
  readonly exitCode: number
  /** Output of the engine, the loader and the program. */
  readonly said: string
}

const words = (given: string | readonly string[]) =>
  typeof given === 'string' ? given : JSON.stringify(given)

/** Makes an image of the directory and runs it. Removes image and container even after an error. */
export async function runImage(directory: string, name: string, options: ImageOptions): Promise<Ran> {
  const reference = `linkgate-load-check:${name}`
  const archive = `${directory}.tar`
  const changes = [
    ...(options.entrypoint === undefined && options.command !== undefined
      ? []
      : [`ENTRYPOINT ${words(options.entrypoint ?? ['/app'])}`]),
    ...(options.command === undefined ? [] : [`CMD ${words(options.command)}`]),
    ...(options.workingDir === undefined ? [] : [`WORKDIR ${options.workingDir}`]),
    ...Object.entries(options.env ?? {}).map(([key, value]) => `ENV ${key}=${value}`),
    ...(options.user === undefined ? [] : [`USER ${options.user}`]),
  ].map((change) => `--change=${change}`)
  try {
    await output(['tar', '-C', directory, '--numeric-owner', '--owner=0', '--group=0', '-cf', archive, '.'])
    await output(['docker', 'import', ...changes, archive, reference])
    const container = ['--name', `linkgate-load-check-${name}`, '--network', 'none']
    const ran = await execute('docker', ['run', '--rm', ...container, reference]).then(
      (done) => ({ ...done, code: 0 }),
      (error: { readonly code?: number; readonly stdout?: string; readonly stderr?: string }) => ({
        stdout: error.stdout ?? '',
        stderr: error.stderr ?? '',
        code: error.code ?? -1,
      }),
    )
    const started = ran.code === 0 && ran.stdout.includes('started')
    return { started, exitCode: ran.code, said: ran.stdout + ran.stderr }
  } finally {
    await execute('docker', ['rm', '--force', `linkgate-load-check-${name}`]).catch(() => undefined)
    await execute('docker', ['rmi', '--force', reference]).catch(() => undefined)
    await rm(archive, { force: true })
  }
}

const cache = join(repository, '.cache', 'load-check')

/**
 * The files of the C library of Debian 11 or Ubuntu 20.04 (glibc 2.31). They are downloaded once with apt, with a separate package
 * list, and unpacked, not installed.
 */
export async function oldGlibc(): Promise<string> {
  const directory = join(cache, 'glibc-2.31')
  // every package source of this machine has one of the two
  await unpackPackages(directory, ['libc6'], ['bullseye', 'focal'])
  return directory
}

/** Path of an archive of the root file system of a minimal Debian or Ubuntu, of this machine's release. It is made once. */
export function distributionRoot(): Promise<string> {
  // simultaneous calls wait for the same archive
  distribution ??= makeDistribution()
  return distribution
}

let distribution: Promise<string> | undefined

async function makeDistribution(): Promise<string> {
  await needPrograms('debootstrap')
  const release =
    /^VERSION_CODENAME=(\w+)$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? 'bookworm'
  const archive = join(repository, '.cache', `${release}.tar`)
  if (existsSync(archive)) return archive
  const directory = join(repository, '.cache', `${release}-${process.pid}`)
  const failures: unknown[] = []
  try {
    for (const place of await packagePlaces()) {
      await rm(directory, { recursive: true, force: true })
      await mkdir(directory, { recursive: true })
      try {
        await output(['debootstrap', '--variant=minbase', release, directory, place])
        await output(['tar', '-C', directory, '--numeric-owner', '-cf', `${archive}.part`, '.'])
        await rename(`${archive}.part`, archive)
        return archive
      } catch (error) {
        failures.push(error)
      }
    }
    throw new Error(`a root file system of ${release} could not be made with debootstrap`, {
      cause: failures,
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
