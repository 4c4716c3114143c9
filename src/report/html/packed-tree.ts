/** Packs trees into the data of a page: every name is stored once, everything else as numbers. */
import { nodeKinds, type ProgramNode } from './program-tree.ts'

export type PackedNode = readonly [
  name: number,
  kind: number,
  base: number,
  head: number,
  rows?: readonly PackedNode[] | 0,
  about?: number,
]

export interface PackedPrograms {
  readonly names: readonly string[]
  readonly programs: readonly PackedNode[]
}

export function packPrograms(programs: readonly ProgramNode[]): PackedPrograms {
  const numbers = new Map<string, number>()
  const numberOf = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size)
    return numbers.size - 1
  }
  const pack = ({ name, kind, base, head, rows, about }: ProgramNode): PackedNode => {
    const start = [numberOf(name), nodeKinds.indexOf(kind), base, head] as const
    const below = rows.map(pack)
    if (about !== undefined) return [...start, below.length === 0 ? 0 : below, numberOf(about)]
    return below.length === 0 ? start : [...start, below]
  }
  const packed = programs.map(pack)
  return { names: [...numbers.keys()], programs: packed }
}

export function unpackPrograms({ names, programs }: PackedPrograms): readonly ProgramNode[] {
  const unpack = ([name, kind, base, head, rows, about]: PackedNode): ProgramNode => ({
    name: names[name] ?? '',
    kind: nodeKinds[kind] ?? 'rest',
    base,
    head,
    rows: rows === undefined || rows === 0 ? [] : rows.map(unpack),
    ...(about === undefined ? {} : { about: names[about] ?? '' }),
  })
  return programs.map(unpack)
}

/** JSON that cannot end the script element that contains it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
