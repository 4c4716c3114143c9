/** The key `build` of the configuration: what is compiled, and with which Dockerfile. */
import * as z from 'zod'
import { cleanPath } from '../common/paths.ts'
import { isWithheld } from '../common/secrets/names.ts'
import { environment, list } from './values.ts'

/** A secret of BuildKit, for `RUN --mount=type=secret,id=…`. */
export interface Secret {
  readonly id: string
  /** The variable or file with the value; paths are relative to the root of the repository. */
  readonly from: { readonly env: string } | { readonly file: string }
}

/** Options of the configuration for the Dockerfile. */
export interface DockerfileOptions {
  /** Path relative to the root of the repository; false for the built-in image, absent if linkgate detects it. */
  readonly dockerfile?: string | false
  /** Directory relative to the root of the repository. */
  readonly context?: string
  /** Name of the stage of the production image. */
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  readonly secrets: readonly Secret[]
  /** Values of `docker build --ssh`: `default`, or `id=socket or key`. */
  readonly ssh: readonly string[]
}

/** External caches of BuildKit: values of `docker buildx build --cache-from` and `--cache-to`. */
export interface BuildCacheOptions {
  /** Absent for the caches that builds in files of the repository read. */
  readonly from?: readonly string[]
  readonly to: readonly string[]
}

const inRepository = 'use a path inside the repository, relative to its root'

export const dockerfileOption = z.union([z.string(), z.boolean()]).transform((given, context) => {
  if (given === false || given === 'built-in') return false
  const path = given === true ? undefined : cleanPath(given)
  if (path !== undefined && path !== '.') return path
  context.addIssue({
    code: 'custom',
    message:
      given === true
        ? '`true` is not valid: use the path of the Dockerfile, or `false` for the built-in image, or omit the key'
        : `${inRepository}, such as deploy/Dockerfile, or \`false\` for the built-in image`,
  })
  return z.NEVER
})

export const directory = z.string().transform((given, context) => {
  const path = cleanPath(given)
  if (path !== undefined) return path
  context.addIssue({ code: 'custom', message: `${inRepository}, such as \`.\`` })
  return z.NEVER
})

const secret = z
  .strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name consists of letters, digits and `_`')
      .refine((name) => !isWithheld(name), {
        message:
          'linkgate removes this variable from the build environment: pass its value under another name, with `env:` in the workflow',
      })
      .optional()
      .describe('Environment variable with the value.'),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('File with the value; a relative path starts at the root of the repository.'),
  })
  .refine(({ env, file }) => (env === undefined) !== (file === undefined), {
    message: 'a secret needs exactly one source: `env` or `file`',
  })

const secrets = z
  .record(z.string().regex(/^[\w.-]+$/, 'a secret id consists of letters, digits, `.`, `_` and `-`'), secret)
  .transform((given) =>
    Object.entries(given).map(
      ([id, { env, file }]): Secret => ({ id, from: env === undefined ? { file: file ?? '' } : { env } }),
    ),
  )

const ssh = z
  .union([z.boolean(), z.string(), z.array(z.string())])
  .transform((given) => (given === true ? ['default'] : given === false ? [] : [given].flat()))
  .refine((given) => given.every((one) => /^\w[\w.-]*(=\S+)?$/.test(one)), {
    message: 'use `default` for the SSH agent, or `id=path` of a socket or key',
  })

/** Whether an entry sets another cache service or token, which is rejected because buildx would send the runner's token there. */
function redirectsCacheService(entry: string): boolean {
  return /gha/i.test(entry) && /(?:url|url_v2|token)"?\s*=/i.test(entry)
}

const cacheEntries = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat())
  .refine((given) => given.every((one) => /^[^\s=,][^\s]*$/.test(one)), {
    message: 'use entries such as `type=gha,scope=linkgate` or `type=registry,ref=IMAGE`',
  })
  .refine((given) => !given.some(redirectsCacheService), {
    message: "remove `url` and `token` of `type=gha`: linkgate passes those of the runner's cache service",
  })

export const stage = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'a stage is a number, or a name of letters, digits, `.`, `_` and `-`')

export const notForBuiltIn =
  'this key needs a Dockerfile, but `dockerfile` selects the built-in image: remove one of the two'

/** Keys that only apply to a Dockerfile. */
const ofDockerfile = [
  'context',
  'target',
  'build-args',
  'secrets',
  'ssh',
  'compile-caches',
  'skip-unchanged',
  'cache-from',
  'cache-to',
] as const

export const buildSchema = z
  .strictObject({
    main: z
      .string()
      .optional()
      .describe('The main package, such as ./cmd/api. Default: the one that imports Gin.'),
    tags: list
      .optional()
      .describe('Build tags of `go build`. They have no effect on images of a Dockerfile.'),
    ldflags: z
      .string()
      .optional()
      .describe('Linker flags of `go build`. They have no effect on images of a Dockerfile. Default: -s -w.'),
    relink: z
      .boolean()
      .optional()
      .describe(
        'Whether linkgate reads from the linker why new modules are linked and whether unused methods are left out. It links the program once more to measure their size. Only for the built-in image. Default: true.',
      ),
    'keep-results': z
      .boolean()
      .optional()
      .describe(
        'Whether linkgate keeps what it computed from programs for the next run: attributions, what it linked again, and on your machine also programs. Default: true.',
      ),
    prepare: z
      .string()
      .regex(/\S/, 'write a command, such as `go generate ./...`')
      .optional()
      .describe('Shell command that runs at the root of each revision before the build.'),
    dockerfile: dockerfileOption
      .optional()
      .describe(
        'Path of the Dockerfile, or false (also `built-in`) for the built-in image. Default: the Dockerfile of the app, if there is one.',
      ),
    context: directory
      .optional()
      .describe('Build context of the Dockerfile. Default: the directory with the files that it copies.'),
    target: stage
      .optional()
      .describe(
        'Stage of the production image. Default: the stage that other files of the repository build, or the last one.',
      ),
    'build-args': environment.optional().describe('Build arguments of the Dockerfile.'),
    secrets: secrets
      .optional()
      .describe(
        'Secrets of the Dockerfile, by id: each from `env` or from `file`. linkgate masks their values in its output.',
      ),
    ssh: ssh
      .optional()
      .describe(
        'SSH for the Dockerfile: true for the default agent, or a list of ids with their sockets or keys.',
      ),
    'compile-caches': z
      .boolean()
      .optional()
      .describe(
        'Whether linkgate adds cache mounts for GOCACHE and GOMODCACHE to stages that compile Go, and sets GOGC for `go build`. Base, head and all modes then share what they compile. Only with BuildKit. Default: true.',
      ),
    'skip-unchanged': z
      .boolean()
      .optional()
      .describe(
        'Whether linkgate builds only one image, and starts nothing, if base and head of a pull request give the builder the same inputs. Default: true.',
      ),
    'cache-from': cacheEntries
      .optional()
      .describe(
        'BuildKit caches to read, as for `docker buildx build --cache-from`. An empty list reads none. Default: those that the build in your workflow, bake file or compose file reads, as far as they can help.',
      ),
    'cache-to': cacheEntries
      .optional()
      .describe(
        'BuildKit caches to write, as for `docker buildx build --cache-to`: the first image of the Dockerfile writes them. Default: none.',
      ),
  })
  .superRefine((given, context) => {
    if (given.dockerfile !== false) return
    for (const key of ofDockerfile.filter((one) => given[one] !== undefined)) {
      context.addIssue({ code: 'custom', path: [key], message: notForBuiltIn })
    }
  })

/** Options of the configuration for the Dockerfile, with defaults. */
export function dockerfileOptions(given: z.infer<typeof buildSchema> | undefined): DockerfileOptions {
  const { dockerfile, context, target } = given ?? {}
  return {
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(context === undefined ? {} : { context }),
    ...(target === undefined ? {} : { target }),
    buildArgs: given?.['build-args'] ?? {},
    secrets: given?.secrets ?? [],
    ssh: given?.ssh ?? [],
  }
}
