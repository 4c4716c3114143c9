/** What is compared, which run made the report, and who accepted its result. */
import * as z from 'zod'
import { optional, text } from './schema.ts'

export const commitSchema = z
  .object({
    sha: text,
    ref: optional(text),
    /** Head is the working tree with uncommitted changes on top of `sha`. */
    dirty: optional(z.boolean()),
  })
  .readonly()
export type Commit = z.infer<typeof commitSchema>

export const originSchema = z
  .object({
    /** `owner/name` of the repository whose workflow made the report. */
    repository: text,
    event: text,
    pullRequest: optional(z.object({ number: z.int().positive(), headSha: text }).readonly()),
  })
  .readonly()
/** The origin that a report claims; publishing must verify it. */
export type Origin = z.infer<typeof originSchema>

export const acceptedSchema = z
  .object({
    /** Login of the person who set the label. */
    by: text,
    /** ISO 8601. */
    at: text,
    label: text,
    /** A sentence with a caveat for the reader. */
    note: optional(text),
  })
  .readonly()
export type Accepted = z.infer<typeof acceptedSchema>
