/** Makes the image of one mode from the app's own Dockerfile. */

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
  /** Why the Dockerfile has no image for the mode. */
  readonly why: NotDerived
  /** Last lines of a failed build. */
  readonly log?: readonly string[]
}

/** Returns the shipped image for its own mode. For other modes, builds a changed copy of the Dockerfile and checks its image. */
export class ModeImages {
  readonly #tools: DockerfileTools
  readonly #plan: Plan
  constructor(tools: DockerfileTools, plan: Plan) {
    this.#tools = tools
    this.#plan = plan
  }

  /**
   * @param own the shipped image of the variant's revision
   * @param shippedMode the mode of that image
   * @param compiled see `DockerfileRequest`
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
        // must differ from the name of the built-in image, which may replace it
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
    // problems of the shipped image are not caused by the copy
    const known = new Set(shipped.entry.problems.map(({ id }) => id))
    const problems = [...(check.load?.problems ?? []), ...entry.problems.filter(({ id }) => !known.has(id))]
    const fatal = problems.find(isFatalProblem)
    if (fatal !== undefined) return not({ kind: 'copy-not-starting', path, problem: fatal })
    const image = imageOf(result.image, build, { changes })
    return { ok: true, value: { source: 'derived', image } }
  }
}

function notBuilt(path: string, { why, output }: BuildFailure) {
  // the lines of the copy differ from those of the user's file, so the failed step is only in the log
  const because = why.find(({ kind }) => kind !== 'step-failed' && kind !== 'dockerfile-refused')
  return not({ kind: 'copy-not-built', path, ...(because === undefined ? {} : { because }) }, output)
}

const refused = (detail: string) => not({ kind: 'refused', detail })

function not(why: NotDerived, log?: readonly string[]): { readonly ok: false; readonly problem: NotMade } {
  return { ok: false, problem: log === undefined ? { why } : { why, log } }
}

/** The mode of a program. If several match, one with more requirements is preferred. */
export function modeOf(modes: readonly Mode[], linkage: Linkage): Mode | undefined {
  const fitting = modes.filter((mode) => modeNotAchieved(mode, linkage) === undefined)
  return fitting.find(({ requires }) => requires !== undefined) ?? fitting[0]
}

/** The kind of linking to which a Dockerfile is changed for a mode; undefined if linkgate cannot derive the mode. */
function derivedAs({ expects, requires, external }: Mode): 'static' | 'dynamic' | undefined {
  if (requires !== undefined || external !== undefined) return undefined
  return expects.includes('static') ? 'static' : expects.includes('dynamic') ? 'dynamic' : undefined
}
