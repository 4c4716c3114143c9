/** The app's own Dockerfile: the image that is shipped, and from it the other modes. */

import { ineffectiveEnv } from '../../dockerfile/facts/ineffective-env.ts'
import type { Finding } from '../../findings/finding.ts'
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
  type ProgramVariant,
  type UnbuiltVariant,
  unbuilt,
  withoutHead,
} from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import type { NotProven, ProvenImage } from './build-image.ts'
import { changedMode, ineffectiveEnvFinding, notAppFinding, unlistedMode } from './findings.ts'
import { ModeImages, modeOf } from './mode-image.ts'
import { buildOwn, type DockerfileTools, foreignProgram, type OwnImage } from './own-image.ts'
import { buildRevisions, firstBuilds, type ShippedBuilds } from './revisions.ts'
import { buildModes, modesOfBase, modesOfHead } from './shipped-modes.ts'

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
  /** Called with an image as soon as it is there and stays, while others are built. Not on one processor, which has nothing to spare. */
  readonly onBuilt?: (variant: BuiltVariant | ProgramVariant) => void
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
  { unprepared = {}, needed, onBuilt }: ShippedOptions = {},
): Promise<ShippedBuild> {
  const { source, settings, target } = plan
  const pairs = plan.variants.pairs().filter(({ head }) => followsDockerfile(head.mode))
  const modes = pairs.map(({ head }) => head.mode)
  const notApp = (problem: string): ShippedBuild => ({
    built: [],
    remaining: modes,
    findings: [notAppFinding(build, target.main, problem)],
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
  const head = { revision: 'head', checkout: checkouts.head, explained: obstacle !== undefined } as const
  const shipped: ShippedBuilds = {
    head: (compiled) => buildOwn(tools, { ...head, compiled }, build, 'head-shipped'),
    base: (by) =>
      baseOf(unprepared, checkouts.base, (checkout) =>
        buildOwn(by, { revision: 'base', checkout }, ofBase ?? build, 'base-shipped'),
      ),
  }
  const { head: first, base: early } = await firstBuilds(tools, shipped)
  if (first.kind === 'not-the-app') return notApp(first.problem)
  if (first.kind === 'not-built') {
    return nothingOfHead(pairs, { output: first.output, why: explained(first.why, obstacle) })
  }
  const images = new ModeImages(tools, plan)
  // with a repository, each revision is built with its own commit
  const wanted = tools.builder.needsRepository === undefined ? neededPairs(pairs, first, needed) : pairs
  const revisions = await buildRevisions(
    tools,
    { head: first, base: early },
    {
      ...shipped,
      modes: (own, compiled) => modesOfHead(images, wanted, own, compiled),
      modesOfBase: (by, own) => modesOfBase(new ModeImages(by, plan), wanted, own),
    },
  )
  if (!revisions.ok) return nothingOfHead(pairs, failureOf(revisions.problem))
  const { head: ofHead, base, modes: made, modesOfBase: known } = revisions.value
  const all = await buildModes(images, made, { own: base, modes: known, onBuilt })
  const unlisted = unlistedMode(build, settings.config.modes, ofHead.image)
  return {
    ...all,
    built: [...all.built, ...pairs.filter((pair) => !wanted.includes(pair)).flatMap(withoutImages)],
    findings: [
      ...ineffectiveEnvFinding(build, ofHead.image, ineffectiveEnv(ofHead.dockerfile, 'CGO_ENABLED', build)),
      ...(unlisted === undefined ? [] : [unlisted]),
      ...all.findings,
      ...(base?.kind === 'proven' ? changedMode(base.image, ofHead.image) : []),
    ],
    reference: ofHead.image,
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
