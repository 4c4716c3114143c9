/** Builds the app's own Dockerfile, and those that are configured for single modes. */

import { type Finding, finding } from '../../findings/finding.ts'
import type { Mode } from '../../model/mode.ts'
import { hasImages } from '../../model/platform.ts'
import { followsDockerfile } from '../../plan/mode-images.ts'
import type { Plan } from '../../plan/plan.ts'
import { isBuilt, notNeeded, type VariantBuild } from '../built-variant.ts'
import type { ProvenImage } from './build-image.ts'
import { buildConfigured } from './configured.ts'
import { foreignFinding } from './foreign-platform.ts'
import type { DockerfileTools } from './own-image.ts'
import { buildShipped, type ShippedBuild, type ShippedOptions } from './shipped.ts'

export interface DockerfileBuilds {
  readonly built: readonly VariantBuild[]
  readonly findings: readonly Finding[]
  /** Modes that get the built-in image. */
  readonly remaining: readonly Mode[]
  /** The image of head for fallback images; absent if there is none. */
  readonly reference?: ProvenImage
}

interface DockerfileOptions extends ShippedOptions {
  /** Whether there is a builder. */
  readonly canBuild: boolean
  /** Resolves when no program is being compiled on this machine; rejects if a compilation failed. */
  readonly isIdle: () => Promise<unknown>
}

/** Builds nothing if there is no builder, if the platform has no images, or if the Dockerfiles do not support it. */
export async function dockerfileBuilds(
  tools: DockerfileTools,
  plan: Plan,
  { isIdle, canBuild, ...options }: DockerfileOptions,
): Promise<DockerfileBuilds> {
  const without = { built: [], findings: [], remaining: plan.settings.config.modes }
  if (!hasImages(plan.target.platform)) return without
  if (!canBuild) return withoutBuilder(plan)
  const foreign = await foreignFinding(tools.world, plan)
  if (foreign !== undefined) return { ...without, findings: [foreign] }
  // waits, so that at most two builds run at a time
  if (plan.images.shipped !== undefined || plan.images.configured.length > 0) await isIdle()
  return buildDockerfiles(tools, plan, options)
}

/** Every mode gets the built-in image. */
function withoutBuilder({ images, settings }: Plan): DockerfileBuilds {
  const { modes } = settings.config
  const shipped = modes.some(followsDockerfile) ? images.shipped : undefined
  const { dockerfile } = shipped?.build ?? images.configured[0]?.build ?? {}
  return {
    built: [],
    remaining: modes,
    findings:
      dockerfile === undefined ? [] : [finding('dockerfile/no-builder', { dockerfile }, { verdict: 'warn' })],
  }
}

async function buildDockerfiles(
  tools: DockerfileTools,
  plan: Plan,
  options: ShippedOptions,
): Promise<DockerfileBuilds> {
  const { modes } = plan.settings.config
  const open = modes.filter(followsDockerfile)
  const { shipped: dockerfile } = plan.images
  const { unprepared = {}, needed } = options
  const shipped: ShippedBuild =
    dockerfile === undefined || open.length === 0
      ? { built: [], remaining: open, findings: [] }
      : await buildShipped(tools, plan, dockerfile, options)
  const built = [...shipped.built]
  let { reference } = shipped
  const skips = (mode: Mode) =>
    needed?.includes(mode.name) === false &&
    tools.builder.needsRepository === undefined &&
    (shipped.remaining.length > 0 || built.some(isBuilt))
  const skip = (mode: Mode, source: 'configured' | 'built-in') => {
    const planned = [...plan.variants].filter((variant) => variant.mode.name === mode.name)
    built.push(...planned.map((variant) => notNeeded(variant, source)))
  }
  for (const image of plan.images.configured) {
    if (skips(image.mode)) {
      skip(image.mode, 'configured')
      continue
    }
    const configured = await buildConfigured(tools, plan, image, unprepared)
    built.push(...configured.built)
    reference ??= configured.reference
  }
  const compiled = modes.filter((mode) => !followsDockerfile(mode) && mode.image?.from !== 'dockerfile')
  const skipped = compiled.filter(skips)
  for (const mode of skipped) skip(mode, 'built-in')
  return {
    built,
    findings: shipped.findings,
    remaining: modes.filter(
      (mode) => shipped.remaining.includes(mode) || (compiled.includes(mode) && !skipped.includes(mode)),
    ),
    ...(reference === undefined ? {} : { reference }),
  }
}
