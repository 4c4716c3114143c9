/** Finds the end of a substitution: `$(…)`, `${…}`, `$((…))`, `` `…` ``, `<(…)`, and GitHub's `${{ … }}`. */

/** Limit for nesting; a deeper substitution counts as unclosed. */
const deepest = 50

const longestArithmetic = 1000

/** The context of a substitution. */
export interface SubstitutionContext {
  /** Inside double quotes, where a single quote is an ordinary character. */
  readonly quoted: boolean
  /** Number of substitutions around it. */
  readonly depth: number
  readonly commandEnd: CommandEnd
}

/** The index after the `)` that closes the command substitution whose content begins at `at`. */
export type CommandEnd = (text: string, at: number, depth: number) => number | undefined

/** Whether a substitution begins here. */
export function isSubstitution(text: string, at: number): boolean {
  const character = text[at]
  const next = text[at + 1]
  if (character === '`') return true
  if (character === '$') return next === '(' || next === '{'
  return (character === '<' || character === '>') && next === '('
}

/** The index after the substitution that begins here; undefined if it is not closed. */
export function substitutionEnd(text: string, at: number, context: SubstitutionContext): number | undefined {
  if (context.depth >= deepest) return undefined
  if (text[at] === '`') return backquoteEnd(text, at)
  if (text.startsWith('${{', at)) {
    const closed = text.indexOf('}}', at + 3)
    if (closed >= 0) return closed + 2
  }
  if (text[at + 1] === '{') return parameterEnd(text, at, context)
  if (text.startsWith('$((', at)) {
    const closed = arithmeticEnd(text, at + 1)
    if (closed !== undefined) return closed
  }
  return context.commandEnd(text, at + 2, context.depth + 1)
}

/** The index after the `))` that closes the `((` here; undefined if there is none, so that two subshells begin. */
export function arithmeticEnd(text: string, at: number): number | undefined {
  let depth = 0
  const last = Math.min(text.length, at + longestArithmetic)
  for (let index = at; index < last; index += 1) {
    const character = text[index]
    if (character === '\\') index += 1
    else if (character === '(') depth += 1
    else if (character === ')') {
      depth -= 1
      if (depth === 0) return text[index - 1] === ')' ? index + 1 : undefined
      if (depth === 1 && text[index + 1] !== ')') return undefined
    }
  }
  return undefined
}

function backquoteEnd(text: string, at: number): number | undefined {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '`') return index + 1
  }
  return undefined
}

function parameterEnd(text: string, at: number, context: SubstitutionContext): number | undefined {
  // in a default or alternative value, the quotes around the whole expansion still apply
  const isValue = /^\$\{\w+:?[-+=?]/.test(text.slice(at, at + 80))
  const inner = { ...context, quoted: context.quoted && isValue, depth: context.depth + 1 }
  for (let index = at + 2; index < text.length; ) {
    const character = text[index] ?? ''
    if (character === '}') return index + 1
    const end = partEnd(text, index, inner)
    if (end === undefined) return undefined
    index = end
  }
  return undefined
}

interface BraceRules {
  readonly escape: string
  /** Whether an unquoted character ends the word even inside braces. */
  readonly isEnd: (character: string) => boolean
  /** Number of braces around it. */
  readonly depth?: number
}

/** The index after the `}` that closes the `${` of a Dockerfile that begins here; undefined if there is none. */
export function bracesEnd(text: string, at: number, rules: BraceRules): number | undefined {
  const { depth = 0 } = rules
  if (depth >= deepest) return undefined
  const inner = { ...rules, depth: depth + 1 }
  let index = at + 2
  while (index < text.length) {
    const character = text[index] ?? ''
    if (character === '}') return index + 1
    if (rules.isEnd(character)) return undefined
    const end = bracedPartEnd(text, index, inner)
    if (end === undefined) return undefined
    index = end
  }
  return undefined
}

function bracedPartEnd(text: string, at: number, rules: BraceRules): number | undefined {
  if (text.startsWith('$$', at) || text[at] === rules.escape) return at + 2
  if (text.startsWith('${', at)) return bracesEnd(text, at, rules)
  if (text[at] !== "'" && text[at] !== '"') return at + 1
  const isDouble = text[at] === '"'
  for (let index = at + 1; index < text.length; ) {
    if (text[index] === text[at]) return index + 1
    const isBrace = isDouble && text.startsWith('${', index)
    const end = isBrace ? bracesEnd(text, index, { ...rules, isEnd: () => false }) : index + 1
    if (end === undefined) return undefined
    index = isDouble && text[index] === rules.escape ? index + 2 : end
  }
  return undefined
}

/** The index after the quote, escape, substitution or plain character here. */
function partEnd(text: string, at: number, context: SubstitutionContext): number | undefined {
  const character = text[at]
  if (character === '\\') return at + 2
  if (character === "'" && !context.quoted) {
    const closed = text.indexOf("'", at + 1)
    return closed < 0 ? undefined : closed + 1
  }
  if (character === '"') return doubleQuoteEnd(text, at, context)
  if (character === '$' || character === '`') {
    if (isSubstitution(text, at)) return substitutionEnd(text, at, context)
  }
  return at + 1
}

function doubleQuoteEnd(text: string, at: number, context: SubstitutionContext): number | undefined {
  for (let index = at + 1; index < text.length; ) {
    if (text[index] === '"') return index + 1
    const isPlain = text[index] === "'"
    const end = isPlain ? index + 1 : partEnd(text, index, { ...context, quoted: true })
    if (end === undefined) return undefined
    index = end
  }
  return undefined
}
