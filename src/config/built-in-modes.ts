import type { LinkageKind } from '../model/image.ts'

/**
 * The modes that linkgate knows by name. A mode is the settings of the Go command and what the file must then be;
 * to add one, add a row here.
 */
export const builtInModes = {
  static: { env: { CGO_ENABLED: '0' }, expects: ['static'] },
  // Go's default is 1 only while a C compiler is found: said aloud, a missing compiler is an error, not another mode
  dynamic: { env: { CGO_ENABLED: '1' }, expects: ['dynamic'] },
} as const satisfies Record<string, { env: Record<string, string>; expects: readonly LinkageKind[] }>

export type BuiltInMode = keyof typeof builtInModes

export const builtInModeNames = Object.keys(builtInModes) as BuiltInMode[]

/** Keys of a mode that are for `go build` alone. */
export const goKeys = ['tags', 'env', 'ldflags'] as const

export function isBuiltIn(name: string): name is BuiltInMode {
  return Object.hasOwn(builtInModes, name)
}

export const defaultLdflags = '-s -w'

/** Of one configuration: each mode is built and started at base and head. */
export const mostModes = 20
