/** Run-time behavior that differs from base. */
import {
  allocatorSchema,
  certificatesSchema,
  resolverSchema,
  timeZonesSchema,
  userLookupSchema,
} from '../../model/runtime.ts'
import { readonlyObject } from '../../model/schema.ts'
import { entry } from '../entry.ts'
import {
  allocatorWords,
  certificateWords,
  resolverWords,
  type TopicWords,
  userWords,
  zoneWords,
} from '../runtime-words.ts'
import { severalModes as modes, revisionAndMode } from '../subject.ts'

const sides = (base: TopicWords, head: TopicWords) => `Base: ${base.full}. Head: ${head.full}.`

export const runtimeChangeEntries = {
  'runtime/resolver-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'resolver changed',
    params: readonlyObject({ from: resolverSchema, to: resolverSchema, modes }),
    message: ({ from, to, modes }, about) =>
      `${revisionAndMode(about, modes)}: host names are resolved differently than in base. ${sides(resolverWords(from), resolverWords(to))}`,
    fix: ({ to }) =>
      to.uses === 'libc'
        ? 'set `GODEBUG=netdns=go` in the image if host names must be resolved as before'
        : undefined,
  }),

  'runtime/users-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'user lookup changed',
    params: readonlyObject({ from: userLookupSchema, to: userLookupSchema, modes }),
    message: ({ from, to, modes }, about) =>
      `${revisionAndMode(about, modes)}: user names are looked up differently than in base. ${sides(userWords(from), userWords(to))}`,
    fix: ({ to }) =>
      to.uses === 'libc' && to.missing !== undefined
        ? 'install the libraries in the image, or build with `-tags osusergo`'
        : undefined,
  }),

  'runtime/certificates-changed': entry({
    verdicts: ['pass'],
    title: 'certificates changed',
    params: readonlyObject({ from: certificatesSchema, to: certificatesSchema, modes }),
    message: ({ from, to, modes }, about) =>
      `${revisionAndMode(about, modes)}: CA certificates come from a different place than in base. ${sides(certificateWords(from), certificateWords(to))}`,
  }),

  'runtime/time-zones-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'time zones changed',
    params: readonlyObject({ from: timeZonesSchema, to: timeZonesSchema, modes }),
    message: ({ from, to, modes }, about) =>
      `${revisionAndMode(about, modes)}: time zones come from a different place than in base. ${sides(zoneWords(from), zoneWords(to))}`,
    fix: ({ to }) =>
      to.from === 'none'
        ? 'build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image'
        : undefined,
  }),

  'runtime/allocator-changed': entry({
    verdicts: ['warn', 'pass'],
    title: 'allocator changed',
    params: readonlyObject({ from: allocatorSchema, to: allocatorSchema, modes }),
    message: ({ from, to, modes }, about) =>
      `${revisionAndMode(about, modes)}: memory of C code comes from a different allocator than in base. ${sides(allocatorWords(from), allocatorWords(to))}`,
  }),
} as const
