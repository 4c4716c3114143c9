/** The app's own Dockerfile: the image that is shipped, and from it the other modes. */

import { deriveDockerfile } from '../../dockerfile/derive/derive.ts'
import { ineffectiveEnv } from '../../dockerfile/facts/ineffective-env.ts'
import { parseDockerfile } from '../../dockerfile/read/parse.ts'
import type { World } from '../../effects/world.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Finding } from '../../model/finding.ts'
import type { LinkageKind } from '../../model/image.ts'
import type { Mode } from '../../model/mode.ts'
import type { Revision } from '../../model/variant.ts'
import { searchIn } from '../../plan/plan.ts'
import type { Obstacle } from '../../repository/go/build-preflight.ts'
import { cgoPackages } from '../../repository/go/build-preflight.ts'
import { type Built, notPrepared } from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import type { DockerfilePlan, ImageBuilder, ProvenImage } from './build-image.ts'
import { changedMode, ineffectiveEnvFinding, notDerived, notTheApp, unlistedMode } from './findings.ts'
import { buildOwn, foreignProgram, type NotBuilt, type Own, resultOf, withoutHead } from './own-image.ts'

export interface Shipped {
  readonly built: readonly Built[]
  readonly findings: readonly Finding[]
  /** Modes that the Dockerfile gives no image for: the built-in one has to do. */
  readonly left: readonly Mode[]
  /** The shipped image of head, which built-in ones stand in for; absent where there is none. */
  readonly pattern?: ProvenImage
}

/**
 * Builds the shipped image of both revisions as they are; its program tells which mode it is. For every other mode the
 * Dockerfile is changed, and what comes out is believed only when the program is linked as it should be and starts in its image. Where
 * head cannot be had that way, both revisions get the built-in image: a column compares like with like.
 */
export async function buildShipped(
  world: World,
  plan: DockerfilePlan,
  builder: ImageBuilder,
  modes: readonly Mode[],
  unprepared: Unprepared = {},
): Promise<Shipped> {
  const foreign = await foreignProgram(world, plan, plan.dockerfile, 'head')
  if (foreign !== undefined) {
    return { built: [], left: modes, findings: [notTheApp(plan, foreign)] }
  }
  if (unprepared.head !== undefined) {
    const result = notPrepared(unprepared.head)
    const built = modes.map((mode): Built => ({ revision: 'head', mode, source: 'shipped', result }))
    return { built: [...unbuiltBase(plan, modes), ...built], left: [], findings: [] }
  }
  const shipped = (revision: Revision) =>
    buildOwn(world, plan, builder, { build: plan.dockerfile, revision, name: `${revision}-shipped` })
  const head = await shipped('head')
  if ('problem' in head) {
    return { built: [], left: modes, findings: [notTheApp(plan, head.problem)] }
  }
  if ('output' in head) {
    const why = plan.builderObstacle === undefined ? [] : [plan.builderObstacle]
    const built = modes.map((mode) => failed('head', mode, head.output, why))
    return { built: [...unbuiltBase(plan, modes), ...built], left: [], findings: [] }
  }
  const base = await baseOf(plan, unprepared, () => shipped('base'))
  const derive = new Deriver(world, plan, builder)
  const built: Built[] = []
  const left: Mode[] = []
  const unseen = ineffectiveEnv(head.dockerfile, 'CGO_ENABLED', plan.dockerfile)
  const findings: Finding[] = [...ineffectiveEnvFinding(plan, head.proven, unseen)]
  const shippedMode = modeOf(modes, head.proven.linkage.kind)
  const unlisted = unlistedMode(plan, head.proven)
  if (unlisted !== undefined) findings.push(unlisted)
  for (const mode of modes) {
    const made = await derive.make(head, mode, shippedMode)
    if ('why' in made) {
      left.push(mode)
      findings.push(notDerived(mode, made))
      continue
    }
    built.push({ revision: 'head', mode, source: made.source, result: made.result })
    if (base === undefined) continue
    built.push({ revision: 'base', mode, ...(await ofBase(derive, base, mode)) })
  }
  if (base !== undefined && 'proven' in base) findings.push(...changedMode(base.proven, head.proven))
  return { built, left, findings, pattern: head.proven }
}

async function baseOf(
  plan: DockerfilePlan,
  { base }: Unprepared,
  build: () => Promise<Own | NotBuilt>,
): Promise<Own | NotBuilt | undefined> {
  if (plan.checkouts.base === undefined) return undefined
  return base === undefined ? build() : { output: [base.message, ...base.output] }
}

async function ofBase(
  derive: Deriver,
  base: Own | NotBuilt,
  mode: Mode,
): Promise<Pick<Built, 'source' | 'result'>> {
  if ('output' in base) return { source: 'shipped', result: { ok: false, output: base.output } }
  if ('problem' in base) return { source: 'shipped', result: { ok: false, output: [base.problem] } }
  const shipped = modeOf([mode], base.proven.linkage.kind)
  const made = await derive.make(base, mode, shipped)
  return 'why' in made ? { source: 'derived', result: { ok: false, output: [made.why] } } : made
}

type Made = Pick<Built, 'source' | 'result'> | { readonly why: string; readonly log?: readonly string[] }

/** Makes the image of a mode from a Dockerfile: the shipped one, or that of a changed copy that was proven. */
class Deriver {
  readonly #world: World
  readonly #plan: DockerfilePlan
  readonly #builder: ImageBuilder
  #cgoOfBase: Promise<readonly string[] | undefined> | undefined
  constructor(world: World, plan: DockerfilePlan, builder: ImageBuilder) {
    this.#world = world
    this.#plan = plan
    this.#builder = builder
  }

  async make(
    { revision, dockerfile, proven }: Own,
    mode: Mode,
    shippedMode: Mode | undefined,
  ): Promise<Made> {
    const build = this.#plan.dockerfile
    if (shippedMode?.name === mode.name) return { source: 'shipped', result: resultOf(proven, build) }
    const wanted = mode.expects.includes('static') ? 'static' : 'dynamic'
    const { dockerfile: path, target, buildArgs } = build
    const cgo = await this.#cgo(revision)
    const derived = deriveDockerfile(dockerfile.text, wanted, {
      ...(target === undefined ? {} : { target }),
      buildArgs,
      ...(cgo === undefined ? {} : { cgoPackages: cgo }),
    })
    if (!derived.ok) return { why: derived.problem.message }
    const { text, notes, changes } = derived.value
    const changed = parseDockerfile(text)
    if (!changed.ok) return { why: changed.problem.message }
    for (const note of notes) this.#world.log.info(`${path}, ${mode.name}: ${note}`)
    const heading = `build ${revision}, ${path} changed to ${mode.name}`
    const result = await this.#world.log.step(heading, () =>
      this.#builder.build({
        // another name than the built-in image has, which may yet take its place
        name: `${revision}-${mode.name}-derived`,
        revision,
        dockerfile: changed.value,
        build,
      }),
    )
    if ('output' in result)
      return { why: `a copy of ${path} changed to it does not build`, log: result.output }
    if ('problem' in result) return { why: result.problem }
    const { linkage, check } = result.proven
    const not = modeNotAchieved(mode, linkage)
    if (not !== undefined) return { why: `a copy of ${path} changed to it: ${not.message}` }
    const fatal = check.load?.problems.find((problem) => problem.fatal)
    if (fatal !== undefined)
      return { why: `a copy of ${path} changed to it does not start: ${fatal.message}` }
    return { source: 'derived', result: resultOf(result.proven, build, { changes }) }
  }

  /** Packages that use cgo, asked once. */
  #cgo(revision: Revision): Promise<readonly string[] | undefined> | readonly string[] | undefined {
    const { cgo, checkouts, main } = this.#plan
    if (revision === 'head') return cgo
    this.#cgoOfBase ??= cgoPackages(this.#world, searchIn(this.#plan, checkouts.base), main)
    return this.#cgoOfBase
  }
}
function modeOf(modes: readonly Mode[], kind: LinkageKind): Mode | undefined {
  return modes.find(({ expects }) => expects.includes(kind))
}

function failed(
  revision: Revision,
  mode: Mode,
  output: readonly string[],
  why: readonly Obstacle[] = [],
): Built {
  const result = { ok: false, output, ...(why.length === 0 ? {} : { why }) } as const
  return { revision, mode, source: 'shipped', result }
}

/** Without head there is nothing to compare base with. */
function unbuiltBase(plan: DockerfilePlan, modes: readonly Mode[]): readonly Built[] {
  return plan.checkouts.base === undefined ? [] : modes.map((mode) => failed('base', mode, withoutHead))
}
