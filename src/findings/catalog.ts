/**
 * Every finding that linkgate can report, by its id. The set is closed, so the compiler checks code that creates or handles
 * findings. Ids are stable: they are in reports, annotations and docs/findings.md.
 */
import type * as z from 'zod'
import type { Verdict } from '../model/verdict.ts'
import { budgetEntries } from './entries/budget.ts'
import { referenceBudgetEntries } from './entries/budget-reference.ts'
import { buildEntries } from './entries/build.ts'
import { dockerfileEntries } from './entries/dockerfile.ts'
import { imageEntries } from './entries/image.ts'
import { imageContentsEntries } from './entries/image-contents.ts'
import { isolationEntries } from './entries/isolation.ts'
import { linkEntries } from './entries/link.ts'
import { entryEntries } from './entries/load-entry.ts'
import { libraryEntries } from './entries/load-library.ts'
import { programEntries } from './entries/load-program.ts'
import { runtimeEntries } from './entries/runtime.ts'
import { runtimeChangeEntries } from './entries/runtime-change.ts'
import { vulnerabilityEntries } from './entries/vulnerability.ts'
import type { FatalVerdict, HeadlineWords } from './entry.ts'

export const catalog = {
  ...buildEntries,
  ...isolationEntries,
  ...entryEntries,
  ...programEntries,
  ...libraryEntries,
  ...runtimeEntries,
  ...runtimeChangeEntries,
  ...linkEntries,
  ...dockerfileEntries,
  ...imageEntries,
  ...imageContentsEntries,
  ...vulnerabilityEntries,
  ...budgetEntries,
  ...referenceBudgetEntries,
} as const

type Catalog = typeof catalog

export type CatalogId = keyof Catalog

export type VerdictOf<Id extends CatalogId> = Catalog[Id]['verdicts'][number]
export type ParamsOf<Id extends CatalogId> = z.infer<Catalog[Id]['params']>

/** Ids that reports can contain; only `linkgate inspect` shows the others. */
export type FindingId = {
  [Id in CatalogId]: [VerdictOf<Id>] extends [never] ? never : Id
}[CatalogId]

export const catalogIds = Object.keys(catalog) as CatalogId[]

const hasVerdict = (id: CatalogId): id is FindingId => verdictsOf(id).length > 0

export const findingIds: readonly FindingId[] = catalogIds.filter(hasVerdict)

export function verdictsOf(id: CatalogId): readonly Verdict[] {
  return catalog[id].verdicts
}

/** Ids of findings that can make the check fail. */
export type FatalId = {
  [Id in FindingId]: [Extract<VerdictOf<Id>, FatalVerdict>] extends [never] ? never : Id
}[FindingId]

/** Does not compile if a fatal entry has no text for the headline. */
const headlined: { readonly [Id in FatalId]: { readonly headline: HeadlineWords } } = catalog

/** Text of a finding in the headline; undefined if it is only counted there. */
export function headlineWords(id: FindingId): HeadlineWords | undefined {
  return ({ ...catalog, ...headlined }[id] as { readonly headline?: HeadlineWords }).headline
}
