/** The part `build` of the configuration: what is compiled, and with which Dockerfile. */
import * as z from 'zod'
import { cleanPath } from '../common/paths.ts'
import { environment, list } from './values.ts'

/** A secret of BuildKit, as `RUN --mount=type=secret,id=…` takes it. */
export interface Secret {
  readonly id: string
  /** The variable or the file that it is read from; a relative path starts at the root of the repository. */
  readonly from: { readonly env: string } | { readonly file: string }
}

/** What the configuration says of the Dockerfile. */
export interface DockerfileOptions {
  /** Path from the root of the repository; false: the built-in image; absent: found out. */
  readonly dockerfile?: string | false
  /** Directory from the root of the repository. */
  readonly context?: string
  /** Name of the stage that is shipped. */
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  readonly secrets: readonly Secret[]
  /** As `docker build --ssh` takes them: `default`, or `id=socket or key`. */
  readonly ssh: readonly string[]
}

const inRepository = 'give a path inside the repository, from its root'

export const dockerfileOption = z.union([z.string(), z.boolean()]).transform((given, context) => {
  if (given === false || given === 'built-in') return false
  const path = given === true ? undefined : cleanPath(given)
  if (path !== undefined && path !== '.') return path
  context.addIssue({
    code: 'custom',
    message:
      given === true
        ? '`true` says nothing: give the path of the Dockerfile, `false` for the built-in image, or leave the key away'
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

// as they are left out of the environment of everything that is built, there would be nothing to read
const withheld = /^(GITHUB_TOKEN$|ACTIONS_|INPUT_)/

const secret = z
  .strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable is made of letters, digits and `_`')
      .refine((name) => !withheld.test(name), {
        message:
          'this variable is kept from everything that is built: pass the value on under a name of its own, with `env:` in the workflow',
      })
      .optional()
      .describe('Variable of the environment that it is read from.'),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('File that it is read from; a relative path starts at the root of the repository.'),
  })
  .refine(({ env, file }) => (env === undefined) !== (file === undefined), {
    message: 'a secret comes from one place: `env` or `file`',
  })

const secrets = z
  .record(
    z.string().regex(/^[\w.-]+$/, 'the id of a secret is made of letters, digits, `.`, `_` and `-`'),
    secret,
  )
  .transform((given) =>
    Object.entries(given).map(
      ([id, { env, file }]): Secret => ({ id, from: env === undefined ? { file: file ?? '' } : { env } }),
    ),
  )

const ssh = z
  .union([z.boolean(), z.string(), z.array(z.string())])
  .transform((given) => (given === true ? ['default'] : given === false ? [] : [given].flat()))
  .refine((given) => given.every((one) => /^\w[\w.-]*(=\S+)?$/.test(one)), {
    message: 'give `default` for the SSH agent, or `id=path` of a socket or a key',
  })

export const stage = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'a stage has a name of letters, digits, `.`, `_` and `-`, or a number')

export const notForBuiltIn =
  'this is for a Dockerfile, and `dockerfile` asks for the built-in image: keep one of the two'

/** Keys that only a Dockerfile has a use for. */
const ofDockerfile = ['context', 'target', 'build-args', 'secrets', 'ssh'] as const

export const buildSchema = z
  .strictObject({
    main: z.string().optional().describe('The main package, such as ./cmd/api. Default: discovered.'),
    tags: list.optional().describe('Build tags of `go build`; a Dockerfile has its own.'),
    ldflags: z
      .string()
      .optional()
      .describe('Linker flags of `go build`; a Dockerfile has its own. Default: -s -w.'),
    prepare: z
      .string()
      .regex(/\S/, 'give a command, such as `go generate ./...`')
      .optional()
      .describe('Command for the shell, run at the root of each revision before it is built.'),
    dockerfile: dockerfileOption
      .optional()
      .describe(
        "Path of the Dockerfile, or false (also `built-in`) for the built-in image. Default: the app's own if there is one.",
      ),
    context: directory
      .optional()
      .describe('Directory that the Dockerfile is built in. Default: the one that has what it copies.'),
    target: stage
      .optional()
      .describe(
        'Stage of the Dockerfile that is shipped. Default: as other files of the repository build it, else the last one.',
      ),
    'build-args': environment.optional().describe('Build arguments of the Dockerfile.'),
    secrets: secrets
      .optional()
      .describe(
        'Secrets of the Dockerfile, by id: each from `env` or from `file`. Their values are masked in everything that linkgate shows.',
      ),
    ssh: ssh
      .optional()
      .describe(
        'SSH for the Dockerfile: true for the default agent, or a list of ids with their sockets or keys.',
      ),
  })
  .superRefine((given, context) => {
    if (given.dockerfile !== false) return
    for (const key of ofDockerfile.filter((one) => given[one] !== undefined)) {
      context.addIssue({ code: 'custom', path: [key], message: notForBuiltIn })
    }
  })

/** What the configuration says of the Dockerfile, with nothing left out. */
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
