/** Builds the images of all modes from the app's own Dockerfile. */

import type { Finding } from '../../findings/finding.ts'
import { notDerivedMessage } from '../../findings/not-derived.ts'
import type { Mode } from '../../model/mode.ts'
import type { VariantPair } from '../../model/variant-set.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { type BuildFailure, type BuiltVariant, type UnbuiltVariant, unbuilt } from '../built-variant.ts'
import type { NotProven } from './build-image.ts'
import { notDerived } from './findings.ts'
import { type ModeImages, modeOf, type NotMade } from './mode-image.ts'
import type { OwnImage } from './own-image.ts'

type Pair = VariantPair<PlannedVariant>

export interface HeadOfMode {
  readonly pair: Pair
  readonly made: Awaited<ReturnType<ModeImages['make']>>
}

export async function modesOfHead(
  images: ModeImages,
  pairs: readonly Pair[],
  own: OwnImage,
  compiled?: () => void,
): Promise<readonly HeadOfMode[]> {
  const modes = pairs.map(({ head }) => head.mode)
  const shippedMode = modeOf(modes, own.image.linkage)
  const last = pairs.findLast(({ head }) => head.mode.name !== shippedMode?.name)
  const all: HeadOfMode[] = []
  for (const pair of pairs) {
    const made = await images.make(own, pair.head, shippedMode, pair === last ? compiled : undefined)
    all.push({ pair, made })
  }
  return all
}

/** Builds of base by the name of the mode, which run in sequence. */
export type BaseModes = ReadonlyMap<string, Promise<BuiltVariant | UnbuiltVariant>>

/** Starts the builds of base for all modes, even if the images of head may fail. The promises reject like the builds. */
export function modesOfBase(
  images: ModeImages,
  pairs: readonly Pair[],
  own: OwnImage | NotProven | undefined,
): BaseModes {
  const all = new Map<string, Promise<BuiltVariant | UnbuiltVariant>>()
  let before: Promise<unknown> = Promise.resolve()
  for (const { base } of pairs) {
    if (base === undefined || own === undefined) continue
    const built = before.then(() => buildBase(images, base, own))
    built.catch(() => {})
    all.set(base.mode.name, built)
    before = built
  }
  return all
}

export interface ModeBuilds {
  readonly built: readonly (BuiltVariant | UnbuiltVariant)[]
  /** Modes without an image of the Dockerfile, which get the built-in image. */
  readonly remaining: readonly Mode[]
  readonly findings: readonly Finding[]
}

interface BaseOptions {
  readonly own: OwnImage | NotProven | undefined
  /** Builds that have already been started. */
  readonly modes?: BaseModes | undefined
  readonly onBuilt?: ((variant: BuiltVariant) => void) | undefined
}

/** Collects the images of all modes and both revisions, and builds those of base that have not been started. */
export async function buildModes(
  images: ModeImages,
  ofHead: readonly HeadOfMode[],
  { own, modes, onBuilt = () => {} }: BaseOptions,
): Promise<ModeBuilds> {
  const built: (BuiltVariant | UnbuiltVariant)[] = []
  const remaining: Mode[] = []
  const findings: Finding[] = []
  const add = (variant: BuiltVariant | UnbuiltVariant) => {
    built.push(variant)
    if (variant.kind === 'built') onBuilt(variant)
  }
  for (const { pair, made } of ofHead) {
    const { base, head } = pair
    if (!made.ok) {
      remaining.push(head.mode)
      findings.push(notDerived(head.mode, made.problem))
      continue
    }
    add({ ...head, kind: 'built', ...made.value })
    if (base !== undefined && own !== undefined)
      add(await (modes?.get(base.mode.name) ?? buildBase(images, base, own)))
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
    : unbuilt(variant, 'derived', failureOfCopy(made.problem))
}

function failureOfCopy({ why }: NotMade): Pick<BuildFailure, 'output'> & Partial<BuildFailure> {
  const message = notDerivedMessage(why)
  // another run may succeed where the builder failed, so the comparison is unmeasured
  return why.kind === 'copy-not-built' && why.because !== undefined
    ? { output: [message], why: [why.because] }
    : { output: [message] }
}
