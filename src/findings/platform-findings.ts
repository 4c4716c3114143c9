import type { Finding } from './finding.ts'

interface PlatformFindings {
  readonly platform: string
  readonly findings: readonly Finding[]
}

/** Merges the findings of several platforms: a finding of all platforms appears once, any other with its platform. */
export function mergePlatformFindings(parts: readonly PlatformFindings[]): readonly Finding[] {
  const [first] = parts
  if (parts.length <= 1) return first?.findings ?? []
  const shared = isInAll(parts)
  return parts.flatMap(({ platform, findings }, index) =>
    findings.flatMap((one): readonly Finding[] => {
      if (!shared(one)) return [withPlatform(one, platform)]
      return index === 0 ? [one] : []
    }),
  )
}

/** A predicate: whether all parts have an equal finding. */
export function isInAll(parts: readonly Pick<PlatformFindings, 'findings'>[]): (one: Finding) => boolean {
  const ofEach = parts.map(({ findings }) => new Set(findings.map((one) => JSON.stringify(one))))
  return (one) => ofEach.every((all) => all.has(JSON.stringify(one)))
}

/** Adds the platform, unless the finding has one. */
export function withPlatform<F extends Finding>(one: F, platform: string): F {
  return one.platform === undefined ? { ...one, platform } : one
}
