/** Builds Dockerfiles that are configured for a mode: unchanged, at head and base, and without a fallback. */

import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Mode } from '../../model/mode.ts'
import type { ConfiguredImage } from '../../plan/mode-images.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import {
  type BuiltVariant,
  notPrepared,
  type UnbuiltVariant,
  unbuilt,
  withoutHead,
} from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import type { ProvenImage } from './build-image.ts'
import { buildOwn, type DockerfileTools, foreignProgram, imageOf } from './own-image.ts'

export interface ConfiguredBuild {
  readonly built: readonly (BuiltVariant | UnbuiltVariant)[]
  /** The image of head, for fallback images of other modes; absent if it was not built. */
  readonly reference?: ProvenImage
}

/** Does not check whether head is linked as its mode requires. The judge reports that. */
export async function buildConfigured(
  tools: DockerfileTools,
  plan: Plan,
  configured: ConfiguredImage,
  unprepared: Unprepared,
): Promise<ConfiguredBuild> {
  const pair = plan.variants.pair(configured.mode.name, plan.target.platform)
  if (pair === undefined) throw new Error(`mode ${configured.mode.name} is not planned`)
  const build = (variant: PlannedVariant) => buildOne(tools, plan, configured, { variant, unprepared })
  let head = await build(pair.head)
  const needed = tools.builder.needsRepository
  const base = pair.base !== undefined && head.kind === 'built' ? await build(pair.base) : undefined
  // base was found to need a repository, so head is built again with one
  if (tools.builder.needsRepository !== needed) head = await build(pair.head)
  if (head.kind !== 'built') {
    const notBuilt = pair.base && unbuilt(pair.base, 'configured', withoutHead)
    return { built: notBuilt === undefined ? [head] : [head, notBuilt] }
  }
  const { proven } = head
  return {
    built: [head.built, ...(base === undefined ? [] : [comparable(configured, proven, base)])],
    reference: proven,
  }
}

/** A variant with its image. */
interface ProvenVariant {
  readonly kind: 'built'
  readonly built: BuiltVariant
  readonly proven: ProvenImage
}

async function buildOne(
  tools: DockerfileTools,
  { settings }: Pick<Plan, 'settings'>,
  { mode, build }: ConfiguredImage,
  { variant, unprepared }: { readonly variant: PlannedVariant; readonly unprepared: Unprepared },
): Promise<ProvenVariant | UnbuiltVariant> {
  const failure = unprepared[variant.revision]
  if (failure !== undefined) return unbuilt(variant, 'configured', notPrepared(failure))
  const refuse = (problem: string) =>
    unbuilt(variant, 'configured', {
      output: [],
      why: [{ kind: 'not-the-app', ...namedImage(mode, build), detail: problem }],
    })
  const { files } = tools.world
  const foreign = await foreignProgram(files, variant.checkout, build, settings.config.prepare)
  if (foreign !== undefined) return refuse(foreign.because)
  const own = await buildOwn(tools, variant, build, `${variant.revision}-${mode.name}-configured`)
  if (own.kind === 'not-the-app') return refuse(own.problem)
  if (own.kind === 'not-built') return unbuilt(variant, 'configured', own)
  const named = mode.image?.from === 'dockerfile' ? mode.image.buildArgs : {}
  const image = imageOf(own.image, build, { named })
  return {
    kind: 'built',
    proven: own.image,
    built: { ...variant, kind: 'built', source: 'configured', image },
  }
}

/** Base as a baseline. It is not comparable if it is not linked as its mode requires, but head is. */
function comparable(
  { mode, build }: ConfiguredImage,
  head: ProvenImage,
  base: ProvenVariant | UnbuiltVariant,
): BuiltVariant | UnbuiltVariant {
  if (base.kind === 'unbuilt') return base
  const not = modeNotAchieved(mode, base.proven.linkage)
  if (not === undefined || modeNotAchieved(mode, head.linkage) !== undefined) return base.built
  return unbuilt(base.built, 'configured', {
    output: [],
    why: [{ kind: 'linked-otherwise', ...namedImage(mode, build), not }],
  })
}

function namedImage({ name: mode }: Pick<Mode, 'name'>, { dockerfile, target }: ConfiguredImage['build']) {
  return { mode, dockerfile, ...(target === undefined ? {} : { target }) }
}
