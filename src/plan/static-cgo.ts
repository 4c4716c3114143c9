/** Static programs with C code: `CGO_ENABLED=0` cannot build them, so the C linker links them. */
import { withoutNameServices } from '../config/built-in-modes.ts'
import { extldflags, linkmodeSpans, staticSpans } from '../dockerfile/facts/ldflags.ts'
import type { Mode } from '../model/mode.ts'

/**
 * For a program whose `packages` do not work without cgo: a mode without cgo is linked statically by the C linker
 * instead, unless its configuration turns cgo off. All other modes and programs are unchanged.
 */
export function withCgo(mode: Mode, packages: readonly string[] = []): Mode {
  if (packages.length === 0 || mode.cgoIsOff === true || !isWithoutCgo(mode)) return mode
  return {
    ...mode,
    env: { ...mode.env, CGO_ENABLED: '1' },
    tags: [...new Set([...mode.tags, ...staticTags(packages)])],
    ldflags: externalLdflags(mode.ldflags, '-static'),
  }
}

/** The mode with the tags and flags for the C linker; a mode that does not use it is unchanged. */
export function withLinker(mode: Mode): Mode {
  const { external, tags, ldflags } = mode
  if (external === undefined) return mode
  return {
    ...mode,
    tags: [...new Set([...tags, ...external.tags])],
    ldflags: externalLdflags(ldflags, external.extldflags),
  }
}

function isWithoutCgo({ env, expects }: Mode): boolean {
  return env['CGO_ENABLED'] === '0' && expects.includes('static')
}

/**
 * Tags for Go's own resolver and user database, as without cgo: those of glibc load libraries at run time. So does
 * SQLite for its extensions, which a tag of its package excludes.
 */
function staticTags(packages: readonly string[]): readonly string[] {
  const isSqlite = packages.some((path) => /(?:^|\/)go-sqlite3$/.test(path))
  return [...withoutNameServices, ...(isSqlite ? ['sqlite_omit_load_extension'] : [])]
}

/** The flags, extended so that the C linker links everything statically. */
function externalLdflags(flags: string, wanted: '-static' | '-static-pie'): string {
  const linkmode = linkmodeSpans(flags).length > 0 ? [] : ['-linkmode=external']
  const field = extldflags(flags)
  if (field === undefined) return [flags, ...linkmode, `-extldflags=${wanted}`].join(' ').trim()
  const given = flags.slice(field.content.from, field.content.to)
  const words = given.split(/\s+/)
  if (words.includes(wanted) || words.includes(`-${wanted}`)) return [flags, ...linkmode].join(' ')
  const [other] = staticSpans(flags)
  // a program cannot be linked with both
  if (other !== undefined)
    return externalLdflags(`${flags.slice(0, other.from)}${flags.slice(other.to)}`.trim(), wanted)
  const quote = given.includes("'") ? '"' : "'"
  const others = `${flags.slice(0, field.from)}${flags.slice(field.to)}`.trim()
  return [others, ...linkmode, `-extldflags ${quote}${given} ${wanted}${quote}`].join(' ').trim()
}
