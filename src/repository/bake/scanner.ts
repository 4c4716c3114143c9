/** The characters of an HCL text, and where the reading of it stands. */

/** A place where the text is no HCL. */
export class HclFault extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/** Deeper than files written by hand are nested. */
const deepest = 100

export class HclScanner {
  readonly text: string
  at: number
  /** Number of blocks and expressions around what is being read. */
  depth: number
  readonly #firstLine: number
  /** Where a line was asked for last, and how many lines end before. */
  #known = { at: 0, lines: 0 }

  /** @param firstLine number of the first line of the text */
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

  /** Skips blanks and comments; line ends too where they separate nothing. */
  skip(lineEnds: boolean): void {
    const blanks = lineEnds
      ? /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
      : /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
    this.match(blanks)
  }

  /** Takes what fits here; undefined where nothing does. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** Takes these characters, if they stand here. */
  take(characters: string): boolean {
    if (!this.text.startsWith(characters, this.at)) return false
    this.at += characters.length
    return true
  }

  /** @throws {HclFault} where something else stands here */
  expect(characters: string): void {
    if (!this.take(characters)) this.fail(`\`${characters}\` is missing`)
  }

  /** @throws {HclFault} where too much is around it */
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
