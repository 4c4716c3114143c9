/** The output of a local command, and its width. */
export interface Terminal {
  /** To standard output, which has only the result. */
  print(text: string): void
  /** To standard error. */
  printError(text: string): void
  readonly color: boolean
  /** In columns. */
  readonly width: number
}
