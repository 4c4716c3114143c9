/** Decides the order in which the images of both revisions are built from the app's own Dockerfile. */

import { type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import { besideSteps } from '../../effects/beside.ts'
import type { NotProven } from './build-image.ts'
import type { DockerfileTools, OwnImage } from './own-image.ts'
import type { BaseModes, HeadOfMode } from './shipped-modes.ts'

type Own = OwnImage | NotProven

export interface ShippedBuilds {
  /** @param compiled see `DockerfileRequest` */
  readonly head: (compiled?: () => void) => Promise<Own>
  readonly base: (by: DockerfileTools) => Promise<Own | undefined>
}

export interface FirstBuilds {
  readonly head: Own
  /** Present if base was started in parallel with head. */
  readonly base?: BegunBase
}

interface BegunBase {
  /** Rejects like the build. */
  readonly own: Promise<Own | undefined>
  /** Whether the builder has compiled most of all modes in an earlier run. */
  readonly isWarm: boolean
}

/**
 * Builds the image of head. Starts that of base in parallel when both would no longer compile the same packages: immediately if an
 * earlier run has filled the builder's caches, or else when the program of head is compiled. These builds show whether a repository
 * is needed.
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
  const first = await afterOthers(head, () => [own])
  if (first.kind === 'proven' && builder.needsRepository === undefined)
    return { head: first, base: { own, isWarm: begin === 'warm' } }
  await own
  return { head: builder.needsRepository === undefined ? first : await builds.head() }
}

export interface RevisionBuilds extends ShippedBuilds {
  /** @param compiled called for the last mode: see `DockerfileRequest` */
  readonly modes: (head: OwnImage, compiled?: () => void) => Promise<readonly HeadOfMode[]>
  readonly modesOfBase: (by: DockerfileTools, own: Own | undefined) => BaseModes
}

interface Revisions {
  readonly head: OwnImage
  readonly base: Own | undefined
  readonly modes: readonly HeadOfMode[]
  /** Present if they were started in parallel with those of head. */
  readonly modesOfBase?: BaseModes | undefined
}

/** Builds base and the other modes of head, in parallel if that is faster. Head itself is already built. */
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
  const started = () => modesOfBase?.values() ?? []
  const [[base, modes]] = await afterOthers(settleAll([ended, begun]), started)
  if (builder.needsRepository === needed)
    return succeed({ head, base, modes: modes ?? (await builds.modes(head)), modesOfBase })
  await Promise.allSettled(started())
  // base was found to need a repository, so head is built again with one
  const again = await builds.head()
  if (again.kind !== 'proven') return { ok: false, problem: again }
  return succeed({ head: again, base, modes: await builds.modes(again) })
}

/** If `work` rejects, waits for the work in parallel before it rejects, too. */
async function afterOthers<T>(work: Promise<T>, others: () => Iterable<Promise<unknown>>): Promise<T> {
  try {
    return await work
  } catch (error) {
    await Promise.allSettled(others())
    throw error
  }
}

function besideTools(tools: DockerfileTools): DockerfileTools {
  return { ...tools, world: besideSteps(tools.world) }
}
