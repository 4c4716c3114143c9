import { fail, type Result, succeed } from '../../../common/result.ts'
import type { BaseImage, PinProblem } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { pullProblem } from './failure/pull.ts'
import { requireDone, requireEngine } from './lost.ts'
import { byDigest, type InspectedImage, parseInspected } from './pin.ts'
import { registryAnswer, registryQuestion } from './registry.ts'

/** More than any registry that answers needs. */
const registryLimitMs = 60_000
const attempts = 3
/** Of a command that took longer than its limit. */
const killedCode = 137

function otherPlatform(reference: string, platform: string): PinProblem {
  return {
    because: 'other-platform',
    detail: `the base image \`${reference}\` is not for ${platform}`,
  }
}

/** An image of another platform may be in the place of the one that is wanted. */
function isFor({ Os, Architecture }: InspectedImage, platform: string): boolean {
  return `${Os}/${Architecture}` === platform
}

/** The images that others are built on, where the engine has them or a registry does. */
export class BaseImages {
  readonly #exec: Exec
  readonly #program: string

  constructor(exec: Exec, program: string) {
    this.#exec = exec
    this.#program = program
  }

  /** For a builder that does not see the engine's images: the registry is asked, and nothing comes into the engine. */
  async elsewhere(reference: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const [, ...question] = registryQuestion(reference)
    const asked = await this.#exec.run([this.#program, ...question], { limitMs: registryLimitMs })
    const answer =
      asked.exitCode === 0 ? registryAnswer(reference, asked.stdout, platform) : fail(asked.stderr)
    if (answer.ok) {
      return answer.value === undefined
        ? { ok: false, problem: otherPlatform(reference, platform) }
        : this.#byDigest(reference, answer.value)
    }
    const here = await this.#inspected(reference, platform)
    if (here !== undefined) return this.#byDigest(reference, here)
    if (asked.exitCode !== killedCode) return { ok: false, problem: pullProblem(answer.problem.message) }
    const detail = `no answer within ${registryLimitMs / 1000} s`
    return { ok: false, problem: { because: 'unreachable', detail } }
  }

  #byDigest(reference: string, image: InspectedImage): Result<BaseImage, PinProblem> {
    const { pinned, ...found } = byDigest(reference, image)
    if (pinned !== undefined) return succeed({ pinned, ...found })
    const fix = 'push it to a registry, or run `docker buildx use default` before the build'
    const detail = `the buildx builder cannot access the base image \`${reference}\`: ${fix}`
    return { ok: false, problem: { because: 'not-visible', detail } }
  }

  /**
   * The image for the platform, pulled unless it is here, under a name of this run alone: what the engine did not have is gone
   * with that name. Throws the CommandError of an engine that cannot name it.
   */
  async named(reference: string, alias: string, platform: string): Promise<Result<BaseImage, PinProblem>> {
    const tag = [this.#program, 'tag', reference, alias]
    for (let attempt = 1; ; attempt++) {
      const before = await this.#here(reference)
      const isHere = before !== undefined && isFor(before, platform)
      const found = isHere ? succeed(before) : await this.#pulled(reference, platform, before)
      if (!found.ok) return found
      const tagged = await this.#exec.commit(tag)
      if (!isHere) await this.#restore(reference, before, found.value)
      requireEngine(tag, tagged)
      // another run that had pulled it has removed it in between
      if (tagged.exitCode !== 0 && attempt < attempts) continue
      requireDone(tag, tagged)
      if (!isFor(found.value, platform)) return { ok: false, problem: otherPlatform(reference, platform) }
      const { pinned: _, ...image } = byDigest(reference, found.value)
      return succeed({ pinned: alias, ...image })
    }
  }

  /** What the reference means after a pull, which may be an image of another platform. */
  async #pulled(
    reference: string,
    platform: string,
    before: InspectedImage | undefined,
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
      // a cancelled pull may have come to its end
      await this.#restore(reference, before)
      throw error
    }
  }

  /** The engine's names are what they were before the pull; where that fails, a name is left, and nothing else is wrong. */
  async #restore(
    reference: string,
    before: InspectedImage | undefined,
    pulled?: InspectedImage,
  ): Promise<void> {
    if (before === undefined) {
      await this.#exec.commit([this.#program, 'rmi', reference])
      return
    }
    if (before.Id !== undefined) await this.#exec.commit([this.#program, 'tag', before.Id, reference])
    const pinned = pulled === undefined ? undefined : byDigest(reference, pulled).pinned
    if (pinned !== undefined) await this.#exec.commit([this.#program, 'rmi', pinned])
  }

  /** @throws {EngineLostError} because an image that is there must not count as absent */
  async #here(reference: string): Promise<InspectedImage | undefined> {
    const inspect = [this.#program, 'image', 'inspect', '--format={{json .}}', reference]
    const found = await this.#exec.query(inspect)
    requireEngine(inspect, found)
    return found.exitCode === 0 ? parseInspected(found.stdout) : undefined
  }

  async #inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const image = await this.#here(reference)
    return image !== undefined && isFor(image, platform) ? image : undefined
  }
}
