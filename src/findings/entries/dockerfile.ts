/** Findings about images of the app's own Dockerfile. */

import * as z from 'zod'
import { enumerate, plural } from '../../common/english.ts'
import { linkageKinds } from '../../model/image.ts'
import { formatSize } from '../../model/quantity.ts'
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
      /** A sentence with the reason. */
      detail: text,
      /** It copies a program from the context, which an earlier command may compile. */
      isCopied: optional(z.literal(true)),
    }),
    message: ({ dockerfile, main, detail }) =>
      `The image of ${dockerfile} is not measured: ${detail}. linkgate measures the built-in image instead, with \`${main}\` built on this machine.`,
    fix: ({ isCopied }) =>
      isCopied === true
        ? 'set `build: { prepare: … }` in .github/linkgate.yml to the command that compiles this program, such as `make build`. If you do not ship this image, set `build: { dockerfile: … }` to another Dockerfile, or to `false`.'
        : 'set `build: { dockerfile: … }` in .github/linkgate.yml to the Dockerfile that builds the app, or to `false` to measure the built-in image without this warning',
  }),

  'dockerfile/no-builder': entry({
    verdicts: ['warn'],
    title: 'no builder',
    params: readonlyObject({ dockerfile: text }),
    message: ({ dockerfile }) =>
      `The image of ${dockerfile} is not measured: the embedded engine finds no builder of Dockerfiles on this machine. linkgate measures the built-in image instead, with the program built on this machine.`,
    fix: () =>
      'run linkgate on a machine with Docker, Podman or Buildah, or set `BUILDKIT_HOST` to a BuildKit daemon. To measure the built-in image without this warning, set `build: { dockerfile: false }` in .github/linkgate.yml.',
  }),

  'dockerfile/other-platform': entry({
    verdicts: ['warn'],
    title: 'no image for a platform',
    params: readonlyObject({
      dockerfile: text,
      line: magnitude,
      platform: text,
      /** `runs`: it runs programs of that platform. `fixed`: it builds for one fixed platform. */
      because: z.enum(['runs', 'fixed']),
      /** The instruction that runs programs, or the fixed platform. */
      detail: text,
    }),
    message: ({ dockerfile, line, platform, because, detail }) => {
      const why =
        because === 'runs'
          ? `\`${detail}\` in line ${line} runs programs of ${platform}, which this machine cannot run`
          : `line ${line} builds for ${detail}`
      return `The image of ${dockerfile} is not measured for ${platform}: ${why}. linkgate measures the built-in image instead.`
    },
    fix: ({ because }) =>
      because === 'runs'
        ? 'compile in a stage that is `FROM --platform=$BUILDPLATFORM`, with `GOOS=$TARGETOS GOARCH=$TARGETARCH`, or register an emulator, for example with docker/setup-qemu-action'
        : 'use `$TARGETOS` and `$TARGETARCH` in the Dockerfile',
  }),

  'dockerfile/ineffective-env': entry({
    verdicts: ['warn'],
    title: 'ineffective variable',
    params: readonlyObject({
      dockerfile: text,
      line: magnitude,
      /** Value of CGO_ENABLED. */
      value: text,
      /** The shell does not export it; if false, the shell ends with that RUN. */
      unexported: z.boolean(),
      shipped: kind,
    }),
    message: ({ dockerfile, line, value, unexported, shipped }) =>
      `${dockerfile}:${line}: \`CGO_ENABLED=${value}\` has no effect on \`go build\`, because ${unexported ? 'the shell does not export it' : 'it ends with its RUN instruction'}. The program in the production image is ${shipped}.`,
    fix: ({ value }) =>
      `write \`ENV CGO_ENABLED=${value}\` before that line, or put the variable directly in front of \`go build\``,
  }),

  'dockerfile/mode-not-listed': entry({
    verdicts: ['warn'],
    title: 'mode not listed',
    params: readonlyObject({
      dockerfile: text,
      shipped: kind,
      because: z.discriminatedUnion('kind', [
        /** The matching mode sets keys that only `go build` follows. */
        readonlyObject({ kind: z.literal('own-keys'), keys: z.array(text).readonly(), link: kind }),
        /** None of these modes is linked that way. */
        readonlyObject({ kind: z.literal('no-mode'), modes: z.array(text).readonly() }),
      ]),
    }),
    message({ dockerfile, shipped, because }, { mode = '' }) {
      const holds = `The production image (${dockerfile}) is not in the table; its program is ${shipped}`
      return because.kind === 'own-keys'
        ? `${holds}, but mode \`${mode}\` sets ${codes(because.keys)}, which only \`go build\` on this machine follows`
        : `${holds}, and \`modes\` lists only ${codes(because.modes)}`
    },
    fix: ({ because }) =>
      because.kind === 'own-keys'
        ? `in .github/linkgate.yml, remove ${codes(because.keys)} from the mode, or add a mode with \`link: ${because.link}\` and without them`
        : 'add the mode of the production image under `modes` in .github/linkgate.yml',
  }),

  'dockerfile/mode-changed': entry({
    verdicts: ['warn'],
    title: 'production mode changed',
    params: readonlyObject({ from: readonlyObject({ kind, libc }), to: readonlyObject({ kind, libc }) }),
    message: ({ from, to }) =>
      `The program in the production image changes from ${linkageText(from)} to ${linkageText(to)}. Each column compares images of one mode, so no column shows this change.`,
    fix: () => 'compare base in the column of the old mode with head in the column of the new mode',
  }),

  'dockerfile/not-derived': entry({
    verdicts: ['warn', 'pass'],
    title: 'not derived',
    params: readonlyObject({ why: notDerivedSchema }),
    message: ({ why }, { mode = '' }) =>
      `Mode \`${mode}\` uses the built-in image, not the Dockerfile; ${notDerivedMessage(why)}`,
  }),

  'dockerfile/needs-repository': entry({
    verdicts: ['pass'],
    title: 'built with .git',
    params: readonlyObject({ dockerfile: text }),
    message: ({ dockerfile }) =>
      `${dockerfile} does not build without \`.git\`, so base and head were each built with a copy of the repository. A version or commit that the build reads from it may differ between base and head.`,
  }),

  'dockerfile/built-once': entry({
    verdicts: ['pass'],
    title: 'built once',
    params: readonlyObject({ dockerfile: text }),
    message: ({ dockerfile }) =>
      `${dockerfile}: base and head give the builder the same files and settings, so linkgate built the image once for both`,
  }),

  'dockerfile/caches-restored': entry({
    verdicts: ['pass'],
    title: 'compile caches restored',
    params: readonlyObject({
      bytes: magnitude,
      seconds: magnitude,
      /** Modules in the caches after the builds, and how many of these the builds downloaded. */
      modules: optional(readonlyObject({ downloaded: magnitude, all: magnitude })),
    }),
    message: ({ bytes, seconds, modules }) =>
      `The compile caches of an earlier run (${formatSize(bytes)}) were restored into the builder in ${seconds.toFixed(1)} s${modules === undefined ? '' : downloadedText(modules)}`,
  }),

  'dockerfile/labelled': entry({
    verdicts: ['pass'],
    title: 'label added',
    params: readonlyObject({ dockerfile: text, label: text, builder: z.enum(['legacy', 'podman']) }),
    message: ({ dockerfile, label, builder }) =>
      `The images of ${dockerfile} have the files of your own build, but another ID. ${builder === 'podman' ? 'Podman' : "Docker's legacy builder"} leaves an image of every step, and linkgate adds the label \`${label}\` to each stage to find and remove them.`,
    fix: ({ builder }) =>
      builder === 'podman'
        ? 'no action is needed; with Docker and BuildKit, linkgate adds no label, and all builds share what Go compiles'
        : 'install docker-buildx, or add docker/setup-buildx-action before linkgate: with BuildKit, linkgate adds no label, and all builds share what Go compiles',
  }),

  'dockerfile/caches-unused': entry({
    verdicts: ['pass'],
    title: 'built without compile caches',
    params: readonlyObject({ dockerfile: text }),
    message: ({ dockerfile }) =>
      `${dockerfile} does not build with the cache mounts that linkgate adds for GOCACHE and GOMODCACHE, so it was built without them. The numbers are the same; only the build takes longer.`,
    fix: () =>
      'no action is needed; to skip the first attempt, set `build: { compile-caches: false }` in .github/linkgate.yml',
  }),

  'dockerfile/caches-unsupported': entry({
    verdicts: ['pass'],
    title: 'build cache unsupported',
    params: readonlyObject({
      /** Values of `type=…`. */
      backends: z.array(text).readonly(),
    }),
    message: ({ backends }) =>
      `The builder does not support the BuildKit ${backends.length > 1 ? 'caches' : 'cache'} ${enumerate(backends.map((one) => `\`type=${one}\``))}, so linkgate built without ${backends.length > 1 ? 'them' : 'it'}. The numbers are the same; only the build takes longer.`,
    fix: () =>
      'add docker/setup-buildx-action before linkgate, or set `build: { cache-from: [], cache-to: [] }` in .github/linkgate.yml',
  }),

  'dockerfile/settings-unused': entry({
    verdicts: ['pass'],
    title: 'settings unused',
    params: readonlyObject({
      /** Keys of the configuration, such as `build.tags`. */
      keys: z.array(text).readonly(),
    }),
    message: ({ keys }) =>
      `${enumerate(keys.map((key) => `\`${key}\``))} ${keys.length > 1 ? 'have' : 'has'} no effect on images of the Dockerfile, which calls \`go build\` with its own flags`,
  }),
} as const

function linkageText({ kind, libc }: { readonly kind: string; readonly libc?: string }): string {
  return libc === undefined ? kind : `${kind} (${libc})`
}

function downloadedText({ downloaded, all }: { readonly downloaded: number; readonly all: number }): string {
  if (all === 0) return ''
  return `, and the builds downloaded ${downloaded === 0 ? 'none' : downloaded} of ${plural(all, 'module')}`
}
