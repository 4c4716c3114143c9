/** Adds cache mounts to Dockerfiles, so that base, head and all modes compile common packages only once. */

import { sha256Of } from '../../common/digest.ts'
import { affectsC } from '../../dockerfile/derive/caches/c-environment.ts'
import {
  type CacheMount,
  type CompileCaches,
  compileCaches,
  mountFlag,
  withCacheMounts,
} from '../../dockerfile/derive/caches/compile-caches.ts'
import type { ImageSettings } from '../../dockerfile/read/image-name.ts'
import type { Dockerfile } from '../../dockerfile/read/parse.ts'
import type { BuildParameters } from '../../dockerfile/read/stages.ts'
import type { BuilderCache } from '../../effects/builder-caches.ts'
import type { BaseImage, BuildOutcome, BuildProblem, Engine } from '../../effects/engine.ts'
import type { TreeEntry } from '../../effects/files.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { CompileCacheFacts } from '../../model/image.ts'
import type { Plan } from '../../plan/plan.ts'

/** A Dockerfile with cache mounts. */
export interface MountedDockerfile extends CompileCaches {
  readonly text: string
  /** The added flags and settings, without duplicates. */
  readonly added: readonly string[]
  /** Number of steps with a Go build cache, and text that only their instructions contain. */
  readonly compiling: { readonly marker: string; readonly count: number }
  /** The caches that can be restored and exported. */
  readonly caches: readonly BuilderCache[]
}

const idPrefix = 'linkgate-go-'

type Repository = Pick<Plan['source'], 'root' | 'address'>

export class CacheMounts {
  readonly #engine: Pick<Engine, 'hasCacheMounts'>
  readonly #repository: Repository
  #isOn: boolean
  #failing: string | undefined

  constructor(
    engine: Pick<Engine, 'hasCacheMounts'>,
    { source, settings }: Pick<Plan, 'source' | 'settings'>,
  ) {
    this.#engine = engine
    this.#repository = source
    this.#isOn = settings.config.mountsCaches
  }

  /** The Dockerfile that builds only without the mounts. */
  get failing(): string | undefined {
    return this.#failing
  }

  /**
   * The Dockerfile with cache mounts.
   *
   * @param bases base images by their names in the Dockerfile
   * @param tree entries of the checkout
   * @returns undefined if it does not compile Go, or if mounts are switched off or not supported
   */
  async mounted(
    dockerfile: Dockerfile,
    options: BuildParameters,
    { bases, tree }: { readonly bases: ReadonlyMap<string, BaseImage>; readonly tree: readonly TreeEntry[] },
  ): Promise<MountedDockerfile | undefined> {
    if (!this.#isOn || !(await this.#engine.hasCacheMounts())) return undefined
    const images = new Map([...bases].flatMap(([name, base]) => settingsOf(name, base)))
    const found = compileCaches(dockerfile, { ...options, images })
    if (found.mounts.length + found.runsWithoutMounts.length === 0) return undefined
    const files = tree
      .filter(({ kind, path }) => kind !== 'directory' && affectsC(path))
      .map(({ path, digest }) => `${path} ${digest}`)
    const named = await Promise.all(
      found.mounts.map(async (mount) => ({ ...mount, id: await cacheId(this.#repository, mount, files) })),
    )
    return {
      ...found,
      text: withCacheMounts(dockerfile.text, { ...found, mounts: named }),
      added: [...new Set([...named.map(mountFlag), ...found.settings.map(({ text }) => text.trimEnd())])],
      compiling: {
        marker: `id=${idPrefix}build-`,
        count: new Set(named.filter(({ kind }) => kind === 'build').map(({ line }) => line)).size,
      },
      caches: builderCaches(named, bases),
    }
  }

  /** Must be called if the Dockerfile builds only without mounts. Then no Dockerfile gets any. */
  gaveUp(dockerfile: string): void {
    this.#isOn = false
    this.#failing = dockerfile
  }
}

function builderCaches(
  mounts: readonly (CacheMount & { readonly id: string })[],
  bases: ReadonlyMap<string, BaseImage>,
): readonly BuilderCache[] {
  const caches = mounts.flatMap(({ id, kind, owner, image: name }) => {
    const image = name === undefined ? undefined : bases.get(name)?.pinned
    return image === undefined ? [] : [{ id, kind, image, ...(owner === undefined ? {} : { owner }) }]
  })
  return [...new Map(caches.map((cache) => [cache.id, cache])).values()]
}

function settingsOf(name: string, { layers, config }: BaseImage): readonly [string, ImageSettings][] {
  return config === undefined ? [] : [[name, { ...config, identity: layers.join() }]]
}

/**
 * Each repository has its own caches, so that builds of others cannot access them. Build caches are shared only between builds whose
 * C code has the same compilers, headers and libraries. Module caches are shared only between builds that download modules with
 * the same credentials and from the same proxy.
 */
async function cacheId(
  { root, address }: Repository,
  { kind, owner, environment }: CacheMount,
  filesOfC: readonly string[],
): Promise<string> {
  // the address, because a runner may check out a repository into another directory in each job
  const about = [address ?? root, owner ?? null, environment, kind === 'build' ? filesOfC.toSorted() : []]
  return `${idPrefix}${kind}-${(await sha256Of(JSON.stringify(about))).slice(0, 32)}`
}

/** Removes the added text from an outcome, so that messages show the user's Dockerfile. */
export function withoutAdded(outcome: BuildOutcome, added: readonly string[]): BuildOutcome {
  if (outcome.ok) return outcome
  const plain = (text: string) => added.reduce((rest, one) => rest.replaceAll(`${one} `, ''), text)
  const { fault, output } = outcome.problem
  return {
    ok: false,
    problem: {
      fault: fault.kind === 'step' ? { ...fault, instruction: plain(fault.instruction) } : fault,
      output: output.map(plain),
    },
  }
}

/** The facts for the report. */
export function cacheFacts({ mounts, runsWithoutMounts }: CompileCaches): CompileCacheFacts {
  return { lines: [...new Set(mounts.map(({ line }) => line))], without: runsWithoutMounts }
}

/** Whether a build may have failed because of the mounts, according to its error. */
export function mayBeOfMounts(
  { fault }: BuildProblem,
  why: readonly Obstacle[],
  { mounts }: Pick<CompileCaches, 'mounts'>,
): boolean {
  if (mounts.length === 0) return false
  if (fault.kind === 'refused') return true
  const isMounted =
    fault.kind === 'step' && (fault.line === undefined || mounts.some(({ line }) => line === fault.line))
  return isMounted && !why.some(isOfSources)
}

/** Whether the sources or the image are the reason, so that the build also fails without the mounts. */
function isOfSources(obstacle: Obstacle): boolean {
  switch (obstacle.kind) {
    case 'compiler-missing':
    case 'go-mod-outdated':
    case 'library-missing':
      return true
    case 'not-compiled':
      // the reason may be a broken module in the cache
      return obstacle.module === undefined
    case 'toolchain':
      // without it, a toolchain was not downloaded, which the image may contain
      return obstacle.has !== undefined
    default:
      return false
  }
}
