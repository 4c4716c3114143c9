import type { CacheBackends } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { type BuilderKind, builderOf, cacheBackendsOf, seesImages } from './build.ts'

/** Which builder reads Dockerfiles here; each question is asked once, and only where something is built. */
export class Builders {
  readonly #exec: Exec
  readonly #program: string
  readonly #isPodman: boolean
  #kind: Promise<BuilderKind> | undefined
  #seesImages: Promise<boolean> | undefined
  #cacheBackends: Promise<CacheBackends> | undefined

  constructor(exec: Exec, program: string, isPodman: boolean) {
    this.#exec = exec
    this.#program = program
    this.#isPodman = isPodman
  }

  kind(): Promise<BuilderKind> {
    this.#kind ??= this.#findKind()
    return this.#kind
  }

  /** Whether the builder finds the images that the engine has. */
  seeImages(): Promise<boolean> {
    this.#seesImages ??= this.#findImages()
    return this.#seesImages
  }

  cacheBackends(): Promise<CacheBackends> {
    this.#cacheBackends ??= this.#findCacheBackends()
    return this.#cacheBackends
  }

  async #findCacheBackends(): Promise<CacheBackends> {
    const [builder, isElsewhere] = [await this.kind(), !(await this.seeImages())]
    const asked =
      builder === 'buildx' && !isElsewhere
        ? await this.#exec.ask([this.#program, 'info', '--format={{.DriverStatus}}'])
        : undefined
    return cacheBackendsOf(builder, { isElsewhere, store: asked?.stdout ?? '' })
  }

  async #findKind(): Promise<BuilderKind> {
    const ask = (...args: string[]) => this.#exec.ask([this.#program, ...args])
    const hasBuildx = !this.#isPodman && (await ask('buildx', 'version')).exitCode === 0
    const client = (await ask('version', '--format', '{{.Client.Version}}')).stdout
    return builderOf({ isPodman: this.#isPodman, hasBuildx, client })
  }

  async #findImages(): Promise<boolean> {
    if ((await this.kind()) !== 'buildx') return true
    return seesImages((await this.#exec.ask([this.#program, 'buildx', 'inspect'])).stdout)
  }
}
