/**
 * Symbols that the linker reached, and the first parent of each: the output of `go tool link -dumpdep`, a line for each symbol as
 * cmd/link/internal/ld/deadcode.go marks it. Safe for truncated and forged text.
 */
import { shorten } from '../../common/shorten.ts'

export interface Reachability {
  readonly names: readonly string[]
  /** By number; -1 for roots, or if unknown. A parent has a smaller number, so there are no cycles. */
  readonly parents: Int32Array
  /**
   * Functions that look up methods by names which the linker cannot know, in the order in which they were reached. With one of them,
   * every exported method of every type that is converted to an interface stays.
   */
  readonly lookups: readonly number[]
  /** The output exceeded a limit. */
  readonly isCut: boolean
  /** The first lines that are not part of the graph: errors of the Go command. */
  readonly others: readonly string[]
}

/** undefined if it is empty or incomplete. */
export function usable(reached: Reachability): Reachability | undefined {
  return reached.names.length === 0 || reached.isCut ? undefined : reached
}

export interface ReachabilityReader {
  /** Adds a piece of the output, which may end anywhere. */
  add(chunk: string): void
  end(): Reachability
}

/** In characters. Names of symbols are much shorter, even if they contain strings of the program. */
const longestLine = 1 << 20
/** The largest programs have a few million. */
const mostSymbols = 1 << 23
const mostOthers = 20
const longestOther = 500

const arrow = ' -> '
const flags = /(?: ?<(?:UsedInIface|ReflectMethod)>)+$/
/**
 * Constants that refer to nothing. Equal constants of several functions are one symbol, with the name of any of them, in any
 * package.
 */
const leaf = /^(?:go:string\.|gclocals·|runtime\.gcbits\.)/
const leafOfFunction = /^(?:stkobj|arginfo\d|argliveinfo|args_stackmap|opendefer|wrapinfo|jump\d+)$/

/** @param most maximum number of symbols that are read */
export function reachabilityReader(most = mostSymbols): ReachabilityReader {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const parents: number[] = []
  const lookups: number[] = []
  const others: string[] = []
  let isCut = false
  let rest = ''
  let isSkipping = false

  /**
   * With and without the flag `<UsedInIface>`, a type has different numbers: its methods are kept only if it is converted to an
   * interface.
   */
  const numberOf = (text: string, parent: number): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    if (names.length >= most) {
      isCut = true
      return -1
    }
    const found = text.endsWith('>') ? flags.exec(text) : null
    const number = names.length
    numbers.set(text, number)
    names.push(found === null ? text : text.slice(0, found.index))
    parents.push(parent)
    if (found?.[0].includes('<ReflectMethod>') === true) lookups.push(number)
    return number
  }
  const addLine = (line: string) => {
    const at = arrowIn(line)
    if (at < 0) {
      if (others.length < mostOthers && line !== '') others.push(shorten(line, longestOther))
      return
    }
    const to = line.slice(at + arrow.length)
    if (to === '' || isLeaf(to)) return
    const from = line.slice(0, at)
    numberOf(to, from === '_' ? -1 : numberOf(from, -1))
  }
  return {
    add(chunk) {
      const lines = chunk.split('\n')
      const last = lines.pop() ?? ''
      for (const [index, line] of lines.entries()) {
        if (index === 0 && isSkipping) {
          isSkipping = false
          continue
        }
        addLine(withoutReturn(index === 0 ? rest + line : line))
      }
      if (lines.length > 0) rest = ''
      if (!isSkipping) rest += last
      if (rest.length <= longestLine) return
      isSkipping = true
      rest = ''
    },
    end() {
      if (!isSkipping) addLine(rest)
      rest = ''
      return { names, parents: Int32Array.from(parents), lookups, isCut, others }
    },
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)

function isLeaf(name: string): boolean {
  const last = name.lastIndexOf('.')
  const before = name.lastIndexOf('.', last - 1)
  // a suffix belongs to a function if another dot precedes it: the one between package and function
  if (before >= 0 && last > 0 && name.lastIndexOf('/', last) < before) {
    if (leafOfFunction.test(name.slice(last + 1))) return true
  }
  return leaf.test(name)
}

/** Names of types may contain quoted field tags with any text. */
function arrowIn(line: string): number {
  for (let at = line.indexOf(arrow); at >= 0; at = line.indexOf(arrow, at + 1)) {
    if (line.indexOf(arrow, at + 1) < 0 || !isQuoted(line, at)) return at
  }
  return -1
}

function isQuoted(line: string, at: number): boolean {
  let quotes = 0
  for (let index = line.indexOf('"'); index >= 0 && index < at; index = line.indexOf('"', index + 1)) {
    let backslashes = 0
    while (line[index - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) quotes += 1
  }
  return quotes % 2 === 1
}
