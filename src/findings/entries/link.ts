/** How a program is linked: other than its mode says, or other than at base. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { entry, statePhrase } from '../entry.ts'
import { modeNotAchievedFix, modeNotAchievedMessage, modeNotAchievedSchema } from '../mode-not-achieved.ts'
import { namedImageSchema, namedImageText } from '../named-image.ts'
import { codes, severalModes as modes, revisionAndMode, revisionName } from '../subject.ts'

const libcs = ['glibc', 'musl', 'other'] as const

const libcName = (libc: (typeof libcs)[number]) => (libc === 'other' ? 'another C library' : libc)

/** Releases by their glibc, as people know the systems that run containers. */
const releases: readonly { readonly name: string; readonly glibc: string }[] = [
  { name: 'Amazon Linux 2', glibc: '2.26' },
  { name: 'RHEL 8', glibc: '2.28' },
  { name: 'Debian 11', glibc: '2.31' },
  { name: 'RHEL 9', glibc: '2.34' },
  { name: 'Ubuntu 22.04', glibc: '2.35' },
  { name: 'Debian 12', glibc: '2.36' },
  { name: 'Ubuntu 24.04', glibc: '2.39' },
  { name: 'Debian 13', glibc: '2.41' },
]

/** Of two versions with dots between their numbers. */
export function isNewerVersion(one: string, other: string): boolean {
  const [a = [], b = []] = [one, other].map((version) => version.split('.').map(Number))
  const index = a.findIndex((part, at) => part !== (b[at] ?? 0))
  return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0)
}

export const linkEntries = {
  'link/mode-not-achieved': entry({
    verdicts: ['fail', 'pass'],
    title: 'mode not achieved',
    params: readonlyObject({
      not: modeNotAchievedSchema,
      /** What the configuration names for the mode: nothing stands in for that. */
      named: optional(namedImageSchema),
    }),
    message: ({ not, named }, { revision }) =>
      `${revisionName(revision)}: ${modeNotAchievedMessage(not)}${named === undefined ? '' : `. The configuration names ${namedImageText(named)} for it`}`,
    fix: ({ not, named }) =>
      `${modeNotAchievedFix(not)}${named === undefined ? '' : `; or name another image under \`modes: { ${not.mode}: … }\` in .github/linkgate.yml`}`,
    headline: statePhrase((modes) =>
      modes === '' ? 'no mode is what it claims' : `${modes} is not what it claims`,
    ),
  }),

  'link/libc-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'libc changed',
    params: readonlyObject({
      /** Absent: none. */
      from: optional(z.enum(libcs)),
      /** What head needs; absent: none any more. */
      to: optional(
        readonlyObject({
          libc: z.enum(libcs),
          needed: z.array(text).readonly(),
          glibc: optional(text),
          interpreter: optional(text),
        }),
      ),
      modes,
    }),
    message({ from, to, modes }, about) {
      const subject = revisionAndMode(about, modes)
      const was = from === undefined ? 'needed no C library' : `was linked against ${libcName(from)}`
      if (to === undefined) return `${subject} needs no C library any more; base ${was}`
      const parts = [
        ...to.needed.map((name) => `\`${name}\``),
        ...(to.glibc === undefined ? [] : [`GLIBC_${to.glibc}`]),
      ]
      const needs = parts.length === 0 ? '' : ` (${parts.join(', ')})`
      return `${subject} is linked against ${libcName(to.libc)}${needs}; base ${was}. An image that has no \`${to.interpreter ?? libcName(to.libc)}\` ends it with \`no such file or directory\` before its first line`
    },
    fix({ from, to }) {
      if (to === undefined) return undefined
      return from === undefined
        ? 'look for what brought in cgo or `-buildmode=pie`, or ship the C library with it'
        : `build it where base was built, or change the base image to one with ${libcName(to.libc)} in every place that runs it`
    },
  }),

  'link/library-added': entry({
    verdicts: ['warn'],
    title: 'new library',
    params: readonlyObject({
      libraries: z.array(text).readonly(),
      /** The image of head lacks one of them. */
      missing: z.boolean(),
      modes,
    }),
    message: ({ libraries, missing, modes }, about) =>
      `${revisionAndMode(about, modes)} needs ${codes(libraries)}, which base did not need. ${missing ? 'Its image lacks it' : 'Its image has it'}; wherever it is missing the binary ends with \`error while loading shared libraries\` before its first line`,
    fix: () => 'make sure that every image and host that runs it has the library, or link statically',
  }),

  'link/glibc-raised': entry({
    verdicts: ['warn'],
    title: 'glibc raised',
    params: readonlyObject({ from: text, to: text, modes }),
    message({ from, to, modes }, about) {
      const lost = releases.filter(({ glibc }) => !isNewerVersion(from, glibc) && isNewerVersion(to, glibc))
      return `${revisionAndMode(about, modes)} needs GLIBC_${to}, base needed GLIBC_${from}: on anything older it ends with \`version 'GLIBC_${to}' not found\`${lost.length > 0 ? `, now also on ${lost.map(({ name }) => name).join(', ')}` : ''}`
    },
    fix: () => 'build on a system that is no newer than the oldest one it runs on, or link statically',
  }),

  'link/static-with-cgo': entry({
    verdicts: ['pass'],
    title: 'static with cgo',
    params: readonlyObject({
      /** Import paths of those that do not work without cgo. */
      packages: z.array(text).readonly(),
      tags: z.array(text).readonly(),
      ldflags: text,
    }),
    message: ({ packages, tags, ldflags }, { mode = '', revision }) =>
      `${revision === undefined ? 'Mode' : `${revisionName(revision)}, mode`} \`${mode}\` has C code linked in statically, because ${codes(packages)} ${packages.length === 1 ? 'does' : 'do'} not work without cgo: it is built with \`CGO_ENABLED=1 go build -tags=${tags.join(',')} -ldflags="${ldflags}"\` instead of \`CGO_ENABLED=0\``,
  }),

  'link/static-loading': entry({
    verdicts: ['warn', 'pass'],
    title: 'loads libraries',
    params: readonlyObject({ functions: z.array(text).readonly() }),
    message: ({ functions }, about) =>
      `${revisionAndMode(about)} is static, and its C code calls ${codes(functions)}, for which glibc loads shared libraries at run time: they must be in the image, in the version that it was linked with`,
    fix: () =>
      'leave out the C code that calls them, link against musl (`env: { CC: musl-gcc }`), or ship the dynamic program',
  }),
} as const
