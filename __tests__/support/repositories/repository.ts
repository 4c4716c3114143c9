/** Real git repositories made from the fixtures, for tests, the demo and the benchmarks. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fixtures = fileURLToPath(new URL('../../fixtures/programs', import.meta.url))

/** Overlays of a fixture: files that replace some of its own. */
export type OrdersOverlay = 'heavy' | 'readme' | 'two-mains'
export type SmallOverlay = 'broken' | 'exits' | 'hangs' | 'mute' | 'readme'

/** The services that `smallRepository` can contain. */
export const services = ['orders', 'invoices', 'mail'] as const
export type Service = (typeof services)[number]

export interface Repository<Overlay extends string = never> extends AsyncDisposable {
  readonly directory: string
  /** A separate temporary directory, so that a test can see what a run leaves behind. */
  readonly temporary: string
  git(...args: string[]): Promise<string>
  /** Lays an overlay over the working tree. */
  apply(overlay: Overlay): Promise<void>
  /** Commits everything. Returns the SHA. */
  commit(message: string): Promise<string>
}

// the user's configuration must not affect tests
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']

/** A service on the whole of Gin, in a repository with one commit on `main`. */
export function ordersRepository(): Promise<Repository<OrdersOverlay>> {
  return repositoryOf('orders', () => true)
}

/**
 * Services with only the packages of Gin that they need, which compile in a second each, in a repository with one commit on `main`.
 * One service needs no configuration. If there are several, each has one.
 */
export function smallRepository(...wanted: readonly Service[]): Promise<Repository<SmallOverlay>> {
  const others = services.filter((service) => !wanted.includes(service))
  return repositoryOf('monorepo', (path) => !others.some((service) => path.endsWith(`/services/${service}`)))
}

/** Adds `bytes` incompressible bytes to a service of `smallRepository`. */
export async function enlarge(
  { directory }: Pick<Repository, 'directory'>,
  service: Service,
  bytes: number,
): Promise<void> {
  const folder = join(directory, 'services', service)
  await writeFile(join(folder, 'catalog.bin'), incompressible(bytes))
  await writeFile(
    join(folder, 'catalog.go'),
    `package main

import (
	_ "embed"
	"net/http"
)

//go:embed catalog.bin
var catalog []byte

func init() {
	http.HandleFunc("/catalog", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(catalog) })
}
`,
  )
}

/** Bytes that depend only on the length. */
function incompressible(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
    return state >>> 16
  })
}

async function repositoryOf<Overlay extends string>(
  fixture: string,
  wanted: (path: string) => boolean,
): Promise<Repository<Overlay>> {
  const parent = await mkdtemp(join(tmpdir(), `${fixture}-`))
  const directory = join(parent, fixture)
  const temporary = join(parent, 'tmp')
  await mkdir(temporary)
  const git = async (...args: string[]) =>
    (await run('git', [...identity, ...args], { cwd: directory })).stdout.trim()
  const repository: Repository<Overlay> = {
    directory,
    temporary,
    git,
    apply: (overlay) => cp(join(fixtures, `${fixture}.${overlay}`), directory, { recursive: true }),
    async commit(message) {
      await git('add', '--all')
      await git('commit', '--quiet', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  }
  await cp(join(fixtures, fixture), directory, { recursive: true, filter: wanted })
  await git('init', '--quiet', '--initial-branch=main')
  await repository.commit('Take orders')
  return repository
}
