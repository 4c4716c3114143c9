/** Generates docs/findings.md from the catalog. */
import type { Verdict } from '../../model/verdict.ts'
import { type CatalogId, catalogIds, verdictsOf } from '../catalog.ts'
import { budgetDocs } from './budget.ts'
import { buildDocs } from './build.ts'
import { dockerfileDocs } from './dockerfile.ts'
import type { Documentation } from './documentation.ts'
import { imageDocs } from './image.ts'
import { imageContentsDocs } from './image-contents.ts'
import { isolationDocs } from './isolation.ts'
import { linkDocs } from './link.ts'
import { entryDocs, libraryDocs, programDocs } from './load.ts'
import { runtimeDocs } from './runtime.ts'
import { runtimeChangeDocs } from './runtime-change.ts'
import { vulnerabilityDocs } from './vulnerability.ts'

export const findingDocumentation: Readonly<Record<CatalogId, Documentation>> = {
  ...buildDocs,
  ...isolationDocs,
  ...entryDocs,
  ...programDocs,
  ...libraryDocs,
  ...runtimeDocs,
  ...runtimeChangeDocs,
  ...linkDocs,
  ...dockerfileDocs,
  ...imageDocs,
  ...imageContentsDocs,
  ...vulnerabilityDocs,
  ...budgetDocs,
}

/** Headings by the first part of the id. */
const groups: Readonly<Record<string, string>> = {
  build: 'Building',
  start: 'Starting the app',
  load: 'Loading the program',
  runtime: 'Run-time environment',
  link: 'Linking',
  dockerfile: 'Your Dockerfile',
  image: 'Images and their layers',
  vulnerability: 'Known vulnerabilities',
  budget: 'Budgets',
}

/** `load` for `load/library-missing`. */
export const findingGroup = (id: CatalogId) => id.split('/')[0] ?? ''

/** The anchor of an id in docs/findings.md: `load-library-missing` for `load/library-missing`. */
export const findingAnchor = (id: CatalogId) => id.replace('/', '-')

export interface ShortDocumentation {
  readonly id: CatalogId
  readonly anchor: string
  /** One sentence in Markdown, like `fix`. */
  readonly means: string
  readonly fix: string
}

const worse: ReadonlySet<Verdict> = new Set(['warn', 'unmeasured', 'fail'])

/** The findings that can make a check fail or warn, by group. */
export function fatalFindings(): readonly ShortDocumentation[] {
  return Object.keys(groups).flatMap((group) =>
    catalogIds
      .filter((id) => findingGroup(id) === group && verdictsOf(id).some((verdict) => worse.has(verdict)))
      .map((id) => ({
        id,
        anchor: findingAnchor(id),
        means: firstSentence(findingDocumentation[id].means),
        fix: firstSentence(findingDocumentation[id].fix),
      })),
  )
}

function firstSentence(text: string): string {
  return /^.*?\.(?= (?:[A-Z`]|linkgate )|$)/s.exec(text)?.[0] ?? text
}

export function findingsDocument(): string {
  return `${[
    '# Findings',
    '<!-- Generated from src/findings by `npm run generate`. -->',
    'A finding is one result of a check. Its id never changes its meaning: it is in the JSON report, in the title of each annotation and in the details of the comment.',
    'The verdict of a report is its worst finding: `pass`, `inconclusive`, `warn`, `unmeasured` or `fail`. `fail` ends the check with exit code 1, `unmeasured` with exit code 3. Findings about base do not fail the check. The exception is a base that could not be built for a reason outside the repository, such as the network.',
    ...Object.entries(groups).flatMap(([group, title]) => [
      `## ${title}`,
      ...catalogIds.filter((id) => findingGroup(id) === group).map(section),
    ]),
  ].join('\n\n')}\n`
}

function section(id: CatalogId): string {
  const { means, matters, fix, relax } = findingDocumentation[id]
  return [
    `<a id="${findingAnchor(id)}"></a>`,
    `### \`${id}\``,
    verdictText(id),
    means,
    `**Why it matters:** ${matters}`,
    `**How to fix it:** ${fix}`,
    `**How to relax it:** ${relax}`,
  ].join('\n\n')
}

function verdictText(id: CatalogId): string {
  const verdicts = verdictsOf(id)
  if (verdicts.length === 0) return 'Shown by `linkgate inspect`.'
  return `${verdicts.length === 1 ? 'Verdict' : 'Verdicts'}: ${verdicts.map((verdict) => `\`${verdict}\``).join(', ')}.`
}
