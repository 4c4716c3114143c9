/** Finds RUNs that can get cache mounts for GOCACHE and GOMODCACHE without changing any image. */

import type { CacheMountObstacle } from '../../../model/image.ts'
import { applyEdits, type Edit } from '../../read/edits.ts'
import type { Dockerfile } from '../../read/parse.ts'
import type { StageStep } from '../../read/scope.ts'
import { type BuildParameters, targetStage } from '../../read/stages.ts'
import { cEnvironment } from './c-environment.ts'
import { collectorEdits } from './collector.ts'
import { cachePathLine, cacheReadLine, hasCredentials, isOffline, ownMounts } from './conflicts.ts'
import { type GoFamily, goStages } from './families.ts'
import { fetchEnvironment } from './fetch-environment.ts'
import { supportsCacheMounts } from './frontend.ts'
import { type CacheOwner, cacheOwner, type GoPaths, goPaths, overlaps } from './go-paths.ts'
import { type NeededSteps, neededSteps } from './needed-steps.ts'

export type CacheKind = keyof GoPaths

export interface CacheMount {
  readonly kind: CacheKind
  /** Line of the RUN that gets the mount, counted from 1. */
  readonly line: number
  /** Offset in the text at which the mount is inserted. */
  readonly at: number
  /** Absolute path in the stage. */
  readonly target: string
  readonly owner?: CacheOwner
  /** Name of the image that the stage begins with; absent for scratch. */
  readonly image?: string
  /** Mounts with different environments must not share a cache. */
  readonly environment: string
}

/** Why some RUNs that run Go get no mounts, and the line with the reason. */
export interface WithoutMounts {
  readonly because: CacheMountObstacle
  readonly line: number
}

export interface CompileCaches {
  readonly mounts: readonly CacheMount[]
  /** Edits that set compiler variables in the RUNs that get mounts. */
  readonly settings: readonly Edit[]
  readonly runsWithoutMounts: readonly WithoutMounts[]
}

/** RUNs that can share Go's caches with other builds, because the caches do not affect their results. */
export function compileCaches(dockerfile: Dockerfile, options: BuildParameters): CompileCaches {
  const target = targetStage(dockerfile, options.target)
  if (target === undefined) return { mounts: [], settings: [], runsWithoutMounts: [] }
  const needed = neededSteps(dockerfile, target, options)
  const { families, shipping } = goStages(needed)
  const takes = supportsCacheMounts(dockerfile.text, options.buildArgs)
  const found = families.map((family) => (takes ? familyCaches(needed, family) : left('syntax', 1)))
  return {
    mounts: found.flatMap(({ mounts }) => mounts),
    settings: found.flatMap(({ settings }) => settings),
    runsWithoutMounts: [
      ...shipping.map((line) => ({ because: 'ships', line }) as const),
      ...found.flatMap(({ runsWithoutMounts }) => runsWithoutMounts),
    ],
  }
}

function left(because: WithoutMounts['because'], line: number): CompileCaches {
  return { mounts: [], settings: [], runsWithoutMounts: [{ because, line }] }
}

function familyCaches(needed: NeededSteps, family: GoFamily): CompileCaches {
  const obstacle = obstacleOf(needed, family)
  if (obstacle !== undefined) return obstacle
  const { running, steps } = family
  const [first] = running
  const paths = first && goPaths(first.scope)
  if (first === undefined || paths === undefined) return { mounts: [], settings: [], runsWithoutMounts: [] }
  const { instruction, scope } = first
  const own = steps.flatMap((step) => (step.instruction.keyword === 'RUN' ? ownMounts(step) : []))
  if (own.includes(undefined)) return left('unknown-path', instruction.line)
  const isFree = (kind: CacheKind) => !own.some((path) => path !== undefined && overlaps(path, paths[kind]))
  const kinds = [
    ...(isFree('build') ? (['build'] as const) : []),
    ...(isFree('modules') && canFetch(needed, running) ? (['modules'] as const) : []),
  ]
  if (kinds.length === 0) return left('mounts', instruction.line)
  const line = cachePathLine(needed, family, paths)
  if (line !== undefined) return left('names-cache', line)
  const reading = cacheReadLine(needed, family, paths)
  if (reading !== undefined) return left('reads-cache', reading)
  const environments = { build: cEnvironment(needed, family), modules: fetchEnvironment(needed, family) }
  const owner = cacheOwner(scope)?.owner
  const image = rootImage(needed, family)
  const mounts = running.flatMap((step) =>
    kinds.map((kind) => ({
      kind,
      line: step.instruction.line,
      at: step.instruction.start + step.instruction.keyword.length,
      target: paths[kind],
      ...(owner === undefined ? {} : { owner }),
      ...(image === undefined ? {} : { image }),
      environment: environments[kind],
    })),
  )
  return { mounts, settings: collectorEdits(needed, family), runsWithoutMounts: [] }
}

function rootImage({ chainOf }: NeededSteps, { stages: [first] }: GoFamily): string | undefined {
  const root = first && chainOf(first).root
  return root?.kind === 'image' ? root.image : undefined
}

/** Why the RUNs of a family cannot get mounts, if there is a reason. */
function obstacleOf(needed: NeededSteps, family: GoFamily): CompileCaches | undefined {
  const { running } = family
  const onBuild = onBuildLine(needed, family)
  if (onBuild !== undefined) return left('on-build', onBuild)
  const [first] = running
  const differing = (of: (step: StageStep) => object | undefined) => {
    const texts = running.map((step) => JSON.stringify(of(step)))
    return running.find((_, index) => texts[index] === undefined || texts[index] !== texts[0])
  }
  const stranger = differing(({ scope }) => cacheOwner(scope))
  if (stranger !== undefined) return left('user', stranger.instruction.line)
  const elsewhere = differing(({ scope }) => goPaths(scope))
  if (elsewhere !== undefined || first === undefined)
    return left('unknown-path', elsewhere?.instruction.line ?? 1)
  return undefined
}

function onBuildLine({ chainOf, options }: NeededSteps, { stages, steps }: GoFamily): number | undefined {
  const own = steps.find(({ instruction }) => instruction.keyword === 'ONBUILD')
  if (own !== undefined) return own.instruction.line
  const [first] = stages
  const chain = first && chainOf(first)
  if (chain?.root.kind !== 'image' || options.images?.get(chain.root.image)?.onBuild !== true)
    return undefined
  return chain.stages[0]?.from.line
}

/** Whether each RUN can fetch modules itself, because the layer of an earlier RUN can be cached while the mount is empty. */
function canFetch({ mayRunGo }: NeededSteps, running: readonly StageStep[]): boolean {
  const fetching = running.filter(mayRunGo)
  return !fetching.some(isOffline) && new Set(fetching.map(hasCredentials)).size === 1
}

/** The text with mounts and settings inserted. Line numbers do not change. */
export function withCacheMounts(
  text: string,
  {
    mounts,
    settings,
  }: Pick<CompileCaches, 'settings'> & { readonly mounts: readonly (CacheMount & { readonly id: string })[] },
): string {
  const flags = mounts.map((mount) => ({ start: mount.at, end: mount.at, text: ` ${mountFlag(mount)}` }))
  return applyEdits(text, [...flags, ...settings])
}

/** The `--mount` flag of RUN. */
export function mountFlag({
  id,
  target,
  owner,
}: Pick<CacheMount, 'target' | 'owner'> & { readonly id: string }): string {
  const user = owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid}`
  return `--mount=type=cache,id=${id},target=${target}${user}`
}
