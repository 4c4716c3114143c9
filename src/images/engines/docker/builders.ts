import type { CacheBackends } from '../../../effects/engine.ts'
import type { Env, Exec, Output } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'
import { type BuilderKind, builderOf, cacheBackendsOf, seesImages } from './build.ts'

/** Facts about the builder. Each is determined only once, when it is first needed. */
export class Builders {
  readonly #exec: Exec
  readonly #env: Env
  readonly #program: string
  readonly #isPodman: boolean
  #kind: Promise<BuilderKind> | undefined
  #inspected: Promise<string> | undefined
  #cacheBackends: Promise<CacheBackends> | undefined

  constructor({ exec, host }: Pick<World, 'exec' | 'host'>, program: string, isPodman: boolean) {
    this.#exec = exec
    this.#env = host.env
    this.#program = program
    this.#isPodman = isPodman
  }

  kind(): Promise<BuilderKind> {
    this.#kind ??= this.#findKind()
    return this.#kind
  }

  /** Whether the builder can access the engine's images. */
  async seeImages(): Promise<boolean> {
    return (await this.kind()) !== 'buildx' || seesImages(await this.#inspect())
  }

  /** See `Builder.builderIdentity`. */
  async identity(): Promise<readonly string[] | undefined> {
    const kind = await this.kind()
    if (kind === 'buildx') {
      const client = (await this.#ask('buildx', 'version')).stdout.trim()
      const nodes = nodesOf(await this.#inspect())
      return nodes && [kind, client, ...nodes]
    }
    // Podman has no engine
    const server = kind === 'podman' ? '' : ' {{.Server.Os}}/{{.Server.Arch}}'
    const versions = await this.#ask('version', '--format', `{{.Client.Version}}${server}`)
    return versions.exitCode === 0 ? [kind, versions.stdout.trim()] : undefined
  }

  cacheBackends(): Promise<CacheBackends> {
    this.#cacheBackends ??= this.#findCacheBackends()
    return this.#cacheBackends
  }

  async #findCacheBackends(): Promise<CacheBackends> {
    const [builder, isElsewhere] = [await this.kind(), !(await this.seeImages())]
    const status =
      builder === 'buildx' && !isElsewhere ? await this.#ask('info', '--format={{.DriverStatus}}') : undefined
    return cacheBackendsOf(builder, { isElsewhere, store: status?.stdout ?? '' })
  }

  async #findKind(): Promise<BuilderKind> {
    const hasBuildx = !this.#isPodman && (await this.#ask('buildx', 'version')).exitCode === 0
    const client = (await this.#ask('version', '--format', '{{.Client.Version}}')).stdout
    const { DOCKER_BUILDKIT: buildKit } = this.#env
    return builderOf({ isPodman: this.#isPodman, hasBuildx, client, buildKit })
  }

  #inspect(): Promise<string> {
    this.#inspected ??= this.#ask('buildx', 'inspect').then(({ stdout }) => stdout)
    return this.#inspected
  }

  #ask(...args: string[]): Promise<Output> {
    return this.#exec.ask([this.#program, ...args])
  }
}

/**
 * Driver, versions, first platforms and snapshotters of a builder's nodes. The builder's name is not included, because workflows
 * create a builder with a new name in each run. The version of the engine's own builder is that of the engine.
 *
 * @param printed by `docker buildx inspect`
 * @returns undefined if it contains no driver, or if not all nodes are running
 */
function nodesOf(printed: string): readonly string[] | undefined {
  const all = (line: RegExp) => [...printed.matchAll(line)].map(([, value = '']) => value)
  const drivers = all(/^Driver:\s*(\S+)/gm)
  if (drivers.length === 0) return undefined
  const versions = all(/^(?:BuildKit version|Buildkit):\s*(\S+)/gm)
  if (!seesImages(printed) && versions.length !== all(/^(Endpoint):/gm).length) return undefined
  const platforms = all(/^Platforms:\s*([\w/.-]+)/gm)
  const stores = all(/^\s+org\.mobyproject\.buildkit\.worker\.snapshotter:\s*(\S+)/gm)
  return [...drivers, ...versions, ...platforms, ...stores]
}
