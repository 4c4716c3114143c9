/** The output of a local command, and its width. */
export interface Terminal {
  /** Prints to standard output, which contains only the result. */
  print(text: string): void
  /** Prints to standard error. */
  printError(text: string): void
  readonly color: boolean
  /** In columns. */
  readonly width: number
}
