/** Finds files that the build of a revision needs but its tree lacks, before anything is built. */

import { relativeTo } from '../common/paths.ts'
import type { Problem } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import { buildMayCreate } from '../dockerfile/facts/may-create.ts'
import { notBuiltHere } from '../dockerfile/facts/platform-check.ts'
import type { World } from '../effects/world.ts'
import { prepareKey } from '../findings/absence.ts'
import { type Obstacle, obstacleText } from '../findings/obstacles.ts'
import { isRemovedByPreparing, prepareFor } from '../findings/tree-obstacles.ts'
import type { Mode } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import type { Revision } from '../model/revision.ts'
import { dockerfileText, type ImageBuild } from '../repository/dockerfiles/image-build.ts'
import { type BuildForecast, predictBuild } from '../repository/go/build-preflight.ts'
import type { GoList } from '../repository/go/list.ts'
import { type MainPackage, mainDirectory } from '../repository/go/main-package.ts'
import { leftOut } from '../repository/left-out.ts'
import { missingSources } from '../repository/sources.ts'
import type { ImageChoice } from './mode-images.ts'
import { followsDockerfile } from './mode-images.ts'
import { type Preflight, searchIn } from './preflight.ts'

/** What each revision builds. */
export interface TreeQuestion {
  readonly main: MainPackage
  readonly platform: Platform
  readonly images: ImageChoice
  /** Modes that are compiled on this machine. */
  readonly here: readonly Mode[]
  /** Packages of its module, by revision, as far as they have been listed. */
  readonly listed?: Partial<Readonly<Record<Revision, GoList>>>
}

/** What the tree of one revision lacks. */
export interface TreeForecast {
  /** Reasons why a build certainly fails. */
  readonly obstacles: readonly Obstacle[]
  /** What `go build` would do with it on this machine. */
  readonly go: BuildForecast
}

export interface TreeCheck {
  readonly head: TreeForecast
  /** Absent without a baseline. */
  readonly base?: TreeForecast
}

export async function checkTrees(
  world: World,
  preflight: TreePreflight,
  question: TreeQuestion,
): Promise<TreeCheck> {
  const [head, base] = await settleAll([
    checkTree(world, preflight, question, 'head'),
    preflight.source.checkouts.base === undefined ? undefined : checkTree(world, preflight, question, 'base'),
  ])
  return base === undefined ? { head } : { head, base }
}

type TreePreflight = Pick<Preflight, 'settings' | 'source'>

/**
 * Files that the repository's own steps or its submodules would add, one sentence each. An image without them is not
 * the one that ships, and neither revision is to blame.
 */
export function treeProblems({ head, base }: TreeCheck, prepare: string | undefined): readonly PlanProblem[] {
  const found: PlanProblem[] = []
  const commands: string[] = prepare === undefined ? [] : [prepare]
  for (const [place, forecast] of [['', head] as const, ['at base, ', base] as const]) {
    for (const one of (forecast?.obstacles ?? []).filter(isRemovedByPreparing)) {
      const text = obstacleText(one)
      if (found.some(({ message }) => message === text)) continue
      const command = prepareFor(one)
      if (command !== undefined && !commands.includes(command)) commands.push(command)
      found.push({ message: `${place}${text}` })
    }
  }
  if (found.length === 0) return []
  const all = commands.join(' && ')
  const together =
    commands.length > 1
      ? [{ message: `for all of them together, set ${prepareKey(all)} in .github/linkgate.yml` }]
      : []
  return [...found, ...together].map((one) => (commands.length === 0 ? one : { ...one, prepare: all }))
}

/** Why nothing is built. */
export interface PlanProblem extends Problem {
  /** The command for `build.prepare` that generates the files. */
  readonly prepare?: string
}

export function planProblem(obstacle: Obstacle): PlanProblem {
  const prepare = prepareFor(obstacle)
  return { message: obstacleText(obstacle), ...(prepare === undefined ? {} : { prepare }) }
}

async function checkTree(
  world: World,
  { settings, source }: TreePreflight,
  { main, platform, images, here, listed = {} }: TreeQuestion,
  revision: Revision,
): Promise<TreeForecast> {
  const { root, modules, checkouts } = source
  const { build, prepare } = settings.config
  const checkout = checkouts[revision] ?? checkouts.head
  const go = await predictBuild(world, searchIn(source, build.tags, checkout), main, listed[revision])
  const { builds, isForeign } = await usedBuilds(world, checkout, settings.config.modes, { images, prepare })
  const missing: Obstacle[] = []
  for (const { build: one } of builds) {
    missing.push(...(await missingSources(world, { checkout, root, modules }, one, platform)))
  }
  for (const used of builds.filter(({ build: { compiles } }) => compiles.includes(mainDirectory(main)))) {
    const out = await leftOut(world.files, checkout, used.build, go.own)
    missing.push(...out.filter((one) => !mayGenerate(used, one)))
  }
  const isCompiledHere = here.length > 0 || isForeign
  const stops = (one: Obstacle) => isCompiledHere || builds.some((each) => !mayGenerate(each, one))
  return { obstacles: [...missing, ...go.obstacles.filter(stops)], go }
}

interface UsedBuild {
  readonly build: ImageBuild
  /** Text of its Dockerfile. */
  readonly text: string
}

/** The Dockerfiles to build. One that copies a program compiled elsewhere is not built: linkgate compiles the program instead. */
async function usedBuilds(
  { files }: World,
  checkout: string,
  modes: readonly Mode[],
  { images, prepare }: { readonly images: ImageChoice; readonly prepare: string | undefined },
): Promise<{ readonly builds: readonly UsedBuild[]; readonly isForeign: boolean }> {
  const { shipped, configured } = images
  const own = shipped?.kind === 'build' && modes.some(followsDockerfile) ? [shipped.build] : []
  const builds: UsedBuild[] = []
  let isForeign = false
  for (const build of [...own, ...configured.map((one) => one.build)]) {
    const text = await dockerfileText(files, checkout, build)
    if (text === undefined) continue
    const foreign = prepare === undefined ? notBuiltHere(build, text, parametersOf(build)) : undefined
    if (foreign === undefined) builds.push({ build, text })
    else isForeign ||= own.includes(build)
  }
  return { builds, isForeign }
}

function parametersOf({ target, buildArgs }: ImageBuild) {
  return { ...(target === undefined ? {} : { target }), buildArgs }
}

/** Whether a build may generate what its context lacks. */
function mayGenerate({ build, text }: UsedBuild, obstacle: Obstacle): boolean {
  const path =
    obstacle.kind === 'embed-missing'
      ? obstacle.target
      : obstacle.kind === 'package-missing' || obstacle.kind === 'package-left-out'
        ? obstacle.directory
        : obstacle.kind === 'directory-missing'
          ? (obstacle.path ?? '..')
          : undefined
  const inside = path === undefined ? undefined : relativeTo(build.context, path)
  return inside === undefined || buildMayCreate(text, parametersOf(build), inside)
}
