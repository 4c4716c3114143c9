import { enumerate } from '../common/english.ts'
import { type Finding, findingMessage } from '../findings/finding.ts'
import type { Verdict } from '../model/verdict.ts'
import { quote } from './text.ts'

/** A line of the headline. Names are in backticks; the code that prints it escapes the text. */
export interface ReportLine {
  readonly verdict: Verdict
  /** A metric's label or the modes; empty if the line is about the whole report. */
  readonly subject: string
  readonly text: string
  /** The line is about budgets that could not be checked. */
  readonly isUnmeasured?: true
}

/** The modes and platforms of findings with the same text; empty if the text names them, or is about all. */
export function modesText(findings: readonly Finding[]): string {
  const unnamed = findings.map((one) => {
    const message = findingMessage(one)
    const { mode, platform } = one
    return {
      mode: mode === undefined || message.includes(quote(mode)) ? undefined : mode,
      platform: platform === undefined || message.includes(platform) ? undefined : platform,
    }
  })
  return variantsText(unnamed)
}

export interface NamedVariant {
  readonly mode?: string | undefined
  readonly platform?: string | undefined
}

/** `static and dynamic on linux/arm64, static on windows/amd64`; empty if there are no names. */
export function variantsText(variants: readonly NamedVariant[]): string {
  const byPlatform = Map.groupBy(variants, ({ platform }) => platform)
  const forSeveralModes = new Map<string, string[]>()
  for (const [platform, some] of byPlatform) {
    const modes = enumerate([...new Set(some.flatMap(({ mode }) => mode ?? []))])
    forSeveralModes.set(modes, [
      ...(forSeveralModes.get(modes) ?? []),
      ...(platform === undefined ? [] : [platform]),
    ])
  }
  return [...forSeveralModes]
    .map(([modes, platforms]) => [modes, enumerate(platforms)].filter((one) => one !== '').join(' on '))
    .filter((one) => one !== '')
    .join(', ')
}
