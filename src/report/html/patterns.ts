/** Fill patterns of tiles. Each kind has its own, so that tiles can be distinguished without colors. */

import { formatSize } from '../../model/quantity.ts'
import { leastChange, type NodeKind, type NodeState } from './program-tree.ts'

const lines = {
  added: 'M4 1V7M1 4H7',
  grew: 'M-1 5L5 -1M3 9L9 3',
  shrank: 'M3 -1L9 5M-1 3L5 9',
  removed: 'M0 2H8M0 6H8',
  main: 'M2 2h1M6 6h1',
  standard: 'M0 4H8',
  c: 'M4 0V8',
  unlisted: 'M0 4H8M4 0V8',
  noise: 'M-1 5L5 -1M3 9L9 3',
} as const

/** Must be in a page once, before its first use. */
export function patternDefinitions(): string {
  const patterns = Object.entries(lines).map(
    ([name, path]) =>
      `<pattern id="p-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="fill-${name}" width="8" height="8"/><path class="mark-${name}" d="${path}"/></pattern>`,
  )
  return `<svg class="defs" aria-hidden="true" focusable="false"><defs>${patterns.join('')}</defs></svg>`
}

const stateWords: Readonly<Record<NodeState, string>> = {
  added: '+ new',
  grew: '+ larger',
  shrank: '− smaller',
  removed: '− removed',
  same: `same within ${formatSize(leastChange)}`,
}

const kindWords = {
  main: 'module of the app',
  dependency: 'other modules',
  'standard-library': 'standard library',
  c: 'not Go',
  unlisted: 'module unknown',
  shared: 'in no package, or in several',
} as const satisfies Partial<Record<NodeKind, string>>

const swatch = (kind: string, words: string) =>
  `<span><svg class="swatch ${kind}" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16"/></svg>${words}</span>`

export function stateLegend(): string {
  return Object.entries(stateWords)
    .map(([state, words]) => swatch(state, words))
    .join('')
}

/** @param kinds kinds of modules in the program */
export function kindLegend(kinds: ReadonlySet<NodeKind>): string {
  return (Object.entries(kindWords) as [keyof typeof kindWords, string][])
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, words]) => swatch(`of-${kind}`, words))
    .join('')
}
