/** Where a local command writes, and how many columns it has. */
export interface Terminal {
  /** To standard output, which holds the result alone. */
  print(text: string): void
  /** To standard error. */
  printError(text: string): void
  readonly color: boolean
  /** In columns. */
  readonly width: number
}
