/** The image of one mode from the app's own Dockerfile. */

import { type Result, succeed } from '../../common/result.ts'
import { deriveDockerfile } from '../../dockerfile/derive/derive.ts'
import type { Change } from '../../dockerfile/read/edits.ts'
import { type Dockerfile, parseDockerfile } from '../../dockerfile/read/parse.ts'
import { isFatalProblem } from '../../findings/facts.ts'
import type { NotDerived } from '../../findings/not-derived.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Linkage } from '../../model/image.ts'
import type { Mode } from '../../model/mode.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import type { BuildFailure, DockerfileImage } from '../built-variant.ts'
import type { ProofResult } from './build-image.ts'
import { type DockerfileTools, imageOf, type OwnImage } from './own-image.ts'
import type { DockerfileRequest } from './pinned-builds.ts'

/** A Dockerfile, and how it is built. */
type Source = Pick<OwnImage, 'dockerfile' | 'build'>

/** The Dockerfile of a revision, changed for a mode. */
interface Copy {
  readonly variant: PlannedVariant
  readonly build: ImageBuild
  readonly dockerfile: Dockerfile
  readonly notes: readonly string[]
  readonly changes: readonly Change[]
}

interface Begun {
  readonly result: Promise<ProofResult>
  /** Never resolves where the builder does not report it. */
  readonly compiled: Promise<void>
}

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
  /** By name of the image. */
  readonly #begun = new Map<string, Begun>()

  constructor(tools: DockerfileTools, plan: Plan) {
    this.#tools = tools
    this.#plan = plan
  }

  /**
   * If the Dockerfile needs no change for one of the modes, it probably ships that one: begins the first image of another mode. What it
   * ships is not proven yet, so `make` uses the image only if it is wanted.
   *
   * @param variants of one revision
   */
  begin(source: Source, variants: readonly PlannedVariant[]): void {
    const copies = variants.flatMap((variant) => {
      const copy = this.#copy(source, variant)
      return copy.ok ? [copy.value] : []
    })
    const first = copies.find(({ changes }) => changes.length > 0)
    if (first === undefined || copies.every(({ changes }) => changes.length > 0)) return
    const compiled = Promise.withResolvers<void>()
    const result = this.#build(first, compiled.resolve)
    result.catch(() => {})
    this.#begun.set(imageName(first.variant), { result, compiled: compiled.promise })
  }

  /** Waits for what was begun, so that `make` does not use it any more. */
  async drop(): Promise<void> {
    await Promise.allSettled([...this.#begun.values()].map(({ result }) => result))
    this.#begun.clear()
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
    own: OwnImage,
    variant: PlannedVariant,
    compiled: DockerfileRequest['compiled'],
  ): Promise<Result<BuiltModeImage, NotMade>> {
    const { log } = this.#tools.world
    const { build, image: shipped } = own
    const { revision, mode } = variant
    const { dockerfile: path } = build
    const copy = this.#copy(own, variant)
    if (!copy.ok) return copy
    const { notes, changes } = copy.value
    for (const note of notes) log.info(`${path}, ${mode.name}: ${note}`)
    const begun = this.#begun.get(imageName(variant))
    void begun?.compiled.then(compiled)
    const result = await log.step(
      `build ${revision}, ${path} changed to ${mode.name}`,
      () => begun?.result ?? this.#build(copy.value, compiled),
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

  #copy({ dockerfile, build }: Source, variant: PlannedVariant): Result<Copy, NotMade> {
    const { target, buildArgs } = build
    const wanted = derivedAs(variant.mode)
    if (wanted === undefined) return not({ kind: 'mode-not-derivable' })
    const cgo = this.#plan.target.cgo[variant.revision]
    const derived = deriveDockerfile(dockerfile.text, wanted, {
      ...(target === undefined ? {} : { target }),
      buildArgs,
      ...(cgo === undefined ? {} : { cgoPackages: cgo.packages, needsCgo: cgo.needing }),
    })
    if (!derived.ok) return refused(derived.problem.message)
    const { text, notes, changes } = derived.value
    const changed = parseDockerfile(text)
    if (!changed.ok) return refused(changed.problem.message)
    return succeed({ variant, build, dockerfile: changed.value, notes, changes })
  }

  #build(
    { variant, build, dockerfile }: Copy,
    compiled: DockerfileRequest['compiled'],
  ): Promise<ProofResult> {
    const { revision } = variant
    return this.#tools.builder.build({ name: imageName(variant), revision, dockerfile, build, compiled })
  }
}

/** Another one than the built-in image has, which may yet take its place. */
function imageName({ revision, mode }: PlannedVariant): string {
  return `${revision}-${mode.name}-derived`
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
