import { fail, type Result, succeed } from '../../../common/result.ts'
import type { BaseImage, PinProblem } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { pullProblem } from './failure/pull.ts'
import { lostConnection, requireDone } from './lost.ts'
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
    for (let attempt = 1; ; attempt++) {
      const before = await this.#here(reference)
      const found =
        before !== undefined && isFor(before, platform)
          ? succeed(before)
          : await this.#pulled(reference, platform)
      if (!found.ok) return found
      const tagged = await this.#exec.commit([this.#program, 'tag', reference, alias])
      const said = tagged.stderr.trim().split('\n')
      const isGone = tagged.exitCode !== 0 && lostConnection(said) === undefined
      // another run that had pulled it has removed it in between
      if (isGone && attempt < attempts) continue
      requireDone([this.#program, 'tag', reference, alias], tagged)
      if (found.value !== before) await this.#restore(reference, before, found.value)
      const { pinned: _, ...image } = byDigest(reference, found.value)
      return succeed({ pinned: alias, ...image })
    }
  }

  async #pulled(reference: string, platform: string): Promise<Result<InspectedImage, PinProblem>> {
    const pull = [this.#program, 'pull', '--quiet', `--platform=${platform}`, reference]
    const output = await this.#exec.run(pull)
    if (output.exitCode !== 0) {
      const said = output.stderr.trim().split('\n')
      if (lostConnection(said) !== undefined) requireDone(pull, output)
      return { ok: false, problem: pullProblem(output.stderr) }
    }
    const pulled = await this.#here(reference)
    if (pulled !== undefined && isFor(pulled, platform)) return succeed(pulled)
    return { ok: false, problem: otherPlatform(reference, platform) }
  }

  /** The engine's names are what they were before the pull; where that fails, a name is left, and nothing else is wrong. */
  async #restore(
    reference: string,
    before: InspectedImage | undefined,
    pulled: InspectedImage,
  ): Promise<void> {
    if (before?.Id === undefined) {
      await this.#exec.commit([this.#program, 'rmi', reference])
      return
    }
    await this.#exec.commit([this.#program, 'tag', before.Id, reference])
    const { pinned } = byDigest(reference, pulled)
    if (pinned !== undefined) await this.#exec.commit([this.#program, 'rmi', pinned])
  }

  async #here(reference: string): Promise<InspectedImage | undefined> {
    const inspect = [this.#program, 'image', 'inspect', '--format={{json .}}', reference]
    const found = await this.#exec.query(inspect)
    return found.exitCode === 0 ? parseInspected(found.stdout) : undefined
  }

  async #inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const image = await this.#here(reference)
    return image !== undefined && isFor(image, platform) ? image : undefined
  }
}
