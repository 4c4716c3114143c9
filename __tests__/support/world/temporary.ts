import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'

/** A directory that is removed after the tests of the file. */
export async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'linkgate-unit-'))
  afterAll(() => rm(path, { recursive: true, force: true }))
  return path
}

export async function writeTree(
  root: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
}

const execute = promisify(execFile)

/** Standard output of a program that must succeed. */
export async function output(
  command: readonly string[],
  options: {
    readonly cwd?: string
    readonly env?: Readonly<Record<string, string>>
    readonly input?: string
  } = {},
): Promise<string> {
  const [program = '', ...args] = command
  const running = execute(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    maxBuffer: 64 << 20,
  })
  if (options.input !== undefined) running.child.stdin?.end(options.input)
  return (await running).stdout
}

/** Variables for Go without network, workspace and module cache: the content of the machine's cache is arbitrary. */
export const offlineGo = {
  GOPROXY: 'off',
  GOFLAGS: '-mod=mod',
  GOWORK: 'off',
  GOSUMDB: 'off',
  // stays empty, because Go cannot download anything
  GOMODCACHE: fileURLToPath(new URL('../../.cache/no-go-modules', import.meta.url)),
} as const
