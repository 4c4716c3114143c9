/** In which order the images of both revisions are built from the app's own Dockerfile. */

import { type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import { besideSteps } from '../../effects/beside.ts'
import type { NotProven } from './build-image.ts'
import type { DockerfileTools, OwnImage } from './own-image.ts'
import type { BaseModes, HeadOfMode } from './shipped-modes.ts'

type Own = OwnImage | NotProven

export interface ShippedBuilds {
  readonly head: () => Promise<Own>
  readonly base: (by: DockerfileTools) => Promise<Own | undefined>
}

export interface FirstBuilds {
  readonly head: Own
  /** Present where it was built beside head. */
  readonly base?: { readonly own: Own | undefined }
}

/**
 * The image of head. That of base is built beside it where neither has much to compile: otherwise both would compile the same. The
 * first builds show whether a repository is needed.
 */
export async function firstBuilds(tools: DockerfileTools, builds: ShippedBuilds): Promise<FirstBuilds> {
  const { builder, buildsTwo, areWarm } = tools
  const head = builds.head()
  if (!buildsTwo || areWarm === undefined) return { head: await head }
  const ended = head.then(
    () => false,
    () => false,
  )
  // if no build has a cache, areWarm never resolves
  const isEarly = Promise.race([areWarm, ended])
  const [first, base] = await settleAll([
    head,
    isEarly.then(async (early) => (early ? { own: await builds.base(besideTools(tools)) } : undefined)),
  ])
  if (base === undefined) return { head: first }
  return builder.needsRepository === undefined ? { head: first, base } : { head: await builds.head() }
}

export interface RevisionBuilds extends ShippedBuilds {
  readonly modes: (head: OwnImage) => Promise<readonly HeadOfMode[]>
  readonly modesOfBase: (by: DockerfileTools, own: Own | undefined) => Promise<BaseModes>
}

interface Revisions {
  readonly head: OwnImage
  readonly base: Own | undefined
  readonly modes: readonly HeadOfMode[]
  /** Present where they were built beside those of head. */
  readonly modesOfBase?: BaseModes
}

/** Base, and the modes of head, which is built: beside each other where that is faster. */
export async function buildRevisions(
  tools: DockerfileTools,
  { head, base: early }: { readonly head: OwnImage; readonly base?: FirstBuilds['base'] },
  builds: RevisionBuilds,
): Promise<Result<Revisions, NotProven>> {
  const { builder, buildsTwo } = tools
  if (early !== undefined) {
    const [modes, modesOfBase] = await settleAll([
      builds.modes(head),
      builds.modesOfBase(besideTools(tools), early.own),
    ])
    return succeed({ head, base: early.own, modes, modesOfBase })
  }
  const needed = builder.needsRepository
  const [base, modes] = await settleAll([
    builds.base(buildsTwo ? besideTools(tools) : tools),
    buildsTwo ? builds.modes(head) : undefined,
  ])
  if (builder.needsRepository === needed)
    return succeed({ head, base, modes: modes ?? (await builds.modes(head)) })
  // base was built with a repository: what is compared with it is built alike
  const again = await builds.head()
  if (again.kind !== 'proven') return { ok: false, problem: again }
  return succeed({ head: again, base, modes: await builds.modes(again) })
}

function besideTools(tools: DockerfileTools): DockerfileTools {
  return { ...tools, world: besideSteps(tools.world) }
}
