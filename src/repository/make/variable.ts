/** Variables of make as values. */

export interface MakeVariable {
  readonly text: string
  /** Expanded when it is used, and not when it is set. */
  readonly recursive: boolean
  readonly origin: 'file' | 'command line' | 'environment' | 'override' | 'automatic'
}

export type MakeVariables = ReadonlyMap<string, MakeVariable>

/** What functions of make ask of the repository. Paths start at its root. */
export interface MakeFiles {
  /** Where the root of the repository is taken to be: absolute. */
  readonly root: string
  /** undefined where there is no such file, or it was not read. */
  text(path: string): string | undefined
  /** Every file. */
  readonly paths: readonly string[]
  /** Variables that make finds in its environment. */
  environment?(name: string): string | undefined
}

export function automatic(text: string): MakeVariable {
  return { text, recursive: false, origin: 'automatic' }
}
