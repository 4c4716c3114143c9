/** The words for what changed the size of a program. */
import type { ProgramCause, ProgramDifference, ProgramPart } from '../model/attribution.ts'
import { strippedParts } from './causes.ts'

export const partLabels: Readonly<Record<ProgramPart, string>> = {
  code: 'code',
  'line-tables': 'line tables',
  types: 'types',
  'interface-tables': 'interface tables',
  strings: 'strings',
  data: 'data',
  'embedded-files': 'embedded files',
  padding: 'alignment',
  'debug-information': 'debug information',
  'symbol-table': 'symbol table',
  headers: 'headers',
  'build-information': 'build information',
  'dynamic-linking': 'dynamic linking',
  unknown: 'unknown',
}

/** `new module github.com/xuri/excelize/v2 v2.8.0`. */
export function programCauseText(cause: ProgramCause): string {
  switch (cause.kind) {
    case 'module':
      return moduleText(cause)
    case 'package':
      return `${cause.change === 'added' ? 'new package' : cause.change === 'removed' ? 'removed package' : 'package'} ${cause.name}`
    case 'embedded-file':
      return `embedded file ${cause.name} of ${cause.package}`
    case 'standard-library':
      return cause.delta > 0 ? 'more of the standard library linked' : 'less of the standard library linked'
    case 'c':
      return 'C libraries and the start-up code of the system'
    case 'build':
      return cause.changes.map(buildChangeText).join(', ')
    case 'symbols':
      return `${strippedParts[cause.name]} ${cause.change === 'added' ? 'no longer stripped' : 'now stripped'}`
    case 'part':
      return `${partLabels[cause.name]} of no single package`
  }
}

function moduleText({ name, change, from, to, delta }: Extract<ProgramCause, { kind: 'module' }>): string {
  switch (change) {
    case 'added':
      return ['new module', name, to].filter((word) => word !== null).join(' ')
    case 'removed':
      return ['removed module', name, from].filter((word) => word !== null).join(' ')
    case 'changed':
      return `module ${name} ${from ?? 'unknown version'} → ${to ?? 'unknown version'}`
    case 'linked':
      return `${delta > 0 ? 'more' : 'less'} of module ${name} linked`
  }
}

/** `toolchain go1.26.1 → go1.27.0`, `-race now true`. */
export function buildChangeText({ name, from, to }: ProgramDifference['build'][number]): string {
  if (from === null) return `${name} now ${to ?? 'unknown'}`
  return to === null ? `${name} no longer ${from}` : `${name} ${from} → ${to}`
}
