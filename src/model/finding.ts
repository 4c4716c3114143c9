import * as z from 'zod'
import { optional, text } from './schema.ts'
import { revisions } from './variant.ts'
import { verdicts } from './verdict.ts'

export const findingSchema = z
  .object({
    verdict: z.enum(verdicts),
    kind: text,
    revision: optional(z.enum(revisions)),
    mode: optional(text),
    metric: optional(text),
    /** One or two sentences, in linkgate's own words. */
    message: text,
    /** Output of the compiler or the app, verbatim: untrusted. */
    log: optional(z.array(text).readonly()),
    /** What to do about it. */
    fix: optional(text),
  })
  .readonly()

export type Finding = z.infer<typeof findingSchema>
