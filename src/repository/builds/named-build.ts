import { cleanPath, joinPath } from '../../common/paths.ts'
import { isSecretName } from '../../common/secrets/names.ts'

/** A way to build an image that a file of the repository names. Paths are relative to the root of the repository. */
export interface NamedBuild {
  /** For one that stands in another file, that file. */
  readonly dockerfile: string
  /** The text of one that stands in another file. */
  readonly inline?: string
  readonly context: string
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments whose values are known only there. */
  readonly unknownArgs: readonly string[]
  /** Names of the image, as far as they are known. */
  readonly tags?: readonly string[]
  /** It goes to a registry. */
  readonly pushed?: true
  /** Caches that it reads, as buildx takes them, as far as they are known. */
  readonly cacheFrom?: readonly string[]
  /** What it is given besides, and linkgate does not give: named build contexts. */
  readonly contexts?: readonly string[]
  /** Its context is made for it, of programs that are compiled before: GoReleaser's. */
  readonly assembled?: true
  /** What it is called there: a target of bake or make, a service of compose. */
  readonly name?: string
  /** The files and lines that say so, the nearest first: `docker-bake.hcl:3, run by Makefile:7`. */
  readonly by: string
}

/** Build arguments as they may be shown. */
export function shownArguments(args: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, isSecretName(name) && value !== '' ? '***' : value]),
  )
}

/** Where repositories are taken to be, for what is called by its whole path: GitHub's own place for them in containers. */
export const repositoryRoot = '/github/workspace'

/** A path, as a command in a directory takes it, from the root of the repository; undefined where it is elsewhere or not known. */
export function repositoryPath(path: string, directory: string): string | undefined {
  if (path.includes('$') || /^\w+:/.test(path)) return undefined
  if (path === repositoryRoot) return '.'
  if (path.startsWith(`${repositoryRoot}/`)) return cleanPath(path.slice(repositoryRoot.length + 1))
  return path.startsWith('/') ? undefined : cleanPath(`${directory}/${path}`)
}

/** What a build is given, its paths as a command takes them. A value with a `$` in it is not known. */
export interface BuildFlags {
  readonly context: string
  readonly file?: string | undefined
  readonly target?: string | undefined
  /** `NAME=value`, or `NAME` for one that the environment has. */
  readonly args: readonly string[]
  /** Arguments with values that are known, whatever is in them. */
  readonly knownArgs?: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  /** Names of more build contexts. */
  readonly contexts: readonly string[]
  readonly cacheFrom?: readonly string[]
  readonly pushed: boolean
}

function knownCaches({ cacheFrom = [] }: BuildFlags): Pick<NamedBuild, 'cacheFrom'> {
  const known = cacheFrom.filter((entry) => entry !== '' && !entry.includes('$'))
  return known.length === 0 ? {} : { cacheFrom: known }
}

/**
 * The build in a directory; undefined where it needs a path or a stage that only a run knows.
 *
 * @param environment of arguments without a value
 */
export function namedBuild(
  given: BuildFlags,
  directory: string,
  by: string,
  environment: (name: string) => string | undefined = () => undefined,
): NamedBuild | undefined {
  const context = repositoryPath(given.context, directory)
  const file = given.file === undefined ? undefined : repositoryPath(given.file, directory)
  if (context === undefined || (given.file !== undefined && file === undefined)) return undefined
  const { target = '' } = given
  if (target.includes('$')) return undefined
  const buildArgs: Record<string, string> = { ...given.knownArgs }
  const unknownArgs: string[] = []
  for (const arg of given.args) {
    const [, name, value] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? []
    if (name === undefined) continue
    const known = value ?? environment(name)
    if (known === undefined || known.includes('$')) unknownArgs.push(name)
    else buildArgs[name] = known
  }
  const tags = given.tags.filter((tag) => tag !== '')
  return {
    dockerfile: file ?? joinPath(context, 'Dockerfile'),
    context,
    ...(target === '' ? {} : { target }),
    buildArgs,
    unknownArgs,
    ...(tags.length === 0 ? {} : { tags }),
    ...(given.pushed ? { pushed: true } : {}),
    ...knownCaches(given),
    ...(given.contexts.length === 0 ? {} : { contexts: given.contexts }),
    by,
  }
}
