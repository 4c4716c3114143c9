/** The builds of this run, to build an image only once if base and head give the builder the same files. */

import { joinPath } from '../../common/paths.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/revision.ts'
import type { Plan } from '../../plan/plan.ts'
import { ignoreFileOf } from '../../repository/dockerfiles/dockerignore.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { buildKey } from './build-key.ts'
import type { BuildContext } from './repository-use.ts'

interface BuildRequest {
  readonly revision: Revision
  readonly dockerfile: { readonly text: string }
  readonly build: ImageBuild
}

export class KnownBuilds<Outcome extends { readonly kind: string }> {
  readonly #world: Pick<World, 'files' | 'log'>
  readonly #plan: Pick<Plan, 'source'>
  readonly #results = new Map<string, Promise<Outcome>>()

  constructor(world: Pick<World, 'files' | 'log'>, plan: Pick<Plan, 'source'>) {
    this.#world = world
    this.#plan = plan
  }

  /**
   * The result of an earlier build with the same inputs, or else of `build`. A failure is not reused: the network may be its cause.
   */
  async once(request: BuildRequest, context: BuildContext, build: () => Promise<Outcome>): Promise<Outcome> {
    const key = await keyOfBuild(this.#world.files, this.#plan, request, context)
    if (key === undefined) return build()
    for (;;) {
      const begun = this.#results.get(key)
      if (begun === undefined) break
      const known = await begun
      if (known.kind === 'proven') {
        this.#world.log.info(
          `${request.build.dockerfile}: the builder would get the same files again, so the image is built once`,
        )
        return known
      }
      // another request may have begun to build it again
      if (this.#results.get(key) === begun) this.#results.delete(key)
    }
    const result = build()
    this.#results.set(key, result)
    return result
  }
}

/** @returns undefined if the builder's inputs are not known exactly, or if there is no such revision */
export async function keyOfBuild(
  files: World['files'],
  { source: { checkouts } }: Pick<Plan, 'source'>,
  { revision, dockerfile, build }: BuildRequest,
  context: BuildContext,
): Promise<string | undefined> {
  const checkout = checkouts[revision]
  if (checkout === undefined) return undefined
  const ignore = await ignoreFileOf(files, checkout, build)
  // only some builders read these ignore files, so if there is one, all files count as sent
  const own = `${build.dockerfile}.dockerignore`
  const ownIgnoreFile = context.tree.find(({ path }) => path === own)?.digest
  const isCertain =
    ignore?.path !== own &&
    (await files.stat(`${checkout}/${joinPath(build.context, '.containerignore')}`)) === undefined
  const isIgnored = isCertain && ignore !== undefined ? ignore.isIgnored : () => false
  return buildKey({
    text: dockerfile.text,
    build,
    isIgnored,
    ...(ownIgnoreFile === undefined ? {} : { ownIgnoreFile }),
    ...context,
  })
}
