/** The image that the configuration sets for a mode. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'

export const namedImageSchema = readonlyObject({
  /** Dockerfile, relative to the root of the repository. */
  path: text,
  target: optional(text),
  buildArgs: optional(z.record(text, text)),
})
export type NamedImage = z.infer<typeof namedImageSchema>

/** `Dockerfile`, target `debug`, build arguments `MODE=debug`. */
export function namedImageText({ path, target, buildArgs = {} }: NamedImage): string {
  const args = Object.entries(buildArgs).map(([name, value]) => `\`${name}=${value}\``)
  return [
    `\`${path}\``,
    ...(target === undefined ? [] : [`target \`${target}\``]),
    ...(args.length === 0 ? [] : [`build arguments ${args.join(' ')}`]),
  ].join(', ')
}
