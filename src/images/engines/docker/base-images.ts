import { fail, type Result, succeed } from '../../../common/result.ts'
import type { BaseImage, PinProblem } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { matchesPlatform } from '../../../model/platform.ts'
import { pullProblem } from './failure/pull.ts'
import { requireDone, requireEngine } from './lost.ts'
import { byDigest, familiar, type InspectedImage, type InspectImage, repositoryOf } from './pin.ts'
import { registryAnswer, registryQuery } from './registry.ts'

/** More than a registry that responds needs. */
const registryLimitMs = 60_000
const attempts = 3

function otherPlatform(reference: string, platform: string): PinProblem {
  return {
    because: 'other-platform',
    detail: `the base image \`${reference}\` is not for ${platform}`,
  }
}

/** Whether the image is for the platform. The engine may have an image for another one under the same name. */
function isFor({ Os, Architecture }: InspectedImage, platform: string): boolean {
  return matchesPlatform(`${Os}/${Architecture}`, platform)
}

/** The state of the engine before a pull. */
interface Before {
  /** The image that the reference meant. */
  readonly image: InspectedImage | undefined
  /** Digests of images of the same repository, including those without a tag. */
  readonly digests: readonly string[]
}

/** Resolves base images that are in the engine or in a registry. */
export class BaseImages {
  readonly #exec: Exec
  readonly #program: string
  readonly #inspect: InspectImage

  constructor(exec: Exec, program: string, inspect: InspectImage) {
    this.#exec = exec
    this.#program = program
    this.#inspect = inspect
  }

  /** For a builder that cannot access the engine's images: queries the registry, and does not pull the image into the engine. */
  async elsewhere(reference: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const [, ...query] = registryQuery(reference)
    const output = await this.#exec.run([this.#program, ...query], { limitMs: registryLimitMs })
    const answer =
      output.exitCode === 0 ? registryAnswer(reference, output.stdout, platform) : fail(output.stderr)
    if (answer.ok) {
      return answer.value === undefined
        ? { ok: false, problem: otherPlatform(reference, platform) }
        : this.#byDigest(reference, answer.value)
    }
    const here = await this.#inspected(reference, platform)
    if (here !== undefined) return this.#byDigest(reference, here)
    if (output.tookTooLong !== true) return { ok: false, problem: pullProblem(answer.problem.message) }
    const detail = `no answer within ${registryLimitMs / 1000} s`
    return { ok: false, problem: { because: 'unreachable', detail } }
  }

  /**
   * The image that a build would use, without pulling it: that of the engine, or else that of the registry.
   *
   * @param seesImages whether the builder can access the engine's images
   */
  async known(
    reference: string,
    platform: string,
    seesImages: boolean,
  ): Promise<Omit<BaseImage, 'pinned'> | undefined> {
    const here = seesImages ? await this.here(reference, platform) : undefined
    if (here !== undefined) return here
    const found = await this.elsewhere(reference, platform)
    return found.ok ? found.value : undefined
  }

  /** The image that the engine has under the name, without a query to a registry. */
  async here(reference: string, platform: string): Promise<Omit<BaseImage, 'pinned'> | undefined> {
    const image = await this.#inspected(reference, platform)
    return image && byDigest(reference, image)
  }

  #byDigest(reference: string, image: InspectedImage): Result<BaseImage, PinProblem> {
    const { pinned, ...found } = byDigest(reference, image)
    if (pinned !== undefined) return succeed({ pinned, ...found })
    const fix = 'push it to a registry, or run `docker buildx use default` before the build'
    const detail = `the buildx builder cannot access the base image \`${reference}\`: ${fix}`
    return { ok: false, problem: { because: 'not-visible', detail } }
  }

  /**
   * Pulls the image for the platform unless the engine has it, and gives it a name of this run. When that name is removed, an image
   * that the engine did not have before is removed, too. Throws a CommandError if the engine cannot tag the image.
   */
  async named(reference: string, alias: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const tag = [this.#program, 'tag', reference, alias]
    for (let attempt = 1; ; attempt++) {
      const here = await this.#here(reference)
      const isHere = here !== undefined && isFor(here, platform)
      const before = { image: here, digests: isHere ? [] : await this.#digests(reference) }
      const found = isHere ? succeed(here) : await this.#pulled(reference, platform, before)
      if (!found.ok) return found
      const tagged = await this.#exec.commit(tag)
      if (!isHere) await this.#restore(reference, before, found.value)
      requireEngine(tag, tagged)
      // another run, which had pulled it, has removed it meanwhile
      if (tagged.exitCode !== 0 && attempt < attempts) continue
      requireDone(tag, tagged)
      if (!isFor(found.value, platform)) return { ok: false, problem: otherPlatform(reference, platform) }
      const { pinned: _, ...image } = byDigest(reference, found.value)
      return succeed({ pinned: alias, ...image })
    }
  }

  /** The image that the reference means after a pull, which may be for another platform. */
  async #pulled(
    reference: string,
    platform: string,
    before: Before,
  ): Promise<Result<InspectedImage, PinProblem>> {
    const pull = [this.#program, 'pull', '--quiet', `--platform=${platform}`, reference]
    try {
      const output = await this.#exec.run(pull)
      requireEngine(pull, output)
      if (output.exitCode !== 0) return { ok: false, problem: pullProblem(output.stderr) }
      const pulled = await this.#here(reference)
      return pulled === undefined
        ? { ok: false, problem: otherPlatform(reference, platform) }
        : succeed(pulled)
    } catch (error) {
      // a cancelled pull may have completed
      const pulled = await this.#here(reference).catch(() => undefined)
      if (pulled !== undefined) await this.#restore(reference, before, pulled)
      throw error
    }
  }

  /**
   * Restores the engine's names to those before the pull. If that fails, only a name is left behind. A new name of an image that the
   * engine already had by its digest stays: removing it would also remove the digest, and perhaps the image.
   */
  async #restore(reference: string, { image, digests }: Before, pulled: InspectedImage): Promise<void> {
    const { digest, pinned } = byDigest(reference, pulled)
    const wasHere = digest !== undefined && digests.includes(digest)
    if (image?.Id !== undefined) await this.#exec.commit([this.#program, 'tag', image.Id, reference])
    const left = image === undefined ? reference : pinned
    if (left !== undefined && !wasHere) await this.#exec.commit([this.#program, 'rmi', left])
  }

  async #digests(reference: string): Promise<readonly string[]> {
    const list = [
      this.#program,
      'images',
      '--digests',
      '--format={{.Digest}}',
      familiar(repositoryOf(reference)),
    ]
    const listed = await this.#exec.query(list)
    requireEngine(list, listed)
    return listed.stdout.split('\n')
  }

  /** @throws {EngineLostError} because an image that is there must not count as absent */
  async #here(reference: string): Promise<InspectedImage | undefined> {
    const inspect = this.#inspect.command(reference)
    if (inspect === undefined) return undefined
    const found = await this.#exec.query(inspect)
    requireEngine(inspect, found)
    return found.exitCode === 0 ? this.#inspect.parse(found.stdout) : undefined
  }

  async #inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const image = await this.#here(reference)
    return image !== undefined && isFor(image, platform) ? image : undefined
  }
}
