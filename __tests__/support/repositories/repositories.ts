/** Small repositories, each of one shape that real services have: `__tests__/fixtures/repositories`. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newRepository } from './git.ts'

const root = fileURLToPath(new URL('../../fixtures/repositories', import.meta.url))

/** What `expected.json` of such a repository says must be found out, or told in a sentence. */
export interface Expected {
  readonly about: string
  /** What of `shared` is copied to where; Gin's stand-in to `_gin` when absent. */
  readonly shared?: Readonly<Record<string, string>>
  /** Of the Go command, where the shape needs it. */
  readonly env?: Readonly<Record<string, string>>
  /** Absent where there is no telling: then `problem` has the beginning of the sentence. */
  readonly main?: { readonly module: string; readonly path: string }
  readonly problem?: string
  /** What the shape makes necessary in the configuration, under `build`. */
  readonly configuration?: Readonly<Record<string, string>>
  /** Parts of the sentences that are told before building. */
  readonly obstacles?: readonly string[]
  /** What is told of the images that the Dockerfile starts from. */
  readonly builder?: string
  readonly dockerfile?: {
    readonly dockerfile: string
    readonly context: string
    readonly target?: string
    readonly buildArgs?: Readonly<Record<string, string>>
    readonly unknownArgs?: readonly string[]
  }
  readonly compiles?: readonly string[]
  /** The directory by which the Dockerfile compiles the main package, where that is a link. */
  readonly compiledBy?: string
  readonly indirect?: boolean
  readonly prebuilt?: boolean
  /**
   * What of its Dockerfile cannot be had without a registry, and what stands there where it is built in tests: newer
   * front ends of BuildKit (an older one of its own reads no heredoc), an image with Node.
   */
  readonly unreachable?: Readonly<Record<string, string>>
  /** Packages with C among the dependencies. */
  readonly cgo?: readonly string[]
  /** How the program is linked in the image that the Dockerfile makes; absent where it does not compile it. */
  readonly shipped?: 'static' | 'dynamic'
  /** What the files say of how it is run. */
  readonly hints?: Readonly<Record<string, unknown>>
  readonly start?: Start
}

/** How the program behaves once it is started. */
export interface Start {
  /** Port of its HTTP; `$PORT` where it takes what it is given. */
  readonly port?: number | '$PORT'
  /** A path that answers 200; `/` when absent. */
  readonly path?: string
  readonly tls?: boolean
  readonly socket?: string
  /** A port that it opens before, and that does not speak HTTP. */
  readonly other?: number
  /** Arguments that it needs. */
  readonly args?: readonly string[]
  /** Working directory of its image, without which it does not start. */
  readonly workdir?: string
  /** Part of what it prints when it does not start: as its image is, without PORT, with an environment. */
  readonly fails?: string
  readonly withoutPort?: string
  readonly failsWith?: { readonly env: Readonly<Record<string, string>>; readonly log: string }
  /** What it prints at the first request when it is linked without C. */
  readonly staticFails?: string
  /** Whether `go build` can build it; true when absent. */
  readonly builds?: boolean
}

export async function repositoryNames(): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'shared').map(({ name }) => name)
}

export async function expectedOf(name: string): Promise<Expected> {
  return JSON.parse(await readFile(join(root, name, 'expected.json'), 'utf8')) as Expected
}

/**
 * Lays a repository out in a directory that there is not yet, with everything in git's index. `buildable`: without what
 * only a registry has.
 */
export async function layOut(name: string, directory: string, { buildable = false } = {}): Promise<Expected> {
  const expected = await expectedOf(name)
  await cp(join(root, name), directory, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('expected.json'),
  })
  for (const [to, from] of Object.entries(expected.shared ?? { _gin: 'gin' })) {
    await cp(join(root, 'shared', from), join(directory, to), { recursive: true })
  }
  const dockerfile = join(directory, 'Dockerfile')
  for (const [there, here] of buildable ? Object.entries(expected.unreachable ?? {}) : []) {
    const text = await readFile(dockerfile, 'utf8')
    if (!text.includes(there)) throw new Error(`there is no ${there} in the Dockerfile of ${name}`)
    await writeFile(dockerfile, text.replace(there, here))
  }
  const { git } = await newRepository(directory)
  await git('add', '--all')
  return expected
}
