/** Builds the app's own Dockerfile: the shipped image, and those of other modes from changed copies. */

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
  /** Modes without an image of the Dockerfile, which get the built-in image. */
  readonly remaining: readonly Mode[]
  readonly findings: readonly Finding[]
  /** The shipped image of head, for fallback images; absent if there is none. */
  readonly reference?: ProvenImage
}

export interface ShippedOptions {
  readonly unprepared?: Unprepared
  /** Set if base and head give the builder the same inputs: names of modes that must be built all the same. */
  readonly needed?: readonly string[]
  /** Called with each finished image while others are built. Not called if there is only one CPU. */
  readonly onBuilt?: (variant: BuiltVariant | ProgramVariant) => void
}

/**
 * Builds the unchanged shipped image of both revisions, whose program shows its mode. For every other mode, builds a changed copy of
 * the Dockerfile. Its image is used only if the program is linked as required, and starts. If that fails for head, both revisions get
 * the built-in image, so that a column compares images of one kind.
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
  const notApp = (because: string, isCopied = false): ShippedBuild => ({
    built: [],
    remaining: modes,
    findings: [notAppFinding(build, target.main, { because, isCopied })],
  })
  const foreign = await foreignProgram(
    tools.world.files,
    source.checkouts.head,
    build,
    settings.config.prepare,
  )
  if (foreign !== undefined) return notApp(foreign.because, foreign.isCopied)
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

/** The needed modes and that of the shipped image. If the latter is not configured, the first mode, so that there are numbers. */
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

/** An obstacle found in the files explains more than a failed step, but does not explain other kinds of failures. */
function explained(why: readonly Obstacle[], seen: Obstacle | undefined): readonly Obstacle[] {
  const isOther = why.some(({ kind }) => kind === 'base-image' || kind === 'builder' || kind === 'network')
  return seen === undefined || isOther ? why : [seen]
}

/** If head was not built, base is not needed. */
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
