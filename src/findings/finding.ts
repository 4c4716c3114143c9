/** A result of a check as data: id, verdict, context, parameters. The catalog has its wording. */
import * as z from 'zod'
import { shorten } from '../common/shorten.ts'
import { type Revision, revisions } from '../model/revision.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import type { Verdict } from '../model/verdict.ts'
import {
  type CatalogId,
  catalog,
  type FindingId,
  findingIds,
  type ParamsOf,
  type VerdictOf,
  verdictsOf,
} from './catalog.ts'
import type { Entry } from './entry.ts'
import type { LoadProblem, RuntimeFact } from './facts.ts'

export interface FindingOf<Id extends FindingId> {
  readonly id: Id
  readonly verdict: VerdictOf<Id>
  readonly revision?: Revision
  /** Absent if it is about all modes or none. */
  readonly mode?: string
  /** Absent if it is about all platforms or none. */
  readonly platform?: string
  readonly metric?: string
  readonly params: ParamsOf<Id>
  /** Verbatim output of the compiler or the app, which is untrusted. */
  readonly log?: readonly string[]
}

export type Finding = { readonly [Id in FindingId]: FindingOf<Id> }[FindingId]

const schemas = findingIds.map((id) =>
  readonlyObject({
    id: z.literal(id),
    verdict: z.enum(verdictsOf(id) as [string]),
    revision: optional(z.enum(revisions)),
    mode: optional(text),
    platform: optional(text),
    metric: optional(text),
    params: catalog[id].params,
    log: optional(z.array(text).readonly()),
  }),
)

export const findingSchema = z.discriminatedUnion(
  'id',
  schemas as unknown as [z.core.$ZodTypeDiscriminable],
) as unknown as z.ZodType<Finding>

/** The verdict and subject of a finding; `finding` omits undefined values. */
export interface FindingContext<Id extends FindingId> {
  readonly verdict: VerdictOf<Id>
  readonly revision?: Revision | undefined
  readonly mode?: string | undefined
  readonly platform?: string | undefined
  readonly metric?: string | undefined
  readonly log?: readonly string[] | undefined
}

export function finding<Id extends FindingId>(
  id: Id,
  params: ParamsOf<Id>,
  { verdict, revision, mode, platform, metric, log }: FindingContext<Id>,
): FindingOf<Id> {
  return {
    id,
    verdict,
    ...(revision === undefined ? {} : { revision }),
    ...(mode === undefined ? {} : { mode }),
    ...(platform === undefined ? {} : { platform }),
    ...(metric === undefined ? {} : { metric }),
    params,
    ...(log === undefined ? {} : { log }),
  }
}

/** The cast is safe because callers pass the parameters of a finding with this id. */
function entryOf(id: CatalogId): Entry<readonly [], z.ZodType<never>> {
  return catalog[id] as unknown as Entry<readonly [], z.ZodType<never>>
}

export function findingTitle({ id }: Pick<Finding, 'id'>): string {
  return entryOf(id).title
}

/** Limits for the characters of an untrusted text and the number of texts, because nothing shortens the whole message. */
const longestText = 300
const mostTexts = 1000

function bounded(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value, longestText)
  if (Array.isArray(value)) return value.slice(0, mostTexts).map(bounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bounded(one)]))
}

function boundedAbout(given: Finding): Finding {
  return given.mode === undefined ? given : { ...given, mode: shorten(given.mode, longestText) }
}

export function findingMessage(given: Finding): string {
  return entryOf(given.id).message(bounded(given.params) as never, boundedAbout(given))
}

/** What to do about it; undefined if there is nothing to do. */
export function findingFix(given: Finding): string | undefined {
  return entryOf(given.id).fix?.(bounded(given.params) as never, boundedAbout(given))
}

/** Makes a finding from a fact. Throws if the entry does not allow the verdict. */
export function factFinding(
  { id, params }: LoadProblem | RuntimeFact,
  about: { readonly verdict: Verdict; readonly revision: Revision; readonly mode: string },
): Finding {
  const given = { id, ...about, params } as Finding
  if (!verdictsOf(id).includes(about.verdict)) throw new Error(`${id} cannot be ${about.verdict}`)
  return given
}

/** Turns a finding about one mode into one about several. */
export function forSeveralModes({ mode: _, ...shared }: Finding, modes: readonly string[]): Finding {
  return { ...shared, params: { ...shared.params, modes } } as Finding
}
