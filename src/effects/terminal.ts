/** Where a command that somebody typed writes, and how much fits there. */
export interface Terminal {
  /** To standard output, which holds the result alone. */
  print(text: string): void
  /** To standard error. */
  printError(text: string): void
  readonly color: boolean
  /** In columns. */
  readonly width: number
}
