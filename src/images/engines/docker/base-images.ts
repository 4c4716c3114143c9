import { fail, type Result, succeed } from '../../../common/result.ts'
import type { BaseImage, PinProblem } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { pullProblem } from './failure/pull.ts'
import { byDigest, type InspectedImage, parseInspected } from './pin.ts'
import { registryAnswer, registryQuestion } from './registry.ts'

/** More than any registry that answers needs. */
const registryLimitMs = 60_000
/** Of a command that took longer than its limit. */
const killedCode = 137

function otherPlatform(reference: string, platform: string): PinProblem {
  return {
    because: 'other-platform',
    detail: `the base image \`${reference}\` is not for ${platform}`,
  }
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
    const fix = 'push it to a registry, or build with `docker buildx use default`'
    const detail = `the builder of buildx does not see the base image \`${reference}\`: ${fix}`
    return { ok: false, problem: { because: 'not-visible', detail } }
  }

  /** The image for the platform, pulled unless it is here. */
  async available(reference: string, platform: string): Promise<Result<InspectedImage, PinProblem>> {
    const here = await this.#inspected(reference, platform)
    if (here !== undefined) return succeed(here)
    const pull = [this.#program, 'pull', '--quiet', `--platform=${platform}`, reference]
    const { exitCode, stderr } = await this.#exec.run(pull)
    if (exitCode !== 0) {
      return { ok: false, problem: pullProblem(stderr) }
    }
    const pulled = await this.#inspected(reference, platform)
    if (pulled !== undefined) return succeed(pulled)
    return { ok: false, problem: otherPlatform(reference, platform) }
  }

  async #inspected(reference: string, platform: string): Promise<InspectedImage | undefined> {
    const inspect = [this.#program, 'image', 'inspect', '--format={{json .}}', reference]
    const found = await this.#exec.query(inspect)
    const image = found.exitCode === 0 ? parseInspected(found.stdout) : undefined
    // an image of another platform is in the place of the one that is wanted
    return image !== undefined && `${image.Os}/${image.Architecture}` === platform ? image : undefined
  }
}
