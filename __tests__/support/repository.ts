/** Real git repositories made from the fixtures, for tests, the demo and the benchmarks. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))

/** Overlays of the fixture `orders`: each changes it into another state. */
export type Overlay = 'broken' | 'exits' | 'hangs' | 'heavy' | 'mute' | 'readme' | 'two-mains'

export interface Repository extends AsyncDisposable {
  readonly directory: string
  /** A temporary folder of its own, so that what a run leaves behind can be told from what others do. */
  readonly temporary: string
  git(...args: string[]): Promise<string>
  /** Lays an overlay over the working tree. */
  apply(overlay: Overlay): Promise<void>
  /** Commits everything; the SHA. */
  commit(message: string): Promise<string>
}

// nothing of the user's own configuration may change what a test sees
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']

/** A repository with one commit on `main`: the fixture as it is. */
export async function ordersRepository(): Promise<Repository> {
  const parent = await mkdtemp(join(tmpdir(), 'orders-'))
  const directory = join(parent, 'orders')
  const temporary = join(parent, 'tmp')
  await mkdir(temporary)
  const git = async (...args: string[]) =>
    (await run('git', [...identity, ...args], { cwd: directory })).stdout.trim()
  const repository: Repository = {
    directory,
    temporary,
    git,
    apply: (overlay) => cp(join(fixtures, `orders.${overlay}`), directory, { recursive: true }),
    async commit(message) {
      await git('add', '--all')
      await git('commit', '--quiet', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  }
  await cp(join(fixtures, 'orders'), directory, { recursive: true })
  await git('init', '--quiet', '--initial-branch=main')
  await repository.commit('Take orders')
  return repository
}
