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

export const catalogue = {
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

type Catalogue = typeof catalogue

export type CatalogueId = keyof Catalogue

export type VerdictOf<Id extends CatalogueId> = Catalogue[Id]['verdicts'][number]
export type ParamsOf<Id extends CatalogueId> = z.infer<Catalogue[Id]['params']>

/** Ids that reports can contain; only `linkgate inspect` shows the others. */
export type FindingId = {
  [Id in CatalogueId]: [VerdictOf<Id>] extends [never] ? never : Id
}[CatalogueId]

export const catalogueIds = Object.keys(catalogue) as CatalogueId[]

const hasVerdict = (id: CatalogueId): id is FindingId => verdictsOf(id).length > 0

export const findingIds: readonly FindingId[] = catalogueIds.filter(hasVerdict)

export function verdictsOf(id: CatalogueId): readonly Verdict[] {
  return catalogue[id].verdicts
}

/** Ids of findings that can make the check fail. */
export type FatalId = {
  [Id in FindingId]: [Extract<VerdictOf<Id>, FatalVerdict>] extends [never] ? never : Id
}[FindingId]

/** Does not compile if a fatal entry has no text for the headline. */
const headlined: { readonly [Id in FatalId]: { readonly headline: HeadlineWords } } = catalogue

/** Text of a finding in the headline; undefined if it is only counted there. */
export function headlineWords(id: FindingId): HeadlineWords | undefined {
  return ({ ...catalogue, ...headlined }[id] as { readonly headline?: HeadlineWords }).headline
}
