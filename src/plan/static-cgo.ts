/** Programs that the C linker links: static ones with C code in them, which is what `CGO_ENABLED=0` cannot give. */
import { withoutNameServices } from '../config/built-in-modes.ts'
import { extldflags, linkmodeSpans, staticSpans } from '../dockerfile/facts/ldflags.ts'
import type { Mode } from '../model/mode.ts'

/**
 * The mode for a program whose `packages` do not work without cgo: a mode without it is linked by the C linker instead,
 * statically, unless its configuration switches cgo off. Any other mode, and the mode of any other program, stays as it is.
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

/** The mode with the tags and linker flags of a program that the C linker links; any other mode stays as it is. */
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
 * Go's own resolver and user database, as without cgo: those of glibc load libraries as they run. SQLite loads its
 * extensions in that way, which its package leaves out with a tag.
 */
function staticTags(packages: readonly string[]): readonly string[] {
  const isSqlite = packages.some((path) => /(?:^|\/)go-sqlite3$/.test(path))
  return [...withoutNameServices, ...(isSqlite ? ['sqlite_omit_load_extension'] : [])]
}

/** The flags with what makes the C linker link everything in. */
function externalLdflags(flags: string, wanted: '-static' | '-static-pie'): string {
  const linkmode = linkmodeSpans(flags).length > 0 ? [] : ['-linkmode=external']
  const field = extldflags(flags)
  if (field === undefined) return [flags, ...linkmode, `-extldflags=${wanted}`].join(' ').trim()
  const given = flags.slice(field.content.from, field.content.to)
  const words = given.split(/\s+/)
  if (words.includes(wanted) || words.includes(`-${wanted}`)) return [flags, ...linkmode].join(' ')
  const [other] = staticSpans(flags)
  // with both, a program does not link
  if (other !== undefined)
    return externalLdflags(`${flags.slice(0, other.from)}${flags.slice(other.to)}`.trim(), wanted)
  const quote = given.includes("'") ? '"' : "'"
  const others = `${flags.slice(0, field.from)}${flags.slice(field.to)}`.trim()
  return [others, ...linkmode, `-extldflags ${quote}${given} ${wanted}${quote}`].join(' ').trim()
}
