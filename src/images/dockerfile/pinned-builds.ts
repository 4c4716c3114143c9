/** Builds Dockerfiles on pinned base images, which are the same for all variants. */

import { type Result, succeed } from '../../common/result.ts'
import { argumentsOfBase, baseKey, externalBases, finalBase, pinBases } from '../../dockerfile/facts/bases.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import type { BuildParameters } from '../../dockerfile/read/stages.ts'
import { type BaseImage, type BuildOutcome, imageReference, type UsedCaches } from '../../effects/engine.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { CompileCacheFacts } from '../../model/image.ts'
import { imagePlatform } from '../../model/platform.ts'
import type { Revision } from '../../model/revision.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import type { BuildFailure } from '../built-variant.ts'
import type { Pin } from '../pins.ts'
import { BuildCaches } from './build-caches.ts'
import {
  type CacheMounts,
  cacheFacts,
  type MountedDockerfile,
  mayBeOfMounts,
  withoutAdded,
} from './cache-mounts.ts'
import { problemObstacles } from './problem-obstacles.ts'
import type { BuildContext } from './repository-use.ts'

/** The build of one image from a Dockerfile. */
export interface DockerfileRequest {
  /** Name of the image, unique in the run. */
  readonly name: string
  readonly revision: Revision
  /** May have another text than the file. */
  readonly dockerfile: Dockerfile
  readonly build: ImageBuild
  /** Whether the text is that of the file. If its build fails, it is tried again with a repository. */
  readonly isOwn?: boolean
  /** Called when the program is compiled and the image is not complete yet. Not all builders support this. */
  readonly compiled?: (() => void) | undefined
}

type PinnedBuild =
  | {
      readonly kind: 'built'
      readonly reference: string
      /** The base image; undefined for scratch. */
      readonly base: ({ readonly name: string } & BaseImage) | undefined
      /** The added label: see `DockerfileFacts`. */
      readonly label: string | undefined
      readonly compileCaches: CompileCacheFacts | undefined
    }
  | NotBuilt

type Compiling = MountedDockerfile['compiling']

type NotBuilt = { readonly kind: 'not-built' } & BuildFailure

export class PinnedBuilds {
  readonly #handles: Handles
  readonly #plan: Plan
  readonly #pin: Pin
  readonly #mounts: CacheMounts
  readonly #caches: BuildCaches

  constructor(handles: Handles, plan: Plan, pin: Pin, mounts: CacheMounts) {
    this.#handles = handles
    this.#plan = plan
    this.#pin = pin
    this.#mounts = mounts
    this.#caches = new BuildCaches(handles.engine, plan)
  }

  /** Kinds of external caches that are set, but that the builder does not support. */
  get unusableCaches(): BuildCaches['unusable'] {
    return this.#caches.unusable
  }

  async build(request: DockerfileRequest, { tree }: Pick<BuildContext, 'tree'>): Promise<PinnedBuild> {
    const { dockerfile, build, name } = request
    const { target, buildArgs } = build
    const { platform } = this.#plan.target
    const buildPlatform = imagePlatform(this.#handles.world.host)
    const options = { ...(target === undefined ? {} : { target }), buildArgs, platform, buildPlatform }
    const found = await this.#bases(request, options)
    if (!found.ok) return found.problem
    const bases = found.value
    const pins = new Map([...bases].map(([reference, { pinned }]) => [reference, pinned]))
    const run = async (from: MountedDockerfile | undefined) => {
      const lines = from?.mounts.map(({ line }) => line) ?? []
      const caches = await this.#caches.of(dockerfile, request, { ...options, mounted: lines })
      const text = pinBases(from?.text ?? dockerfile.text, pins, options)
      const outcome = await this.#run(request, text, { caches, compiling: from?.compiling })
      if (outcome.ok) this.#caches.built(caches)
      return outcome
    }
    const mounted = await this.#mounts.mounted(dockerfile, options, { bases, tree })
    let compileCaches = mounted && cacheFacts(mounted)
    const kept = this.#handles.builderCaches
    if (mounted !== undefined) await kept?.fill(mounted.caches)
    let built = withoutAdded(await run(mounted), mounted?.added ?? [])
    if (mounted !== undefined && built.ok) kept?.built(built.value.milliseconds)
    let why = built.ok ? [] : problemObstacles(built.problem, dockerfile, build.dockerfile)
    if (!built.ok && mounted !== undefined && mayBeOfMounts(built.problem, why, mounted)) {
      this.#handles.world.log.info(
        `${build.dockerfile} failed with cache mounts: building again without them`,
      )
      built = await run(undefined)
      compileCaches = undefined
      why = built.ok ? [] : problemObstacles(built.problem, dockerfile, build.dockerfile)
      if (built.ok) this.#mounts.gaveUp(build.dockerfile)
    }
    if (!built.ok) return notBuilt(why, built.problem.output)
    const last = finalBase(dockerfile, options)
    const base = last === undefined ? undefined : bases.get(last)
    return {
      kind: 'built',
      reference: imageReference(this.#handles.workspace.run, name),
      label: built.value.label,
      base: last === undefined || base === undefined ? undefined : { name: last, ...base },
      compileCaches,
    }
  }

  /** The base images, by their names in the Dockerfile. */
  async #bases(
    { dockerfile, build }: DockerfileRequest,
    options: BuildParameters,
  ): Promise<Result<ReadonlyMap<string, BaseImage>, NotBuilt>> {
    const needed = externalBases(dockerfile, options)
    if (!needed.ok) {
      const { message, line } = needed.problem
      const where = line === undefined ? {} : { line }
      const refused = { kind: 'dockerfile-refused', dockerfile: build.dockerfile, ...where } as const
      return { ok: false, problem: notBuilt([{ ...refused, detail: message }]) }
    }
    const bases = new Map<string, BaseImage>()
    for (const one of needed.value) {
      const { reference, platform } = one
      const found = await this.#pin(reference, platform)
      if (!found.ok) {
        const names = argumentsOfBase(dockerfile, reference, build.unknownArgs, options)
        const without = names.length === 0 ? {} : { without: { arguments: names, by: build.by } }
        const missing = { kind: 'base-image', image: reference, ...found.problem, ...without } as const
        return { ok: false, problem: notBuilt([missing]) }
      }
      bases.set(baseKey(one), found.value)
    }
    // the bare name is for questions about the config of an image, whatever the platform
    for (const one of needed.value) {
      const base = bases.get(baseKey(one))
      if (base !== undefined && !bases.has(one.reference)) bases.set(one.reference, base)
    }
    return succeed(bases)
  }

  async #run(
    { name, revision, build, compiled }: DockerfileRequest,
    text: string,
    { caches, compiling }: { readonly caches: UsedCaches; readonly compiling: Compiling | undefined },
  ): Promise<BuildOutcome> {
    const { world, workspace, engine } = this.#handles
    const { settings, source, target: built } = this.#plan
    const checkout = source.checkouts[revision]
    if (checkout === undefined) throw new Error(`there is no ${revision}`)
    const directory = workspace.buildPath(`dockerfile-${name}`)
    const path = `${directory}/Dockerfile`
    await world.files.write(path, text)
    // BuildKit prefers an ignore file next to the Dockerfile to that of the context
    const ignore = await repositoryText(world.files, checkout, `${build.dockerfile}.dockerignore`)
    if (ignore !== undefined) await world.files.write(`${path}.dockerignore`, ignore)
    const { secrets, ssh } = settings.config.dockerfile
    return engine.build({
      context: build.context === '.' ? checkout : `${checkout}/${build.context}`,
      dockerfile: path,
      text,
      reference: imageReference(workspace.run, name),
      archive: `${directory}/image.tar`,
      run: workspace.run,
      platform: built.platform,
      ...(build.target === undefined ? {} : { target: build.target }),
      buildArgs: build.buildArgs,
      secrets: secrets.map(({ id, from }) =>
        'env' in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(source.root, from.file)}`,
      ),
      ssh,
      caches,
      ...(compiled === undefined || compiling === undefined
        ? {}
        : { watched: { ...compiling, done: compiled } }),
    })
  }
}

function notBuilt(why: readonly Obstacle[], output: readonly string[] = []): NotBuilt {
  return { kind: 'not-built', why, output }
}

function absolute(root: string, path: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`
}
