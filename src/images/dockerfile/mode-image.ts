/** The image of one mode from the app's own Dockerfile. */

import type { Result } from '../../common/result.ts'
import { deriveDockerfile } from '../../dockerfile/derive/derive.ts'
import { parseDockerfile } from '../../dockerfile/read/parse.ts'
import { isFatalProblem } from '../../findings/facts.ts'
import type { NotDerived } from '../../findings/not-derived.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Linkage } from '../../model/image.ts'
import type { Mode } from '../../model/mode.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { BuildFailure, DockerfileImage } from '../built-variant.ts'
import { type DockerfileTools, imageOf, type OwnImage } from './own-image.ts'
import type { DockerfileRequest } from './pinned-builds.ts'

export interface BuiltModeImage {
  readonly source: 'shipped' | 'derived'
  readonly image: DockerfileImage
}

export interface NotMade {
  /** Why the Dockerfile gives no image of a mode. */
  readonly why: NotDerived
  /** Last lines of a build that failed. */
  readonly log?: readonly string[]
}

/** Makes the image of a mode from a Dockerfile: the shipped one, or that of a changed copy that was proven. */
export class ModeImages {
  readonly #tools: DockerfileTools
  readonly #plan: Plan
  constructor(tools: DockerfileTools, plan: Plan) {
    this.#tools = tools
    this.#plan = plan
  }

  /**
   * @param own the image of the variant's revision; `shippedMode` is the mode that it is
   * @param compiled as of `DockerfileRequest`
   */
  async make(
    own: OwnImage,
    variant: PlannedVariant,
    shippedMode: Mode | undefined,
    compiled?: DockerfileRequest['compiled'],
  ): Promise<Result<BuiltModeImage, NotMade>> {
    if (shippedMode?.name === variant.mode.name)
      return { ok: true, value: { source: 'shipped', image: imageOf(own.image, own.build) } }
    return this.#derive(own, variant, compiled)
  }

  async #derive(
    { dockerfile, build, image: shipped }: OwnImage,
    { revision, mode }: PlannedVariant,
    compiled: DockerfileRequest['compiled'],
  ): Promise<Result<BuiltModeImage, NotMade>> {
    const { world, builder } = this.#tools
    const { dockerfile: path, target, buildArgs } = build
    const wanted = derivedAs(mode)
    if (wanted === undefined) return not({ kind: 'mode-not-derivable' })
    const cgo = this.#plan.target.cgo[revision]
    const derived = deriveDockerfile(dockerfile.text, wanted, {
      ...(target === undefined ? {} : { target }),
      buildArgs,
      ...(cgo === undefined ? {} : { cgoPackages: cgo.packages, needsCgo: cgo.needing }),
    })
    if (!derived.ok) return refused(derived.problem.message)
    const { text, notes, changes } = derived.value
    const changed = parseDockerfile(text)
    if (!changed.ok) return refused(changed.problem.message)
    for (const note of notes) world.log.info(`${path}, ${mode.name}: ${note}`)
    const result = await world.log.step(`build ${revision}, ${path} changed to ${mode.name}`, () =>
      builder.build({
        // another name than the built-in image has, which may yet take its place
        name: `${revision}-${mode.name}-derived`,
        revision,
        dockerfile: changed.value,
        build,
        compiled,
      }),
    )
    if (result.kind === 'not-built') return notBuilt(path, result)
    if (result.kind === 'not-the-app') return refused(result.problem)
    const { linkage, check, entry } = result.image
    const otherwise = modeNotAchieved(mode, linkage)
    if (otherwise !== undefined) return not({ kind: 'copy-linked-otherwise', path, not: otherwise })
    // what keeps the shipped image from starting is no fault of the copy
    const known = new Set(shipped.entry.problems.map(({ id }) => id))
    const problems = [...(check.load?.problems ?? []), ...entry.problems.filter(({ id }) => !known.has(id))]
    const fatal = problems.find(isFatalProblem)
    if (fatal !== undefined) return not({ kind: 'copy-not-starting', path, problem: fatal })
    const image = imageOf(result.image, build, { changes })
    return { ok: true, value: { source: 'derived', image } }
  }
}

function notBuilt(path: string, { why, output }: BuildFailure) {
  // a line of the copy is not the one of the user's file; the log has the step
  const because = why.find(({ kind }) => kind !== 'step-failed' && kind !== 'dockerfile-refused')
  return not({ kind: 'copy-not-built', path, ...(because === undefined ? {} : { because }) }, output)
}

const refused = (detail: string) => not({ kind: 'refused', detail })

function not(why: NotDerived, log?: readonly string[]): { readonly ok: false; readonly problem: NotMade } {
  return { ok: false, problem: log === undefined ? { why } : { why, log } }
}

/** The mode that a program is one of: before one that leaves more open, one that requires what the program is. */
export function modeOf(modes: readonly Mode[], linkage: Linkage): Mode | undefined {
  const fitting = modes.filter((mode) => modeNotAchieved(mode, linkage) === undefined)
  return fitting.find(({ requires }) => requires !== undefined) ?? fitting[0]
}

/** What a Dockerfile is changed to for a mode; undefined where no change is known that gives it. */
function derivedAs({ expects, requires, external }: Mode): 'static' | 'dynamic' | undefined {
  if (requires !== undefined || external !== undefined) return undefined
  return expects.includes('static') ? 'static' : expects.includes('dynamic') ? 'dynamic' : undefined
}
