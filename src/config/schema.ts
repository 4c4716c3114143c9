/**
 * The configuration file, defined once: for validation and for the published JSON Schema. Values with units are strings here and
 * become numbers (bytes, milliseconds, shares) during validation.
 */
import * as z from 'zod'
import { cleanPath } from '../common/paths.ts'
import { metricBudgets, quantity } from './budget-schema.ts'
import { buildSchema } from './build-schema.ts'
import { builtInModeNames } from './built-in-modes.ts'
import { modeOptions } from './mode-schema.ts'
import { platformList } from './platforms.ts'
import { startEnvironment } from './values.ts'
import { vulnerabilitySchema } from './vulnerability-schema.ts'

const modeName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'a mode name consists of a-z, 0-9 and -')

const status = z
  .int()
  .min(100, 'an HTTP status is a number from 100 to 599')
  .max(599, 'an HTTP status is a number from 100 to 599')

const readiness = z
  .strictObject({
    http: z
      .string()
      .regex(/^\/\S*$/, 'a path starts with `/` and has no spaces')
      .optional()
      .describe('Ready when this path answers with a status below 400.'),
    status: z
      .union([status, z.array(status).nonempty()])
      .optional()
      .describe('The expected status of `http`, or a list of them, instead of any below 400.'),
    tcp: z
      .literal(true)
      .optional()
      .describe('Ready when the app accepts a connection; linkgate sends no request.'),
    log: z
      .string()
      .min(1)
      .optional()
      .describe('Ready when a line of the output matches this regular expression (RE2).'),
  })
  .refine(({ http, tcp, log }) => [http, tcp, log].filter((one) => one !== undefined).length === 1, {
    message: '`http`, `tcp` and `log` are mutually exclusive: keep one of them',
  })
  .refine(({ http, status: wanted }) => wanted === undefined || http !== undefined, {
    message: '`status` needs `http`: add the path of the request',
  })

/** Time limit of one start. */
export const defaultTimeoutMs = 30_000

export const configSchema = z.strictObject({
  version: z.literal(1).describe('Version of this file format.'),
  app: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, 'an app name consists of letters, digits, `.`, `_` and `-`')
    .optional()
    .describe(
      'Name in the comment. Default: the last part of the import path that is not generic (such as `cmd` or `server`), or the name of the repository.',
    ),
  build: buildSchema.optional(),
  modes: z
    .union([z.array(z.enum(builtInModeNames)), z.record(modeName, modeOptions.nullable())])
    .optional()
    .describe(
      'How to link: a list of built-in modes, or a map of names to options. Default: [static, dynamic].',
    ),
  reference: modeName
    .optional()
    .describe(
      'The mode that the others are compared with, in the table and by `over-reference`. Default: `static`, or the first mode whose name begins with `static`, or the first mode.',
    ),
  platforms: platformList
    .optional()
    .describe(
      'Platforms to build for, such as [linux/amd64, linux/arm64, windows/amd64]. The first one has the main table. Default: Linux on the processor of the runner.',
    ),
  startup: z
    .strictObject({
      args: z
        .array(z.string())
        .optional()
        .describe(
          'Arguments of the app. They replace those in CMD, as with `docker run IMAGE ARGS`; ENTRYPOINT and the program in CMD stay.',
        ),
      env: startEnvironment
        .optional()
        .describe(
          'Environment of the app. linkgate also sets PORT, unless it is set here; `PORT: null` leaves it unset. linkgate masks the values of variables with names like credentials.',
        ),
      ready: readiness.optional().describe('When the app is ready. Default: the first HTTP response.'),
      port: z
        .int()
        .min(1)
        .max(65535)
        .optional()
        .describe('Port that the app listens on. Default: detected; PORT is 8080 unless the image sets it.'),
      socket: z
        .string()
        .regex(
          /^[/@][^\0]+$/,
          'a Unix socket is a path that starts with `/`, or an abstract name that starts with `@`',
        )
        .optional()
        .describe('Unix socket that the app listens on. Default: detected.'),
      network: z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
          'a network is `host`, `none`, `services` or the name of a network',
        )
        .optional()
        .describe(
          'Network of the container: `host`, `none`, a name, or `services` for that of the service containers of the job. Default: a separate network.',
        ),
      files: z
        .record(
          z.string().regex(/^\/[^\0]*[^/\0]$/, 'a path in the image starts with `/`'),
          z.string().transform((given, context) => {
            const path = cleanPath(given)
            if (path !== undefined) return path
            context.addIssue({
              code: 'custom',
              message: 'use the path of a file or directory inside the repository, relative to its root',
            })
            return z.NEVER
          }),
        )
        .optional()
        .describe('Files of the repository to copy into the container, by their path in the container.'),
      timeout: quantity('ms')
        .refine(({ value }) => value > 0, 'the time must be greater than 0')
        .optional()
        .describe('Time limit of one start. Default: 30 s.'),
      'total-timeout': quantity('ms')
        .refine(({ value }) => value > 0, 'the time must be greater than 0')
        .optional()
        .describe(
          'Time limit of all starts together; linkgate judges the rounds that are complete by then. Default: 2 min, or 4 times `timeout` if that is longer.',
        ),
    })
    .refine(
      ({ timeout, 'total-timeout': total }) =>
        total === undefined || total.value >= (timeout?.value ?? defaultTimeoutMs),
      {
        path: ['total-timeout'],
        message: 'the time must be at least that of `timeout` (default: 30 s)',
      },
    )
    .refine(({ port, socket }) => port === undefined || socket === undefined, {
      message: '`port` and `socket` are mutually exclusive: keep one of them',
    })
    .optional(),
  budgets: z
    .strictObject(metricBudgets)
    .partial()
    .catchall(z.strictObject(metricBudgets).partial())
    .optional()
    .describe('Budgets by metric. Budgets under the name of a mode apply to that mode only.'),
  vulnerabilities: vulnerabilitySchema
    .optional()
    .describe(
      'Known vulnerabilities in functions that are linked into the programs. Default: linkgate does not look for them.',
    ),
})
export type ConfigFile = z.infer<typeof configSchema>

/** The published schema, for editors. */
export function configJsonSchema(): object {
  return {
    ...z.toJSONSchema(configSchema, { io: 'input' }),
    title: 'linkgate configuration, version 1',
  }
}
