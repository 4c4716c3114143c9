import { cleanPath, joinPath } from '../../common/paths.ts'
import { isSecretName } from '../../common/secrets/names.ts'
import type { NamedContext } from '../../dockerfile/derive/named-contexts.ts'

/** The build of an image in a file of the repository. Paths are relative to the root of the repository. */
export interface NamedBuild {
  /** Path of the Dockerfile, or of the file that contains an inline one. */
  readonly dockerfile: string
  /** The text of an inline Dockerfile. */
  readonly inline?: string
  readonly context: string
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments with values that are known only at run time. */
  readonly unknownArgs: readonly string[]
  /** Known names of the image. */
  readonly tags?: readonly string[]
  /** The build pushes the image to a registry. */
  readonly pushed?: true
  /** Known caches that it reads, in the syntax of buildx. */
  readonly cacheFrom?: readonly string[]
  /** Named build contexts, their directories relative to the root of the repository. */
  readonly contexts?: Readonly<Record<string, NamedContext>>
  /** The context is generated from compiled programs, for example by GoReleaser. */
  readonly assembled?: true
  /** Its name in the file: a target of bake or make, or a service of compose. */
  readonly name?: string
  /** Where it is defined and what runs it, for messages: `docker-bake.hcl:3, run by Makefile:7`. */
  readonly by: string
}

/** Build arguments without secret values. */
export function shownArguments(args: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, isSecretName(name) && value !== '' ? '***' : value]),
  )
}

/** The assumed absolute path of the repository: where GitHub mounts it in containers. */
export const repositoryRoot = '/github/workspace'

/** A path argument of a command, relative to the root of the repository; undefined if it is outside or unknown. */
export function repositoryPath(path: string, directory: string): string | undefined {
  if (path.includes('$') || /^\w+:/.test(path)) return undefined
  if (path === repositoryRoot) return '.'
  if (path.startsWith(`${repositoryRoot}/`)) return cleanPath(path.slice(repositoryRoot.length + 1))
  return path.startsWith('/') ? undefined : cleanPath(`${directory}/${path}`)
}

/** The parameters of a build command, with paths as on the command line. A value with a `$` is unknown. */
export interface BuildFlags {
  readonly context: string
  readonly file?: string | undefined
  readonly target?: string | undefined
  /** `NAME=value`, or `NAME` for a variable of the environment. */
  readonly args: readonly string[]
  /** Arguments whose values are known even if they contain a `$`. */
  readonly knownArgs?: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly contexts: Readonly<Record<string, NamedContext>>
  readonly cacheFrom?: readonly string[]
  readonly pushed: boolean
}

function knownCaches({ cacheFrom = [] }: BuildFlags): Pick<NamedBuild, 'cacheFrom'> {
  const known = cacheFrom.filter((entry) => entry !== '' && !entry.includes('$'))
  return known.length === 0 ? {} : { cacheFrom: known }
}

/**
 * The build of a command in a directory; undefined if it needs a path or a stage that is only known at run time.
 *
 * @param environment values of arguments without a value
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
    ...(Object.keys(given.contexts).length === 0 ? {} : { contexts: given.contexts }),
    by,
  }
}
