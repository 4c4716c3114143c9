import { type Finding, findingFix, findingMessage, forSeveralModes } from '../../findings/finding.ts'

/** Merges findings whose text is the same for several modes into one, with the parameters of the first. */
export function mergeModes(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ mode: _, ...shared }: Finding) =>
    JSON.stringify([shared.id, shared.revision, findingMessage(shared), findingFix(shared)])
  return [...Map.groupBy(findings, keyOf).values()].map((group) => {
    const [first, ...rest] = group as [Finding, ...Finding[]]
    return rest.length === 0
      ? first
      : forSeveralModes(
          first,
          group.map(({ mode = '' }) => mode),
        )
  })
}
