/** Expands variables like BuildKit in a Dockerfile, or like a shell. */

import { withoutPrefix, withoutSuffix, withReplacement } from './pattern.ts'
import type { WordPart } from './words.ts'

/** The variables that are visible at one place. */
export interface Variables {
  /** undefined if it is not set, or if its value is unknown. */
  get(name: string): string | undefined
  /** Whether it is set, even to an unknown value. */
  has(name: string): boolean
  /** Whether an unset variable is certainly empty, and not set, for example, by ENV of the base image. */
  isEmpty(name: string): boolean
}

export const noVariables: Variables = { get: () => undefined, has: () => false, isEmpty: () => false }

/** The rules to apply. */
export type Dialect = { readonly of: 'shell' } | { readonly of: 'BuildKit'; readonly escapeCharacter: string }

export type Expansion =
  /** `unset`: names of unset variables, which expanded to nothing. */
  | { readonly kind: 'text'; readonly text: string; readonly unset: readonly string[] }
  /** It depends on an unknown value. */
  | { readonly kind: 'unknown' }
  /** The builder or shell ends with an error. */
  | {
      readonly kind: 'refused'
      readonly because: string
      /** The variable that lacks a value, if that is the reason. */
      readonly variable?: string
    }

/** Expands the variables in the parts of a word, from which quotes are already removed. */
export function expand(parts: readonly WordPart[], variables: Variables, dialect: Dialect): Expansion {
  const unset = new Set<string>()
  let text: string | undefined = ''
  for (const part of parts) {
    const isOpen = part.quoting === 'none' || part.quoting === 'double'
    const found: Expansion = isOpen
      ? new Expander(part.text, variables, dialect).whole()
      : { kind: 'text', text: part.text, unset: [] }
    if (found.kind === 'refused') return found
    text = found.kind === 'unknown' || text === undefined ? undefined : text + found.text
    for (const name of found.kind === 'text' ? found.unset : []) unset.add(name)
  }
  // variables that double each other could grow exponentially, so a very long text counts as unknown
  if (text === undefined || text.length > 16_384) return { kind: 'unknown' }
  return { kind: 'text', text, unset: [...unset] }
}

const roles = { '-': 'default', '=': 'default', '+': 'alternative', '?': 'required' } as const

function roleOf(operator: string, isShell: boolean): (typeof roles)[keyof typeof roles] | undefined {
  const sign = operator.replace(/^:/, '')
  return sign === '=' && !isShell ? undefined : roles[sign as keyof typeof roles]
}

/** A text, or undefined if it depends on an unknown value. */
type Known = string | undefined

function joined(parts: readonly Known[]): Known {
  return parts.includes(undefined) ? undefined : parts.join('')
}

class Expander {
  readonly #text: string
  readonly #variables: Variables
  readonly #isShell: boolean
  readonly #escape: string
  readonly #unset = new Set<string>()
  #at = 0
  #refused: Extract<Expansion, { readonly kind: 'refused' }> | undefined

  constructor(text: string, variables: Variables, dialect: Dialect) {
    this.#text = text
    this.#variables = variables
    this.#isShell = dialect.of === 'shell'
    this.#escape = dialect.of === 'shell' ? '\\' : dialect.escapeCharacter
  }

  whole(): Expansion {
    const parts: Known[] = []
    while (this.#at < this.#text.length) parts.push(this.#isVariable ? this.#dollar() : this.#take())
    if (this.#refused !== undefined) return this.#refused
    const text = joined(parts)
    return text === undefined ? { kind: 'unknown' } : { kind: 'text', text, unset: [...this.#unset] }
  }

  get #next(): string | undefined {
    return this.#text[this.#at]
  }

  /** Whether a variable or a command begins here; the output of a command is unknown. */
  get #isVariable(): boolean {
    return this.#next === '$' || (this.#isShell && this.#next === '`')
  }

  #take(): string {
    const character = this.#text[this.#at] ?? ''
    this.#at += 1
    return character
  }

  #takeMatch(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** Records the error; the rest is ignored. */
  #refuse(because: string, variable?: string): undefined {
    this.#refused ??= { kind: 'refused', because, ...(variable === undefined ? {} : { variable }) }
    this.#at = this.#text.length
    return undefined
  }

  /** An expansion that begins with `$`, or a command in backquotes. */
  #dollar(): Known {
    const begins = this.#take()
    if (this.#isShell && (begins === '`' || this.#next === '(')) {
      // the end of a command does not matter, because its output makes the whole word unknown
      this.#at = this.#text.length
      return undefined
    }
    if (this.#next === '{') return this.#braces()
    // in a shell, `$10` is `$1` and a zero
    const name = this.#isShell && /^\d/.test(this.#next ?? '') ? this.#take() : this.#name()
    return name === '' ? '$' : this.#valueOrEmpty(name)
  }

  #name(): string {
    return this.#takeMatch(/\d+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy)
  }

  #valueOrEmpty(name: string): Known {
    if (this.#variables.has(name)) return this.#variables.get(name)
    if (!this.#variables.isEmpty(name)) return undefined
    this.#unset.add(name)
    return ''
  }

  /** `${…}`. */
  #braces(): Known {
    this.#at += 1
    if (this.#next === undefined) return this.#refuse('a `}` is missing')
    if ('{}:'.includes(this.#next)) return this.#refuse('bad substitution')
    const name = this.#name()
    const operator = this.#takeMatch(/:?[^:]?/suy)
    if (operator === '}') return this.#valueOrEmpty(name)
    if (operator === '#' || operator === '%') return this.#trimmed(name, operator)
    if (operator === '/') return this.#replaced(name)
    return this.#substituted(name, operator)
  }

  #substituted(name: string, operator: string): Known {
    const role = roleOf(operator, this.#isShell)
    const other = this.#operand('}', false)
    if (role === undefined) return this.#refuse(`\`\${${name}${operator}…}\` is not supported`)
    const isSet = this.#variables.has(name)
    const value = this.#variables.get(name)
    const isEmpty = operator.startsWith(':') && value === ''
    // the result depends on whether it is empty
    if (isSet && value === undefined && operator.startsWith(':')) return undefined
    const holds = isSet && !isEmpty
    if (role === 'alternative') return holds ? other : ''
    if (holds || role === 'default') return holds ? value : other
    const detail = other === undefined || other === '' ? '' : `: ${other}`
    return this.#refuse(`\`${name}\` has no value${detail}`, name)
  }

  #trimmed(name: string, operator: '#' | '%'): Known {
    const pattern = this.#operand('}', true)
    const value = this.#valueOrEmpty(name)
    if (pattern === undefined || value === undefined) return undefined
    const longest = pattern.startsWith(operator)
    const cut = operator === '#' ? withoutPrefix : withoutSuffix
    return this.#unlessRefused(cut(value, longest ? pattern.slice(1) : pattern, longest), pattern)
  }

  #replaced(name: string): Known {
    const all = this.#next === '/'
    if (all) this.#at += 1
    const pattern = this.#operand('/', true)
    // BuildKit keeps escapes in the replacement, but shells remove them
    const by = this.#operand('}', !this.#isShell)
    const value = this.#valueOrEmpty(name)
    if (pattern === undefined || by === undefined || value === undefined) return undefined
    return this.#unlessRefused(withReplacement(value, pattern, { by, all }), pattern)
  }

  #unlessRefused(value: string | undefined, pattern: string): Known {
    return value ?? this.#refuse(`\`${pattern}\` is not a valid pattern`)
  }

  /** The operand after an operator, up to `last`. `raw` keeps escapes, because patterns interpret them. */
  #operand(last: '}' | '/', raw: boolean): Known {
    const parts: Known[] = []
    while (this.#next !== last) {
      if (this.#next === undefined) return this.#refuse(`a \`${last}\` is missing`)
      parts.push(this.#part(raw))
    }
    this.#at += 1
    return joined(parts)
  }

  #part(raw: boolean): Known {
    const isPattern = raw && this.#isShell
    if (this.#isVariable) return this.#dollar()
    // shells treat these differently in a pattern
    if (isPattern && /['"[]/.test(this.#next ?? '')) return this.#unreadable()
    if (this.#next === "'") return this.#singleQuoted()
    if (this.#next === '"') return this.#doubleQuoted(raw)
    const character = this.#take()
    if (character !== this.#escape) return character
    return raw ? character + this.#take() : this.#take()
  }

  #unreadable(): undefined {
    this.#at += 1
    return undefined
  }

  #singleQuoted(): Known {
    const closing = this.#text.indexOf("'", this.#at + 1)
    if (closing < 0) return this.#refuse('a quote is not closed')
    const text = this.#text.slice(this.#at + 1, closing)
    this.#at = closing + 1
    return text
  }

  #doubleQuoted(raw: boolean): Known {
    const parts: Known[] = []
    this.#at += 1
    while (this.#next !== '"') {
      if (this.#next === undefined) return this.#refuse('a quote is not closed')
      if (this.#next === '$') {
        parts.push(this.#dollar())
        continue
      }
      const character = this.#take()
      const isEscape =
        character === this.#escape && ['"', '$', this.#escape].includes(this.#next ?? this.#escape)
      parts.push(isEscape ? (raw ? character : '') + this.#take() : character)
    }
    this.#at += 1
    return joined(parts)
  }
}
