import type { Mode, ModeImage } from '../model/mode.ts'
import { builtInModes, defaultLdflags, goKeys, isBuiltIn } from './built-in-modes.ts'
import type { ModeOptions } from './mode-schema.ts'

/** What all modes share. */
export interface GoBuildOptions {
  readonly tags: readonly string[]
  /** Absent where the configuration says nothing. */
  readonly ldflags?: string
}

/** A mode, or undefined when it is neither built in nor says which one it starts from. */
export function resolveMode(name: string, options: ModeOptions, shared: GoBuildOptions): Mode | undefined {
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
