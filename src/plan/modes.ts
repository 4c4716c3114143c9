import type { LinkageKind, Mode } from '../model.ts'

/**
 * The modes that linkgate knows by name. A mode is what the Go command is told and what the file must then be;
 * to add one, add a row here.
 */
export const builtInModes = {
  static: { env: { CGO_ENABLED: '0' }, expects: ['static'] },
  // Go's default is 1 only while a C compiler is found: said aloud, a missing compiler is an error, not another mode
  dynamic: { env: { CGO_ENABLED: '1' }, expects: ['dynamic'] },
} as const satisfies Record<string, { env: Record<string, string>; expects: readonly LinkageKind[] }>

export type BuiltInMode = keyof typeof builtInModes
export const builtInModeNames = Object.keys(builtInModes) as BuiltInMode[]

/** What a configuration may say of a mode. */
export interface ModeOptions {
  /** Which built-in mode it starts from; needed when its name is not one of them. */
  readonly link?: BuiltInMode | undefined
  readonly tags?: readonly string[] | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly ldflags?: string | undefined
}

/** What all modes share. */
export interface BuildOptions {
  readonly tags: readonly string[]
  readonly ldflags: string
}

export function isBuiltIn(name: string): name is BuiltInMode {
  return Object.hasOwn(builtInModes, name)
}

/** A mode, or undefined when it is neither built in nor says which one it starts from. */
export function resolveMode(name: string, options: ModeOptions, shared: BuildOptions): Mode | undefined {
  const start = options.link ?? (isBuiltIn(name) ? name : undefined)
  if (start === undefined) return undefined
  const { env, expects } = builtInModes[start]
  return {
    name,
    env: { ...env, ...options.env },
    tags: [...shared.tags, ...(options.tags ?? [])],
    ldflags: options.ldflags ?? shared.ldflags,
    expects,
  }
}

/** Whether building this mode takes a C compiler. */
export function needsCompiler(mode: Mode): boolean {
  return mode.env['CGO_ENABLED'] === '1'
}
