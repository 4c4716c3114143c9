/** Differences between the programs of two modes besides linking: these also contribute to the size difference. */

import type { Report } from '../document/report.ts'
import type { ProgramReportVariant } from '../model/variant.ts'
import { variantOf } from './lookup.ts'
import { quote } from './text.ts'

export type ModePair = readonly [of: string, minus: string]

/** Settings that define the mode, or only remove paths. */
const ofLinking: ReadonlySet<string> = new Set([
  'CGO_ENABLED',
  '-buildmode',
  '-compiler',
  '-trimpath',
  '-covermode',
])
/** Tags that choose how a program is linked, or embed data that a scratch image lacks. */
const linkingTags: ReadonlySet<string> = new Set([
  'netgo',
  'netcgo',
  'osusergo',
  'static',
  'static_build',
  'timetzdata',
  'musl',
])

/**
 * A sentence: why the difference between the modes is not the cost of linking. undefined if the programs show no other
 * difference than linking.
 */
export function gapNoteOf(report: Report, modes: ModePair, platform: string): string | undefined {
  const [of, minus] = modes.map((mode) => variantOf(report, 'head', mode, platform))
  if (of?.binary === undefined || minus?.binary === undefined) return undefined
  const differences = [...settingDifferences(of, minus), ...otherDifferences(of, minus)]
  if (differences.length === 0) return undefined
  return `${quote(modes.join(' − '))} is not shown, because the modes differ in more than linking: ${differences.join('; ')}.`
}

function settingDifferences(of: ProgramReportVariant, minus: ProgramReportVariant): readonly string[] {
  const [one, other] = [settingsOf(of), settingsOf(minus)]
  if (one === undefined || other === undefined) return []
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .toSorted()
    .map((name) => {
      const [a, b] = [one.get(name), other.get(name)].map((value) =>
        value === undefined ? undefined : quote(value === 'true' ? name : `${name}=${value}`),
      )
      const [first, second] = a === undefined ? [minus, of] : [of, minus]
      const rest = a === undefined || b === undefined ? 'is not' : `with ${b}`
      return `${quote(first.mode)} is built with ${a ?? b}, ${quote(second.mode)} ${rest}`
    })
}

/** Build settings that do not affect linking; undefined if the program does not record any. */
function settingsOf({ binary: { settings } }: ProgramReportVariant): ReadonlyMap<string, string> | undefined {
  if (settings === undefined) return undefined
  const tags = (settings['-tags'] ?? '').split(/[\s,]+/).filter((tag) => tag !== '' && !linkingTags.has(tag))
  return new Map([
    ...Object.entries(settings).filter(([name]) => !ofLinking.has(name) && name !== '-tags'),
    ...(tags.length === 0 ? [] : [['-tags', tags.toSorted().join(',')] as const]),
  ])
}

function otherDifferences(of: ProgramReportVariant, minus: ProgramReportVariant): readonly string[] {
  const [one, other] = [of.linkage, minus.linkage]
  const stripped = (name: string, a: number | undefined, b: number | undefined): readonly string[] => {
    if (a === undefined || b === undefined || a > 0 === b > 0) return []
    const [kept, without] = a > 0 ? [of, minus] : [minus, of]
    return [`${quote(kept.mode)} has its ${name}, ${quote(without.mode)} is stripped`]
  }
  return [
    ...(one.go === undefined || other.go === undefined || one.go === other.go
      ? []
      : [`${quote(of.mode)} is linked by ${one.go}, ${quote(minus.mode)} by ${other.go}`]),
    ...stripped('symbol table', one.symbols, other.symbols),
    ...stripped('debug information', one.debug, other.debug),
  ]
}
