/** Tables that the load commands of a Mach-O file point to, most of them in its segment `__LINKEDIT`. */
import type { ByteView } from '../bytes/byte-view.ts'

type TableKind =
  | 'symbols'
  | 'strings'
  | 'indirect-symbols'
  | 'relocations'
  | 'rebase'
  | 'binding'
  | 'exports'
  | 'chained-fixups'
  | 'function-starts'
  | 'data-in-code'
  | 'code-signature'

export interface LinkEditTable {
  readonly kind: TableKind
  readonly offset: number
  readonly size: number
}

export interface SymbolCounts {
  readonly defined: number
  readonly needed: number
}

const symtab = 0x2
const dysymtab = 0xb
const dyldInfo = new Set([0x22, 0x80000022])
const singleTables: ReadonlyMap<number, TableKind> = new Map([
  [0x1d, 'code-signature'],
  [0x26, 'function-starts'],
  [0x29, 'data-in-code'],
  [0x80000033, 'exports'],
  [0x80000034, 'chained-fixups'],
])
const dyldTables = ['rebase', 'binding', 'binding', 'binding', 'exports'] as const
const relocationSize = 8
const indexSize = 4

/** Bytes of an entry of the symbol table. */
export const nlistSize = { wide: 16, narrow: 12 } as const

/** @param at offset of any load command */
export function linkEditTables(view: ByteView, at: number): readonly LinkEditTable[] {
  return tablesOf(view, at).filter(({ size }) => size > 0)
}

function tablesOf(view: ByteView, at: number): readonly LinkEditTable[] {
  const kind = view.u32(at)
  const field = (index: number) => view.u32(at + 8 + 4 * index)
  const single = singleTables.get(kind)
  if (single !== undefined) return [{ kind: single, offset: field(0), size: field(1) }]
  if (dyldInfo.has(kind)) {
    return dyldTables.map((table, index) => ({
      kind: table,
      offset: field(2 * index),
      size: field(2 * index + 1),
    }))
  }
  if (kind === symtab) {
    const wide = (view.u32(0) & 1) !== 0
    const size = field(1) * nlistSize[wide ? 'wide' : 'narrow']
    return [
      { kind: 'symbols', offset: field(0), size },
      { kind: 'strings', offset: field(2), size: field(3) },
    ]
  }
  if (kind !== dysymtab) return []
  return [
    { kind: 'indirect-symbols', offset: field(12), size: field(13) * indexSize },
    { kind: 'relocations', offset: field(14), size: field(15) * relocationSize },
    { kind: 'relocations', offset: field(16), size: field(17) * relocationSize },
  ]
}

/** From LC_DYSYMTAB: defined symbols come first. undefined for another command. */
export function readSymbolCounts(view: ByteView, at: number): SymbolCounts | undefined {
  if (view.u32(at) !== dysymtab) return undefined
  return { defined: view.u32(at + 12) + view.u32(at + 20), needed: view.u32(at + 28) }
}
