/** The app's own Dockerfile: the image that is shipped, and from it the other modes. */
import { modeNotAchieved } from '../inspect/linkage.ts'
import type { SavedImages } from '../inspect/saved-images.ts'
import type { DockerfileFacts, Finding, LinkageKind, Mode, Revision } from '../model.ts'
import type { Workspace } from '../workspace.ts'
import type { World } from '../world.ts'
import { type Buildings, type BuildResult, type Built, notPrepared, type StartsAs } from './build.ts'
import { cgoPackages } from './cgo-packages.ts'
import { prepareContext } from './context.ts'
import { deriveDockerfile } from './dockerfile/derive.ts'
import type { Change } from './dockerfile/edits.ts'
import { type Dockerfile, parseDockerfile } from './dockerfile/parse.ts'
import { notBuiltHere } from './dockerfile/unfit.ts'
import {
  type DockerfilePlan,
  type ImageBuilder,
  openImageBuilder,
  type ProofResult,
  type ProvenImage,
} from './dockerfile-build.ts'
import type { Unprepared } from './prepare.ts'
import { changedMode, notDerived, notTheApp, unlistedMode } from './shipped-findings.ts'

export interface Shipped extends Buildings {
  /** Modes that the Dockerfile gives no image for: the built-in one has to do. */
  readonly left: readonly Mode[]
  /** How the shipped image starts the program; absent where that is not known. */
  readonly startsAs?: StartsAs
}

/** The Dockerfile of one revision, and the image that it gives as it is. */
interface Own {
  readonly revision: Revision
  readonly dockerfile: Dockerfile
  readonly proven: ProvenImage
}

/**
 * Builds the shipped image of both revisions as they are; its program tells which mode it is. For every other mode the
 * Dockerfile is changed, and what comes out is believed only when the program is linked as it should be and starts in its image. Where
 * head cannot be had that way, both revisions get the built-in image: a column compares like with like.
 */
export async function buildShipped(
  world: World,
  workspace: Workspace,
  plan: DockerfilePlan,
  images: SavedImages,
  unprepared: Unprepared = {},
): Promise<Shipped> {
  const { modes, prepare } = plan.config
  const foreign = await foreignProgram(world, plan)
  // what is prepared may well be the program that the Dockerfile copies
  if (foreign !== undefined && prepare === undefined) {
    return { built: [], left: modes, findings: [notTheApp(plan, foreign)] }
  }
  if (unprepared.head !== undefined) {
    const result = notPrepared(unprepared.head)
    const built = modes.map((mode): Built => ({ revision: 'head', mode, source: 'shipped', result }))
    return { built: [...unbuiltBase(plan, modes), ...built], left: [], findings: [] }
  }
  const builder = openImageBuilder(world, workspace, plan, images)
  const head = await buildOwn(world, workspace, plan, builder, 'head')
  if ('problem' in head) {
    return { built: [], left: modes, findings: [notTheApp(plan, head.problem)] }
  }
  if ('output' in head) {
    const built = modes.map((mode) => failed('head', mode, head.output))
    return { built: [...unbuiltBase(plan, modes), ...built], left: [], findings: [] }
  }
  const base = await baseOf(world, workspace, plan, builder, unprepared)
  const derive = new Deriver(world, plan, builder)
  const built: Built[] = []
  const left: Mode[] = []
  const findings: Finding[] = []
  const shippedMode = modeOf(modes, head.proven.linkage.kind)
  if (shippedMode === undefined) findings.push(unlistedMode(plan, head.proven))
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
  return { built, left, findings, startsAs: head.proven.startsAs }
}

async function baseOf(
  world: World,
  workspace: Workspace,
  plan: DockerfilePlan,
  builder: ImageBuilder,
  unprepared: Unprepared,
): Promise<Own | Exclude<ProofResult, { readonly proven: ProvenImage }> | undefined> {
  if (plan.checkouts.base === undefined) return undefined
  const { base } = unprepared
  if (base !== undefined) return { output: [base.message, ...base.output] }
  return buildOwn(world, workspace, plan, builder, 'base')
}

async function ofBase(
  derive: Deriver,
  base: Own | Exclude<ProofResult, { readonly proven: ProvenImage }>,
  mode: Mode,
): Promise<Pick<Built, 'source' | 'result'>> {
  if ('output' in base) return { source: 'shipped', result: { ok: false, output: base.output } }
  if ('problem' in base) return { source: 'shipped', result: { ok: false, output: [base.problem] } }
  const shipped = modeOf([mode], base.proven.linkage.kind)
  const made = await derive.make(base, mode, shipped)
  return 'why' in made ? { source: 'derived', result: { ok: false, output: [made.why] } } : made
}

async function foreignProgram(world: World, plan: DockerfilePlan): Promise<string | undefined> {
  const { dockerfile, target, buildArgs } = plan.dockerfile
  const text = await world.files.readText(`${plan.checkouts.head}/${dockerfile}`)
  const options = { ...(target === undefined ? {} : { target }), buildArgs }
  return text === undefined ? undefined : notBuiltHere(text, options)
}

async function buildOwn(
  world: World,
  workspace: Workspace,
  plan: DockerfilePlan,
  builder: ImageBuilder,
  revision: Revision,
): Promise<Own | Exclude<ProofResult, { readonly proven: ProvenImage }>> {
  const { dockerfile: path, target, buildArgs } = plan.dockerfile
  const text = await world.files.readText(`${plan.checkouts[revision]}/${path}`)
  if (text === undefined) return { output: [`\`${path}\` does not exist in this revision`] }
  const dockerfile = parseDockerfile(text)
  if ('problem' in dockerfile) return { output: [`\`${path}\`: ${dockerfile.problem}`] }
  await prepareContext(world, workspace, plan, revision, text)
  const result = await world.log.step(`build ${revision}, ${path}`, () =>
    builder.build({
      name: `${revision}-shipped`,
      revision,
      dockerfile,
      ...(target === undefined ? {} : { target }),
      buildArgs,
    }),
  )
  if ('output' in result) world.log.info(`building ${path} failed: ${result.output.at(-1) ?? 'no output'}`)
  return 'proven' in result ? { revision, dockerfile, proven: result.proven } : result
}

type Made = Pick<Built, 'source' | 'result'> | { readonly why: string; readonly log?: readonly string[] }

/** Makes the image of a mode from a Dockerfile: the shipped one, or that of a changed copy that was proven. */
class Deriver {
  readonly #world: World
  readonly #plan: DockerfilePlan
  readonly #builder: ImageBuilder
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
    if (shippedMode?.name === mode.name) return { source: 'shipped', result: this.#result(proven, []) }
    const wanted = plainLink(mode)
    if (wanted === undefined) {
      return { why: 'its tags, flags or variables are for `go build` and cannot be put into a Dockerfile' }
    }
    const { dockerfile: path, target, buildArgs } = this.#plan.dockerfile
    const derived = deriveDockerfile(dockerfile.text, wanted, {
      ...(target === undefined ? {} : { target }),
      buildArgs,
      cgoPackages: await cgoPackages(this.#world, this.#plan, revision),
    })
    if ('refused' in derived) return { why: derived.refused }
    const changed = parseDockerfile(derived.text)
    if ('problem' in changed) return { why: changed.problem }
    for (const note of derived.notes) this.#world.log.info(`${path}, ${mode.name}: ${note}`)
    const heading = `build ${revision}, ${path} changed to ${mode.name}`
    const result = await this.#world.log.step(heading, () =>
      this.#builder.build({
        // another name than the built-in image has, which may yet take its place
        name: `${revision}-${mode.name}-derived`,
        revision,
        dockerfile: changed,
        ...(target === undefined ? {} : { target }),
        buildArgs,
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
    return { source: 'derived', result: this.#result(result.proven, derived.changes) }
  }

  #result({ reference, binary, base, check }: ProvenImage, changes: readonly Change[]): BuildResult {
    const facts: DockerfileFacts = {
      path: this.#plan.dockerfile.dockerfile,
      ...(base === undefined
        ? {}
        : { base: { name: base.name, ...(base.digest === undefined ? {} : { digest: base.digest }) } }),
      program: check.path,
      changes,
    }
    return { ok: true, binary, image: reference, dockerfile: facts, base: base?.layers ?? [] }
  }
}

/** `static` or `dynamic` for a mode that asks for nothing more than that. */
function plainLink({ name, env, tags, expects }: Mode): 'static' | 'dynamic' | undefined {
  const wanted = expects.includes('static') ? 'static' : 'dynamic'
  return name === wanted && tags.length === 0 && Object.keys(env).join() === 'CGO_ENABLED'
    ? wanted
    : undefined
}

function modeOf(modes: readonly Mode[], kind: LinkageKind): Mode | undefined {
  return modes.find(({ expects }) => expects.includes(kind))
}

function failed(revision: Revision, mode: Mode, output: readonly string[]): Built {
  return { revision, mode, source: 'shipped', result: { ok: false, output } }
}

/** Without head there is nothing to compare base with. */
function unbuiltBase(plan: DockerfilePlan, modes: readonly Mode[]): readonly Built[] {
  if (plan.checkouts.base === undefined) return []
  return modes.map((mode) => failed('base', mode, ['it was not built, because head does not build']))
}
