/** The rules of a SARIF file: every finding of the catalog that can be a result. */

import { type FindingId, findingIds, verdictsOf } from '../../findings/catalog.ts'
import { findingAnchor, findingDocumentation, findingGroup } from '../../findings/docs/findings-document.ts'
import { findingTitle } from '../../findings/finding.ts'
import type { Verdict } from '../../model/verdict.ts'
import { docsUri } from '../uris.ts'

/** Ordered from worst to least. */
export const sarifLevels = ['error', 'warning', 'note'] as const
export type SarifLevel = (typeof sarifLevels)[number]

/** undefined if it is not a problem. */
export function sarifLevel(verdict: Verdict): SarifLevel | undefined {
  switch (verdict) {
    case 'fail':
    case 'unmeasured':
      return 'error'
    case 'warn':
      return 'warning'
    case 'inconclusive':
      return 'note'
    case 'pass':
      return undefined
  }
}

function worstLevel(id: FindingId): SarifLevel | undefined {
  const levels = verdictsOf(id).map(sarifLevel)
  return sarifLevels.find((level) => levels.includes(level))
}

/** Ids of the rules, in the order of `sarifRules`. */
export const ruleIds: readonly FindingId[] = findingIds.filter((id) => worstLevel(id) !== undefined)

/** Most problems are certain, because they are measured or read from bytes. Secrets are only recognized by their names. */
const precisionOf = (id: FindingId) => (id === 'image/secret-added' ? 'medium' : 'very-high')

/** Security findings in groups that are not about security. */
const securityFindings: ReadonlySet<FindingId> = new Set([
  'image/set-id-added',
  'image/writable-added',
  'image/secret-added',
  'image/runs-as-root',
  'link/hardening-lost',
] as const)

const severities = { error: 'error', warning: 'warning', note: 'recommendation' } as const

/** A `reportingDescriptor` for each rule; see GitHub's "SARIF support for code scanning". */
export function sarifRules(): readonly object[] {
  return ruleIds.map((id) => {
    const { means, matters, fix, relax } = findingDocumentation[id]
    const level = worstLevel(id) ?? 'note'
    const parts = [
      means,
      `**Why it matters:** ${matters}`,
      `**How to fix it:** ${fix}`,
      `**How to relax it:** ${relax}`,
    ]
    return {
      id,
      name: pascalCase(id),
      shortDescription: { text: upperFirst(findingTitle({ id })) },
      fullDescription: { text: withoutMarkup(means) },
      help: { text: withoutMarkup(parts.join('\n\n')), markdown: absoluteLinks(parts.join('\n\n')) },
      helpUri: `${docsUri}/findings.md#${findingAnchor(id)}`,
      defaultConfiguration: { level },
      properties: {
        tags: tagsOf(id),
        precision: precisionOf(id),
        'problem.severity': severities[level],
      },
    }
  })
}

/** GitHub lists alerts with the tag `security` separately. */
function tagsOf(id: FindingId): readonly string[] {
  const group = findingGroup(id)
  return group === 'vulnerability' || securityFindings.has(id) ? [group, 'security'] : [group]
}

/** `LoadLibraryMissing` for `load/library-missing`, as SARIF recommends. */
const pascalCase = (id: FindingId) => id.split(/[/-]/).map(upperFirst).join('')

const upperFirst = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** Links of the documents are relative to their directory. */
const absoluteLinks = (markdown: string) => markdown.replace(/\]\((?!https?:)/g, `](${docsUri}/`)

const withoutMarkup = (markdown: string) =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '')
