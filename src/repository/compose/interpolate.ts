/** Variables in values of compose files. */

/** Values of variables outside of a compose file; undefined if it is not set or only known at run time. */
export type ComposeEnvironment = (name: string) => string | undefined

/** Maximum nesting of defaults, deeper than in files written by hand. */
const deepest = 20
/** Maximum length of a text with values, because a long value may be used many times. */
const longest = 256_000

/**
 * Replaces variables with their values or defaults, which can contain variables, and `$$` with a dollar sign. undefined if a variable
 * has neither, or if the text becomes too long. An unclosed brace consumes the rest, which stays as written.
 */
export function interpolated(
  text: string,
  environment: ComposeEnvironment = () => undefined,
): string | undefined {
  return new Interpolation(text, environment).until(undefined, 0)
}

class Interpolation {
  readonly #text: string
  readonly #environment: ComposeEnvironment
  #at = 0

  constructor(text: string, environment: ComposeEnvironment) {
    this.#text = text
    this.#environment = environment
  }

  /** The text before `end`, which is consumed. */
  until(end: '}' | undefined, depth: number): string | undefined {
    const parts: (string | undefined)[] = []
    let length = 0
    while (this.#at < this.#text.length) {
      if (end !== undefined && this.#text[this.#at] === end) {
        this.#at += 1
        break
      }
      const part = this.#part(end, depth)
      length += part?.length ?? 0
      parts.push(length > longest ? undefined : part)
    }
    return parts.includes(undefined) ? undefined : parts.join('')
  }

  #part(end: '}' | undefined, depth: number): string | undefined {
    if (this.#take(/\$\$/y) !== undefined) return '$'
    const name = this.#take(/\$[A-Za-z_]\w*/y)
    if (name !== undefined) return this.#environment(name.slice(1))
    if (this.#take(/\$\{/y) !== undefined) return this.#braced(depth)
    return this.#take(end === undefined ? /\$|[^$]+/y : /\$|[^$}]+/y)
  }

  #braced(depth: number): string | undefined {
    const start = this.#at - 2
    if (this.#text.indexOf('}', start) < 0) {
      this.#at = this.#text.length
      return this.#text.slice(start)
    }
    const name = this.#take(/\w+/y) ?? ''
    const operator = this.#take(/:?[-+?]/y)
    if (depth >= deepest) {
      this.#at = this.#text.length
      return undefined
    }
    const word = this.until('}', depth + 1)
    const value = this.#environment(name)
    if (operator === undefined) return word === '' ? value : undefined
    const isSet = value !== undefined && !(value === '' && operator.startsWith(':'))
    if (operator.endsWith('-')) return isSet ? value : word
    if (operator.endsWith('+')) return isSet ? word : ''
    return isSet ? value : undefined
  }

  /** Consumes what a sticky pattern matches here. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }
}
