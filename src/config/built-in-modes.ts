import type { Mode } from '../model/mode.ts'

/** The parts of a mode that a configuration does not change. */
type ModeRecord = Pick<Mode, 'env' | 'expects' | 'requires' | 'needs' | 'buildmode' | 'external'>

/** Tags that select Go's own resolver and user database, because those of glibc load libraries at run time. */
export const withoutNameServices = ['netgo', 'osusergo'] as const

/**
 * The built-in modes: settings of the Go command, required tools, and the required linkage of the program. To add a mode, add
 * a row here.
 */
export const builtInModes = {
  static: { env: { CGO_ENABLED: '0' }, expects: ['static'] },
  // set explicitly, because Go would otherwise silently use 0 if it finds no C compiler
  dynamic: { env: { CGO_ENABLED: '1' }, expects: ['dynamic'] },
  pie: {
    env: { CGO_ENABLED: '1' },
    buildmode: 'pie',
    expects: ['dynamic'],
    requires: { pie: true },
  },
  'static-pie': {
    env: { CGO_ENABLED: '1' },
    buildmode: 'pie',
    external: { extldflags: '-static-pie', tags: withoutNameServices },
    needs: ['static-pie-libc'],
    expects: ['static-pie'],
  },
  'static-glibc': {
    env: { CGO_ENABLED: '1' },
    external: { extldflags: '-static', tags: withoutNameServices },
    needs: ['static-glibc'],
    expects: ['static'],
    requires: { libc: 'glibc' },
  },
  'dynamic-musl': {
    env: { CGO_ENABLED: '1' },
    needs: ['musl-compiler'],
    expects: ['dynamic'],
    requires: { libc: 'musl' },
  },
  'static-musl': {
    env: { CGO_ENABLED: '1' },
    external: { extldflags: '-static', tags: [] },
    needs: ['musl-compiler'],
    expects: ['static'],
    requires: { libc: 'musl' },
  },
} as const satisfies Record<string, ModeRecord>

export type BuiltInMode = keyof typeof builtInModes

export const builtInModeNames = Object.keys(builtInModes) as BuiltInMode[]

export function builtInMode(name: BuiltInMode): ModeRecord {
  return builtInModes[name]
}

/** The modes of a configuration that sets none. */
export const defaultModes = ['static', 'dynamic'] as const satisfies readonly BuiltInMode[]

/** Keys of a mode that only apply to `go build`. */
export const goKeys = ['tags', 'env', 'ldflags', 'gcflags', 'buildmode'] as const

export function isBuiltIn(name: string): name is BuiltInMode {
  return Object.hasOwn(builtInModes, name)
}

export const defaultLdflags = '-s -w'

/** Limit of one configuration: each mode is built and started at base and head. */
export const mostModes = 20
