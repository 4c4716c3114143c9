/** A program that is not linked as its mode says: what was made instead, and its words. */
import * as z from 'zod'
import { linkageKinds } from '../model/image.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { codes } from './subject.ts'

export const modeNotAchievedSchema = readonlyObject({
  mode: text,
  /** Any of these would do. */
  promised: z.array(z.enum(linkageKinds)).readonly(),
  made: z.enum(linkageKinds),
  /** What a file that is no ELF program is instead. */
  machine: text,
  interpreter: optional(text),
  needed: z.array(text).readonly(),
}).meta({ id: 'mode-not-achieved' })
export type ModeNotAchieved = z.infer<typeof modeNotAchievedSchema>

export function modeNotAchievedMessage(not: ModeNotAchieved): string {
  const { mode, promised, made, interpreter, needed } = not
  const produced = `mode \`${mode}\` must produce a ${promised.join(' or ')} binary, but the result is ${madeText(not)}`
  if (made === 'static') return `${produced}, so this column compares two static builds`
  if (interpreter === undefined) return produced
  return `${produced}; it starts only in an image with \`${interpreter}\`${needed.length > 0 ? ` and ${codes(needed)}` : ''}`
}

export function modeNotAchievedFix({ mode, made, interpreter }: ModeNotAchieved): string {
  if (made === 'static')
    return 'build with `CGO_ENABLED=1`, with a package that uses cgo (such as `net` or `os/user`), and without the build tags `netgo` and `osusergo`'
  if (interpreter !== undefined)
    return 'build with `CGO_ENABLED=0` and without `-buildmode=pie`, or link a cgo program with `-linkmode external -extldflags -static`'
  return `check the flags of mode \`${mode}\``
}

/** What was made, with its article. */
export function madeText({ made, machine }: ModeNotAchieved): string {
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
