/** Decides whether builds have a repository in their context, in the same way for base and head. */

import { CommandError } from '../../common/errors.ts'
import type { TreeEntry } from '../../effects/files.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { Revision } from '../../model/revision.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import { anyBuildUsesGit, prepareContext, takesRepository } from './context.ts'

/** Whether the lack of a repository may be the reason. Errors of a compiler, a registry or the builder have others. */
function mayLackRepository(why: readonly Obstacle[]): boolean {
  return why.every(({ kind }) => kind === 'step-failed')
}

/** A checkout that is prepared as a build context. */
export interface BuildContext {
  /** All entries of the checkout. */
  readonly tree: readonly TreeEntry[]
  /** Whether it contains a repository. */
  readonly repository: boolean
}

export class BuildContexts {
  readonly #handles: Handles
  readonly #plan: Plan
  readonly #ready = new Map<
    Revision,
    { readonly repository: boolean; readonly done: Promise<BuildContext> }
  >()
  #repository: Promise<boolean> | undefined
  #found: string | undefined

  constructor(handles: Handles, plan: Plan) {
    this.#handles = handles
    this.#plan = plan
  }

  /** The Dockerfile whose build failed without a repository, but not with one. */
  get needing(): string | undefined {
    return this.#found
  }

  async prepare(revision: Revision): Promise<BuildContext> {
    this.#repository ??= this.#usesGit()
    return this.#make(revision, await this.#repository)
  }

  async #make(revision: Revision, repository: boolean): Promise<BuildContext> {
    const known = this.#ready.get(revision)
    if (known?.repository === repository) return known.done
    // the caller that started it reports its error
    await known?.done.catch(() => {})
    const done = prepareContext(this.#handles, this.#plan, revision, repository).then((tree) => ({
      tree,
      repository,
    }))
    this.#ready.set(revision, { repository, done })
    return done
  }

  #usesGit(): Promise<boolean> {
    const { shipped, configured } = this.#plan.images
    const builds = [...(shipped === undefined ? [] : [shipped]), ...configured].map(({ build }) => build)
    return anyBuildUsesGit(this.#handles, this.#plan, builds)
  }

  /** Whether the context in the user's checkout has a repository, but that of the build had none. */
  async lacksRepository(build: ImageBuild): Promise<boolean> {
    return (await this.#repository) !== true && (await takesRepository(this.#handles, this.#plan, build))
  }

  /**
   * Repeats a failed build with a repository. If that helps, all later builds have one, too.
   *
   * @param why the build failed
   */
  async retry<T extends { readonly kind: string }>(
    revision: Revision,
    build: ImageBuild,
    why: readonly Obstacle[],
    again: () => Promise<T>,
  ): Promise<T | undefined> {
    if ((await this.#repository) === true || !mayLackRepository(why)) return undefined
    if (!(await takesRepository(this.#handles, this.#plan, build))) return undefined
    const { log } = this.#handles.world
    log.info(`${build.dockerfile} failed without .git: building again with the repository of ${revision}`)
    try {
      await this.#make(revision, true)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      log.info(`the repository could not be copied: ${error.message}`)
      await this.#make(revision, false)
      return undefined
    }
    const result = await again()
    if (result.kind === 'not-built') {
      await this.#make(revision, false)
      return result
    }
    this.#repository = Promise.resolve(true)
    this.#found = build.dockerfile
    return result
  }
}
