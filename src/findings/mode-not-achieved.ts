/** A program that is not linked as its mode promises: how it is linked instead, and the wording. */
import * as z from 'zod'
import { linkageKinds } from '../model/image.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { codes } from './subject.ts'

export const modeNotAchievedSchema = readonlyObject({
  mode: text,
  /** Any of these kinds is acceptable. */
  promised: z.array(z.enum(linkageKinds)).readonly(),
  /** Further requirements of the mode. */
  requires: optional(
    readonlyObject({ pie: optional(z.literal(true)), libc: optional(z.enum(['glibc', 'musl'])) }),
  ),
  made: z.enum(linkageKinds),
  /** The actual values, if `requires` has one; `libc` is absent if there is no C library. */
  pie: optional(z.boolean()),
  libc: optional(z.enum(['glibc', 'musl', 'other'])),
  /** The architecture, or the format of a file that is not an ELF program. */
  machine: text,
  interpreter: optional(text),
  needed: z.array(text).readonly(),
}).meta({ id: 'mode-not-achieved' })
export type ModeNotAchieved = z.infer<typeof modeNotAchievedSchema>

export function modeNotAchievedMessage(not: ModeNotAchieved): string {
  const { mode, promised, made, interpreter, needed, requires = {} } = not
  const pie = requires.pie === true ? 'position-independent ' : ''
  const libc = requires.libc === undefined ? '' : ` with ${requires.libc}`
  const produced = `mode \`${mode}\` must produce a ${pie}${promised.join(' or ')} binary${libc}, but the result ${lackText(not) ?? `is ${actualLinkageText(not)}`}`
  if (promised.includes(made)) return produced
  if (made === 'static' && promised.includes('dynamic'))
    return `${produced}, so this column compares two static builds`
  if (interpreter === undefined) return produced
  return `${produced}; it starts only in an image with \`${interpreter}\`${needed.length > 0 ? ` and ${codes(needed)}` : ''}`
}

/** What a file of a promised kind lacks; undefined for other kinds. */
function lackText({ promised, made, requires, pie, libc }: ModeNotAchieved): string | undefined {
  if (!promised.includes(made)) return undefined
  const lacks = [
    ...(requires?.pie === true && pie !== true ? ['is not position-independent'] : []),
    ...(requires?.libc === undefined || requires.libc === libc
      ? []
      : [libc === undefined ? 'has no C library' : `has ${libc === 'other' ? 'another C library' : libc}`]),
  ]
  return lacks.length === 0 ? undefined : lacks.join(' and ')
}

export function modeNotAchievedFix(not: ModeNotAchieved): string {
  const { mode, promised, made, interpreter, requires } = not
  if (lackText(not) !== undefined) {
    return requires?.libc === undefined
      ? `build with \`-buildmode=pie\`, or check the flags of mode \`${mode}\``
      : `link with a C compiler for ${requires.libc} (\`env: { CC: … }\` in mode \`${mode}\`)`
  }
  if (promised.includes('static-pie'))
    return 'build with `CGO_ENABLED=1` and `-buildmode=pie`, and link with `-linkmode=external -extldflags=-static-pie`'
  if (promised.includes('dynamic') && (made === 'static' || made === 'interpreter-only'))
    return 'build with `CGO_ENABLED=1`, with a package that uses cgo (such as `net` or `os/user`), and without the build tags `netgo` and `osusergo`'
  if (interpreter !== undefined)
    return 'build with `CGO_ENABLED=0` and without `-buildmode=pie`, or link a cgo program with `-linkmode external -extldflags -static`'
  return `check the flags of mode \`${mode}\``
}

/** With an article. */
export function actualLinkageText({ made, machine }: ModeNotAchieved): string {
  switch (made) {
    case 'interpreter-only':
      return 'a position-independent binary that needs a program interpreter'
    case 'not-a-program':
      return `not an ELF program (${machine})`
    case 'shared-library':
      return 'a shared library'
    default:
      return `a ${made} binary`
  }
}
