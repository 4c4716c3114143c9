import type { Finding } from './finding.ts'

interface PlatformFindings {
  readonly platform: string
  readonly findings: readonly Finding[]
}

/** Findings of one run about several platforms: one that all of them share is listed once, any other with its platform. */
export function ofPlatforms(parts: readonly PlatformFindings[]): readonly Finding[] {
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

/** Whether a finding is in all of these parts of a run. */
export function isInAll(parts: readonly Pick<PlatformFindings, 'findings'>[]): (one: Finding) => boolean {
  const ofEach = parts.map(({ findings }) => new Set(findings.map((one) => JSON.stringify(one))))
  return (one) => ofEach.every((all) => all.has(JSON.stringify(one)))
}

/** The finding as one of a report about several platforms. */
export function withPlatform<F extends Finding>(one: F, platform: string): F {
  return one.platform === undefined ? { ...one, platform } : one
}
