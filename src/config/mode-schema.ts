/** One mode in the configuration: how its program is linked, and where its image comes from. */
import * as z from 'zod'
import { buildmodes } from '../model/mode.ts'
import { directory, dockerfileOption, notForBuiltIn, stage } from './build-schema.ts'
import { builtInModeNames, goKeys } from './built-in-modes.ts'
import { environment, list } from './values.ts'

const reference = z
  .string()
  .regex(/^[a-z0-9][\w.:/@-]*$/, 'write the name of an image, such as `debian:bookworm-slim`')
  .refine((name) => name !== 'scratch', {
    message: 'the built-in image has no base by default: remove `base-image`',
  })

/** Keys that only apply to a Dockerfile. */
const ofDockerfile = ['context', 'target', 'build-args'] as const

export const modeOptions = z
  .strictObject({
    link: z.enum(builtInModeNames).optional().describe('The built-in mode that this mode is based on.'),
    tags: list.optional().describe('Build tags, in addition to those of `build`.'),
    env: environment.optional().describe('Environment of `go build`.'),
    ldflags: z.string().optional().describe('Linker flags, instead of those of `build`.'),
    gcflags: z.string().min(1).optional().describe('Compiler flags, as for `go build -gcflags`.'),
    buildmode: z
      .enum(buildmodes)
      .optional()
      .describe('Build mode, as for `go build -buildmode`. Default: that of `link`.'),
    dockerfile: dockerfileOption
      .optional()
      .describe(
        'Path of the Dockerfile that builds this mode without changes, or false for the built-in image.',
      ),
    context: directory.optional().describe('Build context, instead of that of `build`.'),
    target: stage.optional().describe('Stage of the Dockerfile that builds this mode.'),
    'build-args': environment
      .optional()
      .describe('Build arguments for this mode, in addition to those of `build`.'),
    'base-image': reference
      .optional()
      .describe('Base image of the built-in image of this mode. Default: none.'),
  })
  .superRefine((given, context) => {
    const add = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
    const named = ofDockerfile.filter((key) => given[key] !== undefined)
    if (given.dockerfile === false) for (const key of named) add(key, notForBuiltIn)
    if (given.dockerfile === false) return
    const [dockerfileKey] = [...(given.dockerfile === undefined ? [] : ['dockerfile']), ...named]
    if (dockerfileKey === undefined) return
    if (given['base-image'] !== undefined) {
      add(
        'base-image',
        `this key needs the built-in image, but \`${dockerfileKey}\` selects an image of a Dockerfile: remove one of the two`,
      )
    }
    for (const key of goKeys.filter((one) => given[one] !== undefined)) {
      add(
        key,
        `this key only affects \`go build\` on this machine, but \`${dockerfileKey}\` selects an image of a Dockerfile: set it in the Dockerfile, or remove \`${dockerfileKey}\``,
      )
    }
  })
export type ModeOptions = z.infer<typeof modeOptions>
