/** Programs that are not linked as their mode promises, or differently than at base. */
import * as z from 'zod'
import { enumerate } from '../../common/english.ts'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { deadCodeFix, deadCodeMessage, deadCodeSchema } from '../dead-code.ts'
import { entry, statePhrase } from '../entry.ts'
import { modeNotAchievedFix, modeNotAchievedMessage, modeNotAchievedSchema } from '../mode-not-achieved.ts'
import { namedImageSchema, namedImageText } from '../named-image.ts'
import { codes, severalModes as modes, revisionAndMode, revisionName } from '../subject.ts'

const libcs = ['glibc', 'musl', 'other'] as const

const libcName = (libc: (typeof libcs)[number]) => (libc === 'other' ? 'another C library' : libc)

const presence = ({ length }: readonly string[], missing: boolean) =>
  missing
    ? `The image lacks ${length === 1 ? 'it' : 'at least one of them'}.`
    : `The image has ${length === 1 ? 'it' : 'them'}.`

/** Common distributions and the glibc of their releases. */
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

/** Compares dotted version numbers. */
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
      /** The image that the configuration sets for the mode, which has no fallback. */
      named: optional(namedImageSchema),
    }),
    message: ({ not, named }, { revision }) =>
      `${revisionName(revision)}: ${modeNotAchievedMessage(not)}${named === undefined ? '' : `. The configuration sets ${namedImageText(named)} for this mode.`}`,
    fix: ({ not, named }) =>
      `${modeNotAchievedFix(not)}${named === undefined ? '' : `; or set another image under \`modes: { ${not.mode}: … }\` in .github/linkgate.yml`}`,
    headline: statePhrase((modes) =>
      modes === '' ? 'no mode is linked as it promises' : `${modes} is not linked as it promises`,
    ),
  }),

  'link/libc-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'libc changed',
    params: readonlyObject({
      /** Absent if base needed no C library. */
      from: optional(z.enum(libcs)),
      /** What head needs; absent if it no longer needs a C library. */
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
      if (to === undefined) return `${subject}: the program no longer needs a C library; base ${was}`
      const parts = [
        ...to.needed.map((name) => `\`${name}\``),
        ...(to.glibc === undefined ? [] : [`GLIBC_${to.glibc}`]),
      ]
      const needs = parts.length === 0 ? '' : ` (${parts.join(', ')})`
      return `${subject}: the program is linked against ${libcName(to.libc)}${needs}; base ${was}. In an image without \`${to.interpreter ?? libcName(to.libc)}\`, the app does not start: \`no such file or directory\`.`
    },
    fix({ from, to }) {
      if (to === undefined) return undefined
      return from === undefined
        ? 'find the change that enabled cgo or `-buildmode=pie`, or ship the C library with the program'
        : `build on the system that base was built on, or use a base image with ${libcName(to.libc)} wherever the program runs`
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
      `${revisionAndMode(about, modes)}: the program needs ${codes(libraries)}, which base did not need. ${presence(libraries, missing)} Without ${libraries.length === 1 ? 'it' : 'them'}, the app does not start: \`error while loading shared libraries\`.`,
    fix: () =>
      'install the library in every image and on every host that runs the program, or link statically',
  }),

  'link/glibc-raised': entry({
    verdicts: ['warn'],
    title: 'glibc raised',
    params: readonlyObject({ from: text, to: text, modes }),
    message({ from, to, modes }, about) {
      const lost = releases.filter(({ glibc }) => !isNewerVersion(from, glibc) && isNewerVersion(to, glibc))
      return `${revisionAndMode(about, modes)}: the program needs GLIBC_${to}; base needed GLIBC_${from}. With an older glibc, the app does not start: \`version 'GLIBC_${to}' not found\`.${lost.length > 0 ? ` It no longer runs on ${enumerate(lost.map(({ name }) => name))}.` : ''}`
    },
    fix: () =>
      'build on a system that is not newer than the oldest one that the program runs on, or link statically',
  }),

  'link/hardening-lost': entry({
    verdicts: ['warn'],
    title: 'hardening lost',
    params: readonlyObject({
      /** Names and values as in the linkage table. */
      lost: z.array(readonlyObject({ fact: text, from: text, to: text })).readonly(),
      modes,
    }),
    message: ({ lost, modes }, about) =>
      `${revisionAndMode(about, modes)}: the program is less hardened than in base: ${lost.map(({ fact, from, to }) => `${fact} is \`${to}\` (base: \`${from}\`)`).join(', ')}`,
    fix: () =>
      'restore the build flags of base, such as `-buildmode=pie` or `-extldflags "-Wl,-z,relro,-z,now"`',
  }),

  'link/static-with-cgo': entry({
    verdicts: ['pass'],
    title: 'static with cgo',
    params: readonlyObject({
      /** Import paths of packages that do not work without cgo. */
      packages: z.array(text).readonly(),
      tags: z.array(text).readonly(),
      ldflags: text,
    }),
    message: ({ packages, tags, ldflags }, { mode = '', revision }) =>
      `${revision === undefined ? 'Mode' : `${revisionName(revision)}, mode`} \`${mode}\` is built with cgo and linked statically, because ${codes(packages)} ${packages.length === 1 ? 'does' : 'do'} not work without cgo. The command is \`CGO_ENABLED=1 go build -tags=${tags.join(',')} -ldflags="${ldflags}"\`.`,
  }),

  'link/static-loading': entry({
    verdicts: ['warn', 'pass'],
    title: 'loads libraries',
    params: readonlyObject({ functions: z.array(text).readonly() }),
    message: ({ functions }, about) =>
      `${revisionAndMode(about)}: the program is static, but its C code calls ${codes(functions)}, for which glibc loads shared libraries at run time. The image needs these libraries in the version of the build system.`,
    fix: () =>
      'remove the C code that calls them, link against musl (`env: { CC: musl-gcc }`), or ship the dynamic program',
  }),

  'link/dead-code-lost': entry({
    verdicts: ['warn'],
    title: 'dead code kept',
    params: deadCodeSchema,
    message: (params, about) => deadCodeMessage(params, about, true),
    fix: deadCodeFix,
  }),

  'link/dead-code-kept': entry({
    verdicts: ['pass'],
    title: 'dead code kept',
    params: deadCodeSchema,
    message: (params, about) => deadCodeMessage(params, about, false),
    fix: deadCodeFix,
  }),
} as const
