import { type Result, succeed } from '../common/result.ts'
import { metricNames } from '../model/metric.ts'
import { type Mode, type ModeImage, modeExistsOn } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import {
  builtInMode,
  builtInModeNames,
  defaultLdflags,
  goKeys,
  isBuiltIn,
  mostModes,
} from './built-in-modes.ts'
import type { ModeOptions } from './mode-schema.ts'
import type { ConfigProblem } from './problems.ts'

/** Options that all modes share. */
export interface GoBuildOptions {
  readonly tags: readonly string[]
  /** Absent if the configuration does not set it. */
  readonly ldflags?: string
}

/**
 * The modes of a configuration, or all of their problems.
 *
 * @param isBuiltInOnly whether `build.dockerfile` selects the built-in image
 */
export function resolveModes(
  entries: readonly (readonly [name: string, options: ModeOptions])[],
  shared: GoBuildOptions,
  isBuiltInOnly: boolean,
): Result<readonly Mode[], readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = []
  const modes: Mode[] = []
  if (entries.length > mostModes) {
    const problem = `\`modes\` has ${entries.length} modes, but a check compares at most ${mostModes}: remove some`
    return { ok: false, problem: [{ path: ['modes'], problem }] }
  }
  for (const [name, options] of entries) {
    const mode = resolveMode(name, options, shared)
    const isTwice = modes.some((one) => one.name === name)
    const problem = isTwice
      ? `\`modes\` lists \`${name}\` twice: remove one of them`
      : problemOf(name, mode, isBuiltInOnly)
    if (problem !== undefined) problems.push({ path: isTwice ? ['modes'] : ['modes', name], problem })
    else if (mode !== undefined) modes.push(mode)
  }
  if (entries.length === 0) {
    const problem = `\`modes\` is empty: list at least one of ${builtInModeNames.join(', ')}`
    problems.push({ path: ['modes'], problem })
  }
  return problems.length > 0 ? { ok: false, problem: problems } : succeed(modes)
}

function problemOf(name: string, mode: Mode | undefined, isBuiltInOnly: boolean): string | undefined {
  if ((metricNames as readonly string[]).includes(name)) {
    return `a mode cannot have the name of a metric (\`${name}\`): rename the mode`
  }
  if (mode === undefined) {
    return `\`${name}\` is not a built-in mode (${builtInModeNames.join(', ')}): add \`link:\` with the built-in mode that it is based on`
  }
  if (mode.image?.from === 'dockerfile' && mode.image.dockerfile === undefined && isBuiltInOnly) {
    return `mode \`${name}\` selects an image of a Dockerfile, but \`build.dockerfile\` selects the built-in image: set \`dockerfile\` in the mode, or remove \`build.dockerfile\``
  }
  return undefined
}

/** A mode; undefined if it is neither built in nor based on another one. */
export function resolveMode(name: string, options: ModeOptions, shared: GoBuildOptions): Mode | undefined {
  const start = options.link ?? (isBuiltIn(name) ? name : undefined)
  if (start === undefined) return undefined
  const { env, ...record } = builtInMode(start)
  const own = goKeys.filter((key) => options[key] !== undefined)
  const image = imageOf(options)
  return {
    name,
    env: { ...env, ...options.env },
    tags: [...shared.tags, ...(options.tags ?? [])],
    ldflags: options.ldflags ?? shared.ldflags ?? defaultLdflags,
    ...record,
    ...(options.gcflags === undefined ? {} : { gcflags: options.gcflags }),
    ...(options.buildmode === undefined ? {} : { buildmode: options.buildmode }),
    ...(own.length === 0 ? {} : { own }),
    ...(options.env?.['CGO_ENABLED'] === '0' ? { cgoIsOff: true } : {}),
    ...(image === undefined ? {} : { image }),
  }
}

/** Where the image of a mode comes from, as far as its configuration sets it. */
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

/** Whether building this mode needs a C compiler. */
export function needsCompiler(mode: Mode): boolean {
  return mode.env['CGO_ENABLED'] === '1'
}

/** Problems for platforms on which none of the modes exists, so that nothing would be measured. */
export function withoutModes(
  platforms: readonly Platform[],
  modes: readonly Mode[],
): readonly ConfigProblem[] {
  return platforms
    .filter((platform) => !modes.some((mode) => modeExistsOn(mode, platform)))
    .map((platform) => ({
      path: ['platforms'],
      problem: `no mode in \`modes\` exists on \`${platform}\`: add \`static\` to \`modes\`, or remove the platform`,
    }))
}
