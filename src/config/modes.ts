import type { LinkageKind } from '../model/image.ts'
import type { Mode, ModeImage } from '../model/report.ts'
import type { ModeOptions } from './mode-schema.ts'

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

export const defaultLdflags = '-s -w'

/** What all modes share. */
export interface BuildOptions {
  readonly tags: readonly string[]
  /** Absent where the configuration says nothing. */
  readonly ldflags?: string
}

/** Keys of a mode that are for `go build` alone. */
export const goKeys = ['tags', 'env', 'ldflags'] as const

export function isBuiltIn(name: string): name is BuiltInMode {
  return Object.hasOwn(builtInModes, name)
}

/** A mode, or undefined when it is neither built in nor says which one it starts from. */
export function resolveMode(name: string, options: ModeOptions, shared: BuildOptions): Mode | undefined {
  const start = options.link ?? (isBuiltIn(name) ? name : undefined)
  if (start === undefined) return undefined
  const { env, expects } = builtInModes[start]
  const own = goKeys.filter((key) => options[key] !== undefined)
  const image = imageOf(options)
  return {
    name,
    env: { ...env, ...options.env },
    tags: [...shared.tags, ...(options.tags ?? [])],
    ldflags: options.ldflags ?? shared.ldflags ?? defaultLdflags,
    expects,
    ...(own.length === 0 ? {} : { own }),
    ...(image === undefined ? {} : { image }),
  }
}

/** Where the image of a mode comes from, as far as its configuration says. */
function imageOf(options: ModeOptions): ModeImage | undefined {
  const { dockerfile, context, target, 'build-args': buildArgs, 'base-image': base } = options
  if (dockerfile === false || base !== undefined)
    return { from: 'built-in', ...(base === undefined ? {} : { base }) }
  if ([dockerfile, context, target, buildArgs].every((one) => one === undefined)) return undefined
  return {
    from: 'dockerfile',
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(context === undefined ? {} : { context }),
    ...(target === undefined ? {} : { target }),
    buildArgs: buildArgs ?? {},
  }
}

/** Whether building this mode takes a C compiler. */
export function needsCompiler(mode: Mode): boolean {
  return mode.env['CGO_ENABLED'] === '1'
}
