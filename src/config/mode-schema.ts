/** What the configuration says of one mode: how its program is linked, and where its image comes from. */
import * as z from 'zod'
import { directory, dockerfileOption, notForBuiltIn, stage } from './build-schema.ts'
import { builtInModeNames, goKeys } from './built-in-modes.ts'
import { environment, list } from './values.ts'

const reference = z
  .string()
  .regex(/^[a-z0-9][\w.:/@-]*$/, 'an image has a name such as `debian:bookworm-slim`')
  .refine((name) => name !== 'scratch', {
    message: 'the built-in image is on nothing as it is: leave `base-image` away',
  })

/** Keys that only a Dockerfile has a use for. */
const ofDockerfile = ['context', 'target', 'build-args'] as const

export const modeOptions = z
  .strictObject({
    link: z.enum(builtInModeNames).optional().describe('The built-in mode that this one starts from.'),
    tags: list.optional().describe('Build tags, besides those of `build`.'),
    env: environment.optional().describe('Environment of go build.'),
    ldflags: z.string().optional().describe('Linker flags, instead of those of `build`.'),
    dockerfile: dockerfileOption
      .optional()
      .describe('Path of the Dockerfile that gives this mode, as it is; or false for the built-in image.'),
    context: directory.optional().describe('Directory that it is built in, instead of that of `build`.'),
    target: stage.optional().describe('Stage of the Dockerfile that gives this mode.'),
    'build-args': environment
      .optional()
      .describe('Build arguments with which the Dockerfile gives this mode, besides those of `build`.'),
    'base-image': reference
      .optional()
      .describe('Image that the built-in image of this mode is based on. Default: none.'),
  })
  .superRefine((given, context) => {
    const add = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
    const named = ofDockerfile.filter((key) => given[key] !== undefined)
    if (given.dockerfile === false) for (const key of named) add(key, notForBuiltIn)
    if (given.dockerfile === false) return
    const [asks] = [...(given.dockerfile === undefined ? [] : ['dockerfile']), ...named]
    if (asks === undefined) return
    if (given['base-image'] !== undefined) {
      add(
        'base-image',
        `this is for the built-in image, and \`${asks}\` asks for one of a Dockerfile, which names its own: keep one of the two`,
      )
    }
    for (const key of goKeys.filter((one) => given[one] !== undefined)) {
      add(
        key,
        `this is for \`go build\` on this machine, and \`${asks}\` asks for an image of a Dockerfile, which calls Go by itself: write it there, or leave \`${asks}\` away`,
      )
    }
  })
export type ModeOptions = z.infer<typeof modeOptions>
