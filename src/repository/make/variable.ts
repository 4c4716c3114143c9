/** Variables of make, and the files that make reads. */

export interface MakeVariable {
  readonly text: string
  /** Expanded when it is used, not when it is set. */
  readonly recursive: boolean
  readonly origin: 'file' | 'command line' | 'environment' | 'override' | 'automatic'
}

export type MakeVariables = ReadonlyMap<string, MakeVariable>

/** The files that functions of make may read. Paths are relative to the root of the repository. */
export interface MakeFiles {
  /** The assumed absolute path of the root of the repository. */
  readonly root: string
  /** undefined if there is no such file, or if it was not read. */
  text(path: string): string | undefined
  /** Paths of all files. */
  readonly paths: readonly string[]
  /** Variables of make's environment. */
  environment?(name: string): string | undefined
}

export function automatic(text: string): MakeVariable {
  return { text, recursive: false, origin: 'automatic' }
}
