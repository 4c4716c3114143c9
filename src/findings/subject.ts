/** How messages name revisions and modes. */
import * as z from 'zod'
import { type Revision, revisions } from '../model/revision.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import type { About } from './entry.ts'

/** Modes with the same finding; absent if it is only about its own mode. */
export const severalModes = optional(z.array(text).readonly())

/** Variants with the same finding; absent if it is only about its own variant. */
export const severalVariants = optional(
  z.array(readonlyObject({ revision: z.enum(revisions), mode: text })).readonly(),
)
export type SeveralVariants = NonNullable<z.infer<typeof severalVariants>>

/** `Base and head, modes \`static\`, \`dynamic\``; `Head, modes \`static\`, \`dynamic\`, and base, mode \`static\``. */
export function variantNames(variants: SeveralVariants): string {
  const modesOf = (revision: Revision) =>
    codes(variants.filter((one) => one.revision === revision).map(({ mode }) => mode))
  const named = (modes: string) => `${modes.includes(', ') ? 'modes' : 'mode'} ${modes}`
  const [base, head] = [modesOf('base'), modesOf('head')]
  if (base === '') return `Head, ${named(head)}`
  if (head === '') return `Base, ${named(base)}`
  return base === head ? `Base and head, ${named(head)}` : `Head, ${named(head)}, and base, ${named(base)}`
}

export interface ModeNames {
  readonly modes?: readonly string[]
}

/** `Head, mode \`static\``, `Base, modes \`static\`, \`dynamic\``. */
export function revisionAndMode({ revision, mode = '' }: About, modes?: readonly string[]): string {
  const where = modes === undefined ? `mode \`${mode}\`` : `modes ${codes(modes)}`
  return `${revisionName(revision)}, ${where}`
}

export function revisionName(revision: About['revision']): 'Base' | 'Head' {
  return revision === 'base' ? 'Base' : 'Head'
}

/** Names as code, separated by commas. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** Loaders quote with backticks, which would end the inline code around their output. */
export function plainQuotes(output: string): string {
  return output.replaceAll('`', "'")
}

/** ` (static)`; empty for no modes. */
export function inBrackets(modes: string): string {
  return modes === '' ? '' : ` (${modes})`
}
