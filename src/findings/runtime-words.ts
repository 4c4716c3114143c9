/** The wording of run-time behavior: a short form for tables, and a long one for findings. */
import { enumerate, plural } from '../common/english.ts'
import { shorten } from '../common/shorten.ts'
import type {
  Allocator,
  Certificates,
  Resolver,
  RuntimeBehavior,
  RuntimeTopic,
  TimeZones,
  UserLookup,
} from '../model/runtime.ts'

export const topicLabels: Readonly<Record<RuntimeTopic, string>> = {
  resolver: 'Host names',
  users: 'User names',
  certificates: 'CA certificates',
  timeZones: 'Time zones',
  allocator: 'Memory of C code',
}

export interface TopicWords {
  /** A few words. */
  readonly brief: string
  /** One or more noun phrases, without a full stop. */
  readonly full: string
}

/** undefined if the program has no code for it. */
export function topicWords(topic: RuntimeTopic, behavior: RuntimeBehavior): TopicWords | undefined {
  switch (topic) {
    case 'resolver':
      return behavior.resolver && resolverWords(behavior.resolver)
    case 'users':
      return behavior.users && userWords(behavior.users)
    case 'certificates':
      return behavior.certificates && certificateWords(behavior.certificates)
    case 'timeZones':
      return behavior.timeZones && zoneWords(behavior.timeZones)
    case 'allocator':
      return behavior.allocator && allocatorWords(behavior.allocator)
  }
}

const longestName = 100
const mostNames = 8

/** Names from an image or a program are untrusted text of any length. */
const quoted = (text: string) => `\`${shorten(text, longestName).replaceAll('`', "'")}\``

function quotedAll(names: readonly string[]): string {
  const left = names.length - mostNames
  const more = left > 0 ? [plural(left, 'other')] : []
  return enumerate([...names.slice(0, mostNames).map(quoted), ...more])
}

const libcName = (libc: 'glibc' | 'musl' | 'other') => (libc === 'other' ? 'the C library' : libc)

const withoutCgo = {
  'no-cgo': 'no cgo',
  netgo: 'build tag `netgo`',
  osusergo: 'build tag `osusergo`',
  GODEBUG: '`GODEBUG`',
} as const

const byLibc: Readonly<Record<Extract<Resolver, { uses: 'libc' }>['because'], string>> = {
  netcgo: 'build tag `netcgo`',
  GODEBUG: '`GODEBUG`',
  LOCALDOMAIN: '`LOCALDOMAIN` is set',
  RES_OPTIONS: '`RES_OPTIONS` is set',
  HOSTALIASES: '`HOSTALIASES` is set',
  nsswitch: '/etc/nsswitch.conf',
}

export function resolverWords(resolver: Resolver): TopicWords {
  switch (resolver.uses) {
    case 'go': {
      const because = withoutCgo[resolver.because]
      return { brief: `Go (${because})`, full: `Go's resolver, always (${because})` }
    }
    case 'go-or-libc': {
      const libc = libcName(resolver.libc)
      const isPartly = resolver.sources.length > 0
      const partly = isPartly
        ? `; ${libc} for some names (${quotedAll(resolver.sources)} in /etc/nsswitch.conf)`
        : ''
      return {
        brief: isPartly ? `Go, for some names ${libc}` : `Go, or ${libc} on request`,
        full: `Go's resolver${partly}; that of ${libc} if \`GODEBUG=netdns=cgo\`, \`LOCALDOMAIN\`, \`RES_OPTIONS\` or \`HOSTALIASES\` is set, or /etc/resolv.conf has an option that Go does not know`,
      }
    }
    case 'libc': {
      const { source } = resolver
      const because = `${byLibc[resolver.because]}${source === undefined ? '' : `: ${quoted(source)}`}`
      const libc = libcName(resolver.libc)
      return { brief: `${libc} (${because})`, full: `the resolver of ${libc} (${because})` }
    }
  }
}

export function userWords(users: UserLookup): TopicWords {
  if (users.uses === 'go') {
    const because = withoutCgo[users.because]
    return {
      brief: `Go (${because})`,
      full: `Go, from /etc/passwd and /etc/group (${because}); \`user.Current\` falls back to \`USER\` and \`HOME\``,
    }
  }
  const { libc, sources, missing = [] } = users
  const from =
    sources === undefined
      ? libc === 'musl'
        ? ' from /etc/passwd and /etc/group'
        : ''
      : ` from ${quotedAll(sources)}`
  const lacks = missing.length === 0 ? '' : `; the image lacks ${quotedAll(missing)}`
  return {
    brief: `${libcName(libc)}${missing.length === 0 ? '' : ', libraries missing'}`,
    full: `${libcName(libc)}${from}${lacks}`,
  }
}

export function certificateWords(found: Certificates): TopicWords {
  switch (found.from) {
    case 'image': {
      const more = found.fallback === true ? '; the program has its own for images without' : ''
      return { brief: quoted(found.path), full: `${quoted(found.path)} of the image${more}` }
    }
    case 'program':
      return { brief: 'in the program', full: 'those in the program' }
    case 'none':
      return { brief: 'none', full: 'none, so TLS connections of the app fail' }
  }
}

export function zoneWords(found: TimeZones): TopicWords {
  switch (found.from) {
    case 'image':
      return { brief: quoted(found.path), full: `${quoted(found.path)} of the image` }
    case 'program':
      return { brief: 'in the program', full: 'those in the program (`time/tzdata`)' }
    case 'none':
      return { brief: 'none', full: 'none, so `time.LoadLocation` fails' }
  }
}

const inside = {
  linked: 'linked in',
  library: 'shared library',
  LD_PRELOAD: '`LD_PRELOAD`',
} as const

export function allocatorWords(allocator: Allocator): TopicWords {
  if (allocator.uses === 'none') return { brief: 'no C code', full: 'no C code' }
  const { uses, by, packages } = allocator
  const how = by === undefined ? '' : ` (${inside[by]})`
  const name = uses === 'other' ? 'the C library' : uses
  const of = by === undefined ? `malloc of ${name}` : `${name}${how}`
  const lock = uses === 'musl' ? ', which has one lock for all threads' : ''
  const code = packages.length === 0 ? "Go's standard library alone" : quotedAll(packages)
  return { brief: `${name}${how}`, full: `${of}${lock}, for C code of ${code}` }
}
