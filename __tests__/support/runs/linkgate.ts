/** Runs the built program like users, and checks what it leaves behind. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { WrittenReport } from '../reports/worded.ts'
import type { Repository } from '../repositories/repository.ts'

const exec = promisify(execFile)
export const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves when its output contains the text. Rejects if it ends before. */
  said(text: string): Promise<void>
}

export interface StartOptions {
  readonly args?: readonly string[]
  /** A command that runs Node, such as `nice`. */
  readonly under?: readonly string[]
  /** Options of Node. */
  readonly node?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/** Runs that have ended in this test file, oldest first, to explain failures. */
export const endedRuns: (Finished & { readonly command: readonly string[]; readonly cwd: string })[] = []

/** Starts a file of `dist` with this Node, in a separate process group, like a shell. */
export function start(file: 'cli.js' | 'main.js' | 'post.js', options: StartOptions = {}): Running {
  const { under = [], node = [], args = [] } = options
  const [program = '', ...more] = [...under, process.execPath, ...node, join(root, 'dist', file), ...args]
  const child = spawn(program, more, {
    env: options.env ?? process.env,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  const heard = () => {
    for (const listener of listeners) listener()
  }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    heard()
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    heard()
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const done = { exitCode: code ?? (signal === null ? -1 : 128), stdout, stderr }
      endedRuns.push({ ...done, command: child.spawnargs, cwd: options.cwd ?? process.cwd() })
      resolve(done)
    })
  })
  return {
    child,
    finished,
    async said(text) {
      const heardIt = new Promise<void>((resolve) => {
        const listener = () => {
          if (!(stdout + stderr).includes(text)) return
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
        listener()
      })
      const ended = finished.then(({ exitCode }) => {
        if (!(stdout + stderr).includes(text))
          throw new Error(`ended with exit code ${exitCode} before it said "${text}":\n${stdout}${stderr}`)
      })
      await Promise.race([heardIt, ended])
    },
  }
}

export interface Checked extends Finished {
  readonly report: WrittenReport | undefined
}

/** Runs `linkgate check --json` in a repository. The report is undefined if there is none. */
export async function check(repository: Repository, ...args: string[]): Promise<Checked> {
  const done = await start('cli.js', {
    args: ['check', '--repo', repository.directory, '--json', ...args],
    env: { ...process.env, TMPDIR: repository.temporary },
  }).finished
  return { ...done, report: done.stdout === '' ? undefined : (JSON.parse(done.stdout) as WrittenReport) }
}

/** Everything that a run could leave behind, as text for comparison. */
export async function traces({
  directory,
  temporary,
}: Pick<Repository, 'directory' | 'temporary'>): Promise<string> {
  const listed = async (program: string, ...args: string[]) =>
    (await exec(program, args, { cwd: directory })).stdout.trim().split('\n').sort().join('\n')
  return [
    await listed('docker', 'ps', '--all', '--format={{.ID}} {{.Image}}'),
    await listed('docker', 'images', '--all', '--no-trunc', '--format={{.Repository}}:{{.Tag}} {{.ID}}'),
    await listed('docker', 'volume', 'ls', '--quiet'),
    await listed('git', 'worktree', 'list'),
    await listed('git', 'status', '--porcelain'),
    (await readdir(temporary)).join('\n'),
  ].join('\n--\n')
}

/**
 * Lines of `traces` that are new. Other runs may use the same engine at the same time, so only lines that are still there after some
 * time count as left behind.
 */
export async function left(
  repository: Pick<Repository, 'directory' | 'temporary'>,
  before: string,
): Promise<readonly string[]> {
  const isOfRuns = (line: string) => !/^\S+:\S+ sha256:/.test(line) || line.startsWith('linkgate/')
  const now = async () => (await traces(repository)).split('\n').filter(isOfRuns)
  const there = before.split('\n')
  let besides = (await now()).filter((line) => !there.includes(line))
  for (let patience = 30; besides.length > 0 && patience > 0; patience--) {
    await sleep(2_000)
    const still = await now()
    besides = besides.filter((line) => still.includes(line))
  }
  return besides
}

/** A private directory that is removed at the end of the test. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
