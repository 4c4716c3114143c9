/** The app's own Dockerfile: the image that is shipped, and from it the other modes. */

import { type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import { ineffectiveEnv } from '../../dockerfile/facts/ineffective-env.ts'
import { besideSteps } from '../../effects/beside.ts'
import type { Finding } from '../../findings/finding.ts'
import { notDerivedMessage } from '../../findings/not-derived.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { Mode } from '../../model/mode.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import { followsDockerfile } from '../../plan/mode-images.ts'
import type { Plan, ShippedDockerfile } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import {
  type BuildFailure,
  type BuiltVariant,
  notNeeded,
  notPrepared,
  type UnbuiltVariant,
  unbuilt,
  withoutHead,
} from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import type { NotProven, ProvenImage } from './build-image.ts'
import { changedMode, ineffectiveEnvFinding, notDerived, notTheApp, unlistedMode } from './findings.ts'
import { ModeImages, modeOf } from './mode-image.ts'
import { buildOwn, type DockerfileTools, foreignProgram, type OwnImage } from './own-image.ts'

export interface ShippedBuild {
  readonly built: readonly (BuiltVariant | UnbuiltVariant)[]
  /** Modes that the Dockerfile gives no image for: they get the built-in one. */
  readonly remaining: readonly Mode[]
  readonly findings: readonly Finding[]
  /** The shipped image of head, which fallbacks are measured beside; absent where there is none. */
  readonly reference?: ProvenImage
}

export interface ShippedOptions {
  readonly unprepared?: Unprepared
  /** Names of modes that are built although base and head give the builder the same inputs; absent: they may differ. */
  readonly needed?: readonly string[]
}

/**
 * Builds the shipped image of both revisions as they are; its program shows which mode it is. For every other mode the
 * Dockerfile is changed, and what comes out is believed only when the program is linked as it should be and starts in its image. Where
 * head cannot be had that way, both revisions get the built-in image: a column compares like with like.
 */
export async function buildShipped(
  tools: DockerfileTools,
  plan: Plan,
  { build, ofBase, obstacle }: ShippedDockerfile,
  { unprepared = {}, needed }: ShippedOptions = {},
): Promise<ShippedBuild> {
  const { source, settings, target } = plan
  const pairs = plan.variants.pairs().filter(({ head }) => followsDockerfile(head.mode))
  const modes = pairs.map(({ head }) => head.mode)
  const notApp = (problem: string): ShippedBuild => ({
    built: [],
    remaining: modes,
    findings: [notTheApp(build, target.main, problem)],
  })
  const foreign = await foreignProgram(
    tools.world.files,
    source.checkouts.head,
    build,
    settings.config.prepare,
  )
  if (foreign !== undefined) return notApp(foreign)
  if (unprepared.head !== undefined) return nothingOfHead(pairs, notPrepared(unprepared.head))
  const { checkouts } = source
  const buildHead = () =>
    buildOwn(
      tools,
      { revision: 'head', checkout: checkouts.head, explained: obstacle !== undefined },
      build,
      'head-shipped',
    )
  const first = await buildHead()
  if (first.kind === 'not-the-app') return notApp(first.problem)
  if (first.kind === 'not-built') {
    return nothingOfHead(pairs, { output: first.output, why: explained(first.why, obstacle) })
  }
  const images = new ModeImages(tools, plan)
  // with a repository, each revision is built with its own commit
  const wanted = tools.builder.needsRepository === undefined ? neededPairs(pairs, first, needed) : pairs
  const revisions = await buildRevisions(tools, first, {
    again: buildHead,
    base: (by) =>
      baseOf(unprepared, checkouts.base, (checkout) =>
        buildOwn(by, { revision: 'base', checkout }, ofBase ?? build, 'base-shipped'),
      ),
    modes: (own) => modesOfHead(images, wanted, own),
  })
  if (!revisions.ok) return nothingOfHead(pairs, failureOf(revisions.problem))
  const { head, base, modes: ofHead } = revisions.value
  const all = await buildModes(images, ofHead, base)
  const unlisted = unlistedMode(build, settings.config.modes, head.image)
  return {
    ...all,
    built: [...all.built, ...pairs.filter((pair) => !wanted.includes(pair)).flatMap(withoutImages)],
    findings: [
      ...ineffectiveEnvFinding(build, head.image, ineffectiveEnv(head.dockerfile, 'CGO_ENABLED', build)),
      ...(unlisted === undefined ? [] : [unlisted]),
      ...all.findings,
      ...(base?.kind === 'proven' ? changedMode(base.image, head.image) : []),
    ],
    reference: head.image,
  }
}

/** The shipped image is one of a mode, unless its mode is not listed: then the first one has a number of some image. */
function neededPairs(
  pairs: readonly VariantPair<PlannedVariant>[],
  { image }: OwnImage,
  needed: readonly string[] | undefined,
): readonly VariantPair<PlannedVariant>[] {
  if (needed === undefined) return pairs
  const modes = pairs.map(({ head }) => head.mode)
  const shown = modeOf(modes, image.linkage) ?? modes[0]
  return pairs.filter(({ head: { mode } }) => mode.name === shown?.name || needed.includes(mode.name))
}

function withoutImages({ base, head }: VariantPair<PlannedVariant>): readonly UnbuiltVariant[] {
  return [head, ...(base === undefined ? [] : [base])].map((variant) => notNeeded(variant, 'derived'))
}

interface RevisionBuilds {
  readonly again: () => Promise<OwnImage | NotProven>
  readonly base: (by: DockerfileTools) => Promise<OwnImage | NotProven | undefined>
  readonly modes: (head: OwnImage) => Promise<readonly HeadOfMode[]>
}

/** Base, and the modes of head, which is built: beside each other where that is faster. */
async function buildRevisions(
  tools: DockerfileTools,
  head: OwnImage,
  builds: RevisionBuilds,
): Promise<
  Result<
    {
      readonly head: OwnImage
      readonly base: OwnImage | NotProven | undefined
      readonly modes: readonly HeadOfMode[]
    },
    NotProven
  >
> {
  const { builder, buildsTwo, world } = tools
  const needed = builder.needsRepository
  const [base, early] = await settleAll([
    builds.base(buildsTwo ? { ...tools, world: besideSteps(world) } : tools),
    buildsTwo ? builds.modes(head) : undefined,
  ])
  if (builder.needsRepository === needed)
    return succeed({ head, base, modes: early ?? (await builds.modes(head)) })
  // base was built with a repository: what is compared with it is built alike
  const again = await builds.again()
  if (again.kind !== 'proven') return { ok: false, problem: again }
  return succeed({ head: again, base, modes: await builds.modes(again) })
}

function failureOf(failed: NotProven): BuildFailure {
  return failed.kind === 'not-built' ? failed : { output: [failed.problem], why: [] }
}

/** What the files showed before says more than that a step then failed, but nothing of a failure of another kind. */
function explained(why: readonly Obstacle[], seen: Obstacle | undefined): readonly Obstacle[] {
  const isOther = why.some(({ kind }) => kind === 'base-image' || kind === 'builder' || kind === 'network')
  return seen === undefined || isOther ? why : [seen]
}

/** Without head there is nothing to compare base with. */
function nothingOfHead(
  pairs: readonly VariantPair<PlannedVariant>[],
  failure: Parameters<typeof unbuilt>[2],
): ShippedBuild {
  const built = pairs.flatMap(({ base, head }) => [
    ...(base === undefined ? [] : [unbuilt(base, 'shipped', withoutHead)]),
    unbuilt(head, 'shipped', failure),
  ])
  return { built, remaining: [], findings: [] }
}

async function baseOf(
  { base: failure }: Unprepared,
  checkout: string | undefined,
  build: (checkout: string) => Promise<OwnImage | NotProven>,
): Promise<OwnImage | NotProven | undefined> {
  if (checkout === undefined) return undefined
  return failure === undefined ? build(checkout) : { kind: 'not-built', ...notPrepared(failure) }
}

interface HeadOfMode {
  readonly pair: VariantPair<PlannedVariant>
  readonly made: Awaited<ReturnType<ModeImages['make']>>
}

async function modesOfHead(
  images: ModeImages,
  pairs: readonly VariantPair<PlannedVariant>[],
  own: OwnImage,
): Promise<readonly HeadOfMode[]> {
  const modes = pairs.map(({ head }) => head.mode)
  const shippedMode = modeOf(modes, own.image.linkage)
  const all: HeadOfMode[] = []
  for (const pair of pairs) all.push({ pair, made: await images.make(own, pair.head, shippedMode) })
  return all
}

/** The image of each mode, of both revisions. */
async function buildModes(
  images: ModeImages,
  ofHead: readonly HeadOfMode[],
  ownOfBase: OwnImage | NotProven | undefined,
): Promise<ShippedBuild> {
  const built: (BuiltVariant | UnbuiltVariant)[] = []
  const remaining: Mode[] = []
  const findings: Finding[] = []
  for (const { pair, made } of ofHead) {
    const { base, head } = pair
    if (!made.ok) {
      remaining.push(head.mode)
      findings.push(notDerived(head.mode, made.problem))
      continue
    }
    built.push({ ...head, kind: 'built', ...made.value })
    if (base !== undefined && ownOfBase !== undefined) built.push(await buildBase(images, base, ownOfBase))
  }
  return { built, remaining, findings }
}

async function buildBase(
  images: ModeImages,
  variant: PlannedVariant,
  own: OwnImage | NotProven,
): Promise<BuiltVariant | UnbuiltVariant> {
  if (own.kind === 'not-built') return unbuilt(variant, 'shipped', own)
  if (own.kind === 'not-the-app') return unbuilt(variant, 'shipped', { output: [own.problem] })
  const shippedMode = modeOf([variant.mode], own.image.linkage)
  const made = await images.make(own, variant, shippedMode)
  return made.ok
    ? { ...variant, kind: 'built', ...made.value }
    : unbuilt(variant, 'derived', { output: [notDerivedMessage(made.problem.why)] })
}
