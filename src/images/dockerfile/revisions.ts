/** In which order the images of both revisions are built from the app's own Dockerfile. */

import { type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import { besideSteps } from '../../effects/beside.ts'
import type { NotProven } from './build-image.ts'
import type { DockerfileTools, OwnImage } from './own-image.ts'
import type { BaseModes, HeadOfMode } from './shipped-modes.ts'

type Own = OwnImage | NotProven

export interface ShippedBuilds {
  /** @param compiled called when its program is compiled, while the image is not there yet; not by every builder */
  readonly head: (compiled?: () => void) => Promise<Own>
  readonly base: (by: DockerfileTools) => Promise<Own | undefined>
}

export interface FirstBuilds {
  readonly head: Own
  /** Present where it was begun beside head. */
  readonly base?: BegunBase
}

interface BegunBase {
  /** Its failure goes to those who await it. */
  readonly own: Promise<Own | undefined>
  /** Whether the builder has compiled most of all modes in an earlier run. */
  readonly isWarm: boolean
}

/**
 * The image of head. That of base is begun beside it as soon as they do not compile the same any more: at once where the builder has
 * what an earlier run compiled, else when the program of head is compiled. The first builds show whether a repository is needed.
 */
export async function firstBuilds(tools: DockerfileTools, builds: ShippedBuilds): Promise<FirstBuilds> {
  const { builder, buildsInParallel, areWarm } = tools
  const compiled = Promise.withResolvers<'compiled'>()
  const head = builds.head(() => compiled.resolve('compiled'))
  const ended = head.then(
    () => undefined,
    () => undefined,
  )
  // if no build has a cache, areWarm never resolves
  const warm = areWarm?.then((isWarm) => (isWarm ? 'warm' : compiled.promise)) ?? compiled.promise
  const begin = buildsInParallel ? await Promise.race([warm, compiled.promise, ended]) : undefined
  if (begin === undefined) return { head: await head }
  const own = builds.base(besideTools(tools))
  own.catch(() => {})
  const first = await orAtRest(head, () => [own])
  if (first.kind === 'proven' && builder.needsRepository === undefined)
    return { head: first, base: { own, isWarm: begin === 'warm' } }
  await own
  return { head: builder.needsRepository === undefined ? first : await builds.head() }
}

export interface RevisionBuilds extends ShippedBuilds {
  /** @param compiled as of `head`, of the last mode */
  readonly modes: (head: OwnImage, compiled?: () => void) => Promise<readonly HeadOfMode[]>
  readonly modesOfBase: (by: DockerfileTools, own: Own | undefined) => BaseModes
}

interface Revisions {
  readonly head: OwnImage
  readonly base: Own | undefined
  readonly modes: readonly HeadOfMode[]
  /** Present where they were begun beside those of head. */
  readonly modesOfBase?: BaseModes | undefined
}

/** Base, and the modes of head, which is built: beside each other where that is faster. */
export async function buildRevisions(
  tools: DockerfileTools,
  { head, base: early }: { readonly head: OwnImage; readonly base?: BegunBase | undefined },
  builds: RevisionBuilds,
): Promise<Result<Revisions, NotProven>> {
  const { builder, buildsInParallel } = tools
  const needed = early === undefined ? builder.needsRepository : undefined
  const beside = buildsInParallel ? besideTools(tools) : tools
  const ownOfBase = early?.own ?? builds.base(beside)
  const compiled = Promise.withResolvers<boolean>()
  if (early?.isWarm === true) compiled.resolve(true)
  const modesOfHead = buildsInParallel ? builds.modes(head, () => compiled.resolve(true)) : undefined
  let modesOfBase: BaseModes | undefined
  const begun = compiled.promise.then(async (isEarly) => {
    if (isEarly) modesOfBase = builds.modesOfBase(beside, await ownOfBase)
  })
  const ended = settleAll([ownOfBase, modesOfHead]).finally(() => compiled.resolve(false))
  const atRest = () => modesOfBase?.values() ?? []
  const [[base, modes]] = await orAtRest(settleAll([ended, begun]), atRest)
  if (builder.needsRepository === needed)
    return succeed({ head, base, modes: modes ?? (await builds.modes(head)), modesOfBase })
  await Promise.allSettled(atRest())
  // base was built with a repository: what is compared with it is built alike
  const again = await builds.head()
  if (again.kind !== 'proven') return { ok: false, problem: again }
  return succeed({ head: again, base, modes: await builds.modes(again) })
}

/** Rejects as `work` does, but only when what was begun beside it is not at work any more. */
async function orAtRest<T>(work: Promise<T>, beside: () => Iterable<Promise<unknown>>): Promise<T> {
  try {
    return await work
  } catch (error) {
    await Promise.allSettled(beside())
    throw error
  }
}

function besideTools(tools: DockerfileTools): DockerfileTools {
  return { ...tools, world: besideSteps(tools.world) }
}
