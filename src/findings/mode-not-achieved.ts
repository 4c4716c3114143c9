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
  const produced = `mode \`${mode}\` promises a ${promised.join(' or ')} binary and produced ${describe(not)}`
  if (made === 'static')
    return `${produced}: nothing in it is linked at run time, so this column compares a static build with another`
  if (interpreter === undefined) return produced
  return `${produced}: it starts only in an image that has \`${interpreter}\`${needed.length > 0 ? ` and ${codes(needed)}` : ''}`
}

export function modeNotAchievedFix({ mode, made, interpreter }: ModeNotAchieved): string {
  if (made === 'static')
    return 'a dynamic Go binary needs `CGO_ENABLED=1`, a package that uses cgo (such as `net` or `os/user`) and neither the `netgo` nor the `osusergo` build tag'
  if (interpreter !== undefined)
    return 'build with `CGO_ENABLED=0` and without `-buildmode=pie`, or link a cgo program with `-linkmode external -extldflags -static`'
  return `see what the flags of mode \`${mode}\` make of it`
}

function describe({ made, machine }: ModeNotAchieved): string {
  switch (made) {
    case 'interpreter-only':
      return 'a position-independent binary that needs a program interpreter'
    case 'not-a-program':
      return `something that is not an ELF program (${machine})`
    case 'shared-library':
      return 'a shared library'
    default:
      return `a ${made} binary`
  }
}
