/** The wording of causes. */
import { enumerate } from '../common/english.ts'
import type { Cause, CauseKind, ProgramCause } from '../model/cause.ts'
import type { ProgramPart } from '../model/program-part.ts'
import { formatDelta } from '../model/quantity.ts'
import { quote } from './text.ts'

type AnyCause = Cause | ProgramCause
type Quote = (name: string) => string

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
  'code-signature': 'code signature',
  unknown: 'unknown',
}

/** Parts that stripping removes. */
const strippedParts = {
  symbols: 'symbols',
  'debug-information': 'debug information',
  'symbols-and-debug-information': 'symbols and debug information',
} as const

const phases = {
  listen: {
    name: 'until it listens',
    change: 'package initialization and main',
    title: 'time until the app listens',
  },
  response: {
    name: 'first response',
    change: 'after it accepted the connection',
    title: 'time from listening to the first response',
  },
} as const

/** The kind of the cause and its name, if it has one: `base image` and `debian:13`. */
export function causeSubject(cause: AnyCause): { readonly kind: string; readonly name?: string } {
  switch (cause.kind) {
    case 'symbols':
      return { kind: strippedParts[cause.name] }
    case 'standard-library':
      return { kind: 'standard library' }
    case 'c':
      return { kind: 'C code' }
    case 'part':
      return { kind: `${partLabels[cause.name]} of no single package` }
    case 'phase':
      return { kind: 'phase', name: phases[cause.name].name }
    default:
      return { kind: kindText(cause.kind), name: cause.name }
  }
}

const kindText = (kind: CauseKind) => kind.replaceAll('-', ' ')

/** `new v1.2.0`, `removed`, `v1.2.0 → v1.3.0`; empty if neither is known. */
export function causeChangeText(cause: AnyCause): string {
  return [sortOf(cause), restOf(cause, quote)].filter((word) => word !== '').join(' ')
}

function sortOf(cause: AnyCause): string {
  const {
    kind,
    change: { type },
  } = cause
  if (kind === 'file' && cause.copy === true) return ''
  if (kind === 'symbols') return type === 'added' ? 'no longer stripped' : 'now stripped'
  return type === 'added' ? 'new' : type === 'removed' ? 'removed' : ''
}

function restOf(cause: AnyCause, quoted: Quote): string {
  switch (cause.kind) {
    case 'toolchain':
      return changedText(cause.change)
    case 'module':
      return moduleText(cause)
    case 'base-image':
      return cause.change.type === 'changed' ? changedText(cause.change) : 'another digest'
    case 'build-setting':
      return settingText(cause.change, quoted)
    case 'build':
      return enumerate(cause.change.changes.map((one) => buildChangeText(one, quoted)))
    case 'standard-library':
      return linkedText(cause)
    case 'file':
      if (cause.copy === true) return 'another copy of the program'
      return cause.change.type === 'modified' ? 'changed' : ''
    case 'package':
    case 'embedded-file':
      return cause.change.type === 'modified' ? 'changed' : ''
    case 'init':
      return cause.change.type === 'timing' ? timingText(cause.change) : ''
    case 'phase':
      return phases[cause.name].change
    case 'dead-code':
      return cause.change.type === 'kept' ? 'no longer left out' : 'now left out'
    case 'symbols':
    case 'c':
    case 'part':
      return ''
  }
}

function moduleText(cause: Extract<AnyCause, { readonly kind: 'module' }>): string {
  const { change } = cause
  if (change.type === 'changed')
    return changedText({ from: change.from || 'no version', to: change.to || 'no version' })
  return change.type === 'linked' ? linkedText(cause) : change.version
}

const linkedText = ({ delta }: Pick<AnyCause, 'delta'>) =>
  delta !== null && delta < 0 ? 'less linked' : 'more linked'

interface Values {
  readonly from: string | null
  readonly to: string | null
}

const settingText = ({ from, to }: { readonly from: string; readonly to: string }, quoted: Quote) =>
  from === ''
    ? `now ${quoted(to)}`
    : to === ''
      ? `no longer ${quoted(from)}`
      : `${quoted(from)} → ${quoted(to)}`

const changedText = ({ from, to }: Values) => `${from ?? 'unknown'} → ${to ?? 'unknown'}`

/** `toolchain go1.26.1 → go1.27.0`, `-race now true`. */
export function buildChangeText(
  { name, from, to }: Values & { readonly name: string },
  quoted: Quote,
): string {
  if (name === 'toolchain') return `${name} ${changedText({ from, to })}`
  return `${quoted(name)} ${settingText({ from: from ?? '', to: to ?? '' }, quoted)}`
}

function timingText({ allocs, bytes }: { readonly allocs?: number; readonly bytes?: number }): string {
  const more = [
    ...(allocs === undefined ? [] : [`${formatDelta(allocs, 'count')} allocations`]),
    ...(bytes === undefined ? [] : [formatDelta(bytes, 'B')]),
  ]
  return more.length === 0 ? 'no more allocations' : more.join(', ')
}

/**
 * Subject and change in reading order: `new module x v1.2.0`, `module x v1.2.0 → v1.3.0`. A change of the name itself
 * replaces the name.
 */
export function causeTitle(cause: AnyCause, quoted: Quote): string {
  const { kind, name } = causeSubject(cause)
  const rest =
    cause.change.type === 'modified' && cause.kind !== 'standard-library' ? '' : restOf(cause, quoted)
  switch (cause.kind) {
    case 'symbols':
      return `${kind} ${sortOf(cause)}`
    case 'phase':
      return phases[cause.name].title
    case 'build':
      return rest
    case 'dead-code':
      return cause.change.type === 'kept'
        ? `${kind} ${rest}, because of ${quoted(cause.name)}`
        : `${kind} ${rest}`
    case 'base-image':
      if (cause.change.type === 'changed')
        return `${kind} ${quoted(cause.change.from)} → ${quoted(cause.change.to)}`
      break
    case 'standard-library':
      return `${rest.replace(' linked', '')} of the standard library linked`
    case 'file':
      if (cause.copy === true) return `another copy of the program ${quoted(cause.name)}`
      break
    case 'module':
      if (cause.change.type === 'linked')
        return `${rest.replace(' linked', '')} of module ${quoted(cause.name)} linked`
      break
  }
  const home = cause.kind === 'init' && cause.module !== undefined && cause.module !== name
  return [
    sortOf(cause),
    kind,
    name === undefined ? '' : quoted(name),
    home ? `of module ${quoted(cause.module)}` : '',
    rest,
  ]
    .filter((word) => word !== '')
    .join(' ')
}

/** A share of the whole change, negative if the cause has the opposite sign: `70 %`, `−20 %`. */
export function shareOfChange(share: number): string {
  const percent = Math.round(Math.abs(share) * 100)
  if (percent === 0) return share === 0 ? '0 %' : 'below 1 %'
  return `${share < 0 ? '−' : ''}${percent} %`
}
