/** The repositories in `__tests__/fixtures/repositories`, each with one shape that real services have. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newRepository } from './git.ts'

const root = fileURLToPath(new URL('../../fixtures/repositories', import.meta.url))

/** The content of `expected.json`: facts that linkgate must find in the repository, and messages. */
export interface Expected {
  readonly about: string
  /** Entries of `shared` that are copied, and to which path. Default: the substitute for Gin, to `_gin`. */
  readonly shared?: Readonly<Record<string, string>>
  /** Variables of the Go command, if the shape needs them. */
  readonly env?: Readonly<Record<string, string>>
  /** Absent if it cannot be determined: then `problem` has the beginning of the message. */
  readonly main?: { readonly module: string; readonly path: string }
  readonly problem?: string
  /** Keys of `build` that the shape requires in the configuration. */
  readonly configuration?: Readonly<Record<string, string>>
  /** Parts of the messages about obstacles to the build. */
  readonly obstacles?: readonly string[]
  /** The message about the base images of the Dockerfile. */
  readonly builder?: string
  readonly dockerfile?: {
    readonly dockerfile: string
    readonly context: string
    readonly target?: string
    readonly buildArgs?: Readonly<Record<string, string>>
    readonly unknownArgs?: readonly string[]
  }
  readonly compiles?: readonly string[]
  /** The directory of the main package in the Dockerfile, if that is a link. */
  readonly compiledBy?: string
  readonly indirect?: boolean
  readonly prebuilt?: boolean
  /**
   * Parts of its Dockerfile that need a registry, and their replacements in tests: newer front ends of BuildKit (an older
   * built-in one does not support heredocs), or an image with Node.
   */
  readonly unreachable?: Readonly<Record<string, string>>
  /** Packages with C among the dependencies. */
  readonly cgo?: readonly string[]
  /** Linkage of the program in the image of the Dockerfile; absent if the Dockerfile does not compile it. */
  readonly shipped?: 'static' | 'dynamic'
  /** Facts in the files about how the app is run. */
  readonly hints?: Readonly<Record<string, unknown>>
  readonly start?: Start
}

/** Behavior of the program at the start. */
export interface Start {
  /** Its HTTP port; `$PORT` if it uses the given one. */
  readonly port?: number | '$PORT'
  /** A path with status 200. Default: `/`. */
  readonly path?: string
  readonly tls?: boolean
  readonly socket?: string
  /** A port that it opens earlier, without HTTP. */
  readonly other?: number
  /** Required arguments. */
  readonly args?: readonly string[]
  /** Required working directory of its image. */
  readonly workdir?: string
  /** Part of the output if it does not start: with the unchanged image, without PORT, or with an environment. */
  readonly fails?: string
  readonly withoutPort?: string
  readonly failsWith?: { readonly env: Readonly<Record<string, string>>; readonly log: string }
  /** Output at the first request if it is linked without cgo. */
  readonly staticFails?: string
  /** Whether `go build` can build it. Default: true. */
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
 * Creates a repository in a new directory, with all files in git's index. `buildable`: with replacements for the parts that need a
 * registry.
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
