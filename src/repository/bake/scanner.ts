/** Scans HCL text. */

/** A syntax error and its line. */
export class HclFault extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/** Maximum nesting, deeper than in files written by hand. */
const deepest = 100

export class HclScanner {
  readonly text: string
  at: number
  /** Number of blocks and expressions around the position. */
  depth: number
  readonly #firstLine: number
  /** The last offset for which the line was computed, and the number of line ends before it. */
  #known = { at: 0, lines: 0 }

  /** @param firstLine line number of the first line, counted from 1 */
  constructor(text: string, firstLine = 1, depth = 0) {
    this.text = text
    this.at = 0
    this.depth = depth
    this.#firstLine = firstLine
  }

  get line(): number {
    const from = this.at < this.#known.at ? { at: 0, lines: 0 } : this.#known
    const lines = from.lines + this.text.slice(from.at, this.at).split('\n').length - 1
    this.#known = { at: this.at, lines }
    return this.#firstLine + lines
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** Skips blanks and comments, and with `lineEnds` also line ends. */
  skip(lineEnds: boolean): void {
    const blanks = lineEnds
      ? /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
      : /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
    this.match(blanks)
  }

  /** Consumes a match of a sticky expression; undefined if there is none at the position. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** Consumes these characters if they come next. */
  take(characters: string): boolean {
    if (!this.text.startsWith(characters, this.at)) return false
    this.at += characters.length
    return true
  }

  /** @throws {HclFault} if something else comes next */
  expect(characters: string): void {
    if (!this.take(characters)) this.fail(`\`${characters}\` is missing`)
  }

  /** @throws {HclFault} if the nesting is too deep */
  nested<T>(read: () => T): T {
    this.depth += 1
    if (this.depth > deepest) this.fail('this is nested too deeply')
    const found = read()
    this.depth -= 1
    return found
  }

  fail(message: string): never {
    throw new HclFault(message, this.line)
  }
}
