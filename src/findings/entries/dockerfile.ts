/** Images of the app's own Dockerfile: which are measured, and which are not. */
import * as z from 'zod'
import { linkageKinds } from '../../model/image.ts'
import { magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import { notDerivedMessage, notDerivedSchema } from '../not-derived.ts'
import { codes } from '../subject.ts'

const libc = optional(z.enum(['glibc', 'musl', 'other']))
const kind = z.enum(linkageKinds)

export const dockerfileEntries = {
  'dockerfile/not-used': entry({
    verdicts: ['warn'],
    title: 'dockerfile not used',
    params: readonlyObject({
      dockerfile: text,
      /** Import path of the main package. */
      main: text,
      /** Why, in a sentence of who read it. */
      detail: text,
    }),
    message: ({ dockerfile, main, detail }) =>
      `The image of ${dockerfile} is not measured: ${detail}. linkgate uses the built-in image instead, with \`${main}\` built on this machine`,
    fix: () =>
      'name the Dockerfile that builds it as `build: { dockerfile: … }` in .github/linkgate.yml, or `build: { dockerfile: false }` to measure the built-in image without this warning',
  }),

  'dockerfile/ineffective-env': entry({
    verdicts: ['warn'],
    title: 'set for nobody',
    params: readonlyObject({
      dockerfile: text,
      line: magnitude,
      /** Of CGO_ENABLED. */
      value: text,
      /** The shell does not export it; else its shell ends with that RUN. */
      unexported: z.boolean(),
      shipped: kind,
    }),
    message: ({ dockerfile, line, value, unexported, shipped }) =>
      `\`CGO_ENABLED=${value}\` in line ${line} of ${dockerfile} sets nothing that \`go build\` sees (${unexported ? 'the shell does not export it' : 'its shell ends with that RUN'}): what is shipped is ${shipped}`,
    fix: ({ value }) =>
      `write \`ENV CGO_ENABLED=${value}\` before that line, or put it directly in front of \`go build\``,
  }),

  'dockerfile/mode-not-listed': entry({
    verdicts: ['warn'],
    title: 'shipped mode',
    params: readonlyObject({
      dockerfile: text,
      shipped: kind,
      because: z.discriminatedUnion('kind', [
        /** The mode that would have it follows keys that are for `go build`. */
        readonlyObject({ kind: z.literal('own-keys'), keys: z.array(text).readonly(), link: kind }),
        /** None of these modes is linked so. */
        readonlyObject({ kind: z.literal('no-mode'), modes: z.array(text).readonly() }),
      ]),
    }),
    message({ dockerfile, shipped, because }, { mode = '' }) {
      const holds = `The image of ${dockerfile} as it is holds a ${shipped} program`
      return because.kind === 'own-keys'
        ? `${holds}, and mode \`${mode}\` has ${codes(because.keys)} of its own, which are for \`go build\`: what is shipped is in no column`
        : `${holds}, and none of the modes here (${because.modes.join(', ')}) is that: what is shipped is in no column`
    },
    fix: ({ because }) =>
      because.kind === 'own-keys'
        ? `leave them out of the mode, or add one with \`link: ${because.link}\` and without them, in .github/linkgate.yml`
        : 'add the mode that it is under `modes` in .github/linkgate.yml',
  }),

  'dockerfile/mode-changed': entry({
    verdicts: ['warn'],
    title: 'shipped mode changed',
    params: readonlyObject({ from: readonlyObject({ kind, libc }), to: readonlyObject({ kind, libc }) }),
    message: ({ from, to }) =>
      `What is shipped changes from ${linkageText(from)} to ${linkageText(to)}: each column compares images linked in one way, so neither shows the step between them`,
    fix: () => 'compare the column that was shipped at base with the one that is shipped now',
  }),

  'dockerfile/not-derived': entry({
    verdicts: ['warn', 'pass'],
    title: 'not derived',
    params: readonlyObject({ why: notDerivedSchema }),
    message: ({ why }, { mode = '' }) =>
      `Mode \`${mode}\` is measured in the built-in image, not in an image of the Dockerfile: ${notDerivedMessage(why)}`,
  }),

  'dockerfile/needs-repository': entry({
    verdicts: ['pass'],
    title: 'built with .git',
    params: readonlyObject({ dockerfile: text }),
    message: ({ dockerfile }) =>
      `${dockerfile} does not build without \`.git\`, so base and head were each built with a copy of the repository at its commit. A version or commit that the build reads from it may differ between them`,
  }),

  'dockerfile/labelled': entry({
    verdicts: ['pass'],
    title: 'label added',
    params: readonlyObject({ dockerfile: text, label: text, builder: z.enum(['legacy', 'podman']) }),
    message: ({ dockerfile, label, builder }) =>
      `The images of ${dockerfile} have the files of your own build, but another ID: ${builder === 'podman' ? 'Podman' : "Docker's legacy builder"} leaves an image of every step, and linkgate adds the label \`${label}\` to each stage to find and remove them`,
    fix: ({ builder }) =>
      builder === 'podman'
        ? 'nothing has to be done; with Docker and BuildKit, linkgate adds no label'
        : 'install docker-buildx, or add docker/setup-buildx-action before linkgate: with BuildKit, linkgate adds no label',
  }),

  'dockerfile/settings-unused': entry({
    verdicts: ['pass'],
    title: 'settings of go build',
    params: readonlyObject({
      /** Keys of the configuration, such as `build.tags`. */
      keys: z.array(text).readonly(),
    }),
    message: ({ keys }) =>
      `What ${keys.map((key) => `\`${key}\``).join(' and ')} ${keys.length > 1 ? 'say' : 'says'} is for \`go build\` on this machine: an image of a Dockerfile is built with what stands there`,
  }),
} as const

function linkageText({ kind, libc }: { readonly kind: string; readonly libc?: string }): string {
  return libc === undefined ? kind : `${kind} (${libc})`
}
