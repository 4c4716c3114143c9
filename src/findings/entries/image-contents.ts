/** Security-relevant files and settings of head's image that base's image does not have. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { severalModes as modes, revisionAndMode } from '../subject.ts'

const fileSchema = readonlyObject({
  path: text,
  /** Counted from 0 at the bottom. */
  layer: magnitude,
  /** A later layer removes or replaces it. */
  deleted: optional(z.literal(true)),
})
type AddedFile = z.infer<typeof fileSchema>

const files = { files: z.array(fileSchema).readonly(), more: magnitude, modes }

/** Separated by semicolons, because items contain commas. */
const named = (all: readonly AddedFile[], more: number) =>
  [
    ...all.map(
      ({ path, layer, deleted }) =>
        `\`${path}\` (layer ${layer + 1}${deleted === true ? ', removed later but still in the image' : ''})`,
    ),
    ...(more > 0 ? [`${more} more`] : []),
  ].join('; ')

export const imageContentsEntries = {
  'image/set-id-added': entry({
    verdicts: ['warn', 'pass'],
    title: 'new set-user-ID or set-group-ID program',
    params: readonlyObject(files),
    message: ({ files, more, modes }, about) =>
      `${revisionAndMode(about, modes)}: new set-user-ID or set-group-ID programs in the image: ${named(files, more)}`,
    fix: () => 'remove the bits where the file is added, such as with `COPY --chmod=755`',
  }),

  'image/writable-added': entry({
    verdicts: ['warn', 'pass'],
    title: 'new world-writable files',
    params: readonlyObject(files),
    message: ({ files, more, modes }, about) =>
      `${revisionAndMode(about, modes)}: new world-writable files or directories in the image: ${named(files, more)}`,
    fix: () => 'set the owner with `COPY --chown` or `chown` instead of a mode such as 777',
  }),

  'image/secret-added': entry({
    verdicts: ['warn'],
    title: 'possible secret in the image',
    params: readonlyObject(files),
    message: ({ files, more, modes }, about) =>
      `${revisionAndMode(about, modes)}: new files with names of secrets in the image: ${named(files, more)}`,
    fix: () =>
      'exclude the files in .dockerignore, or mount them while they are needed (`RUN --mount=type=secret`)',
  }),

  'image/runs-as-root': entry({
    verdicts: ['warn'],
    title: 'runs as root',
    params: readonlyObject({
      /** The user of base. */
      from: text,
      modes,
    }),
    message: ({ from, modes }, about) =>
      `${revisionAndMode(about, modes)}: the image runs as root, but base runs as user \`${from}\``,
    fix: () => 'set `USER` in the final stage of the Dockerfile',
  }),
} as const
