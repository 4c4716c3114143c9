/** Images that the configuration names for a mode: built as they are, at head and base, with nothing to stand in for them. */

import type { World } from '../../effects/world.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Mode } from '../../model/mode.ts'
import type { Revision } from '../../model/variant.ts'
import type { ConfiguredImage } from '../../plan/mode-images.ts'
import type { Plan } from '../../plan/plan.ts'
import { type BuildResult, type Built, notPrepared } from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import type { ImageBuilder, ProvenImage } from './build-image.ts'
import { buildOwn, foreignProgram, type Own, resultOf, withoutHead } from './own-image.ts'

export interface Configured {
  readonly built: readonly Built[]
  /** The image of head, which built-in ones of other modes stand beside; absent where it was not built. */
  readonly pattern?: ProvenImage
}

/** Whether head is linked as its mode says is for whoever judges it: the configuration has said that it is. */
export async function buildConfigured(
  world: World,
  plan: Plan,
  builder: ImageBuilder,
  image: ConfiguredImage,
  unprepared: Unprepared,
): Promise<Configured> {
  const { mode } = image
  const variant = (revision: Revision, result: BuildResult): Built => ({
    revision,
    mode,
    source: 'configured',
    result,
  })
  const head = await ofRevision(world, plan, builder, image, 'head', unprepared)
  const built = [variant('head', head.result)]
  if (plan.checkouts.base !== undefined) {
    const base =
      head.own === undefined
        ? { result: { ok: false as const, output: withoutHead } }
        : await ofRevision(world, plan, builder, image, 'base', unprepared)
    built.push(variant('base', comparable(mode, image, head.own, base)))
  }
  return { built, ...(head.own === undefined ? {} : { pattern: head.own.proven }) }
}

interface Outcome {
  readonly result: BuildResult
  /** Absent where it was not built. */
  readonly own?: Own
}

async function ofRevision(
  world: World,
  plan: Plan,
  builder: ImageBuilder,
  { mode, build }: ConfiguredImage,
  revision: Revision,
  unprepared: Unprepared,
): Promise<Outcome> {
  const failure = unprepared[revision]
  if (failure !== undefined) return { result: notPrepared(failure) }
  const refuse = (problem: string): Outcome => ({
    result: {
      ok: false,
      output: [],
      why: [
        {
          message: `${told(mode, build)} does not give the app: ${problem}`,
          fix: `name the Dockerfile that does under \`modes: { ${mode.name}: … }\` in .github/linkgate.yml, or leave that away`,
        },
      ],
    },
  })
  const foreign = await foreignProgram(world, plan, build, revision)
  if (foreign !== undefined) return refuse(foreign)
  const own = await buildOwn(world, plan, builder, {
    build,
    revision,
    name: `${revision}-${mode.name}-configured`,
  })
  if ('problem' in own) return refuse(own.problem)
  if ('output' in own) return { result: { ok: false, output: own.output } }
  const named = mode.image?.from === 'dockerfile' ? mode.image.buildArgs : {}
  return { result: resultOf(own.proven, build, { named }), own }
}

/** What base is as a baseline: linked in another way than head, it is none. */
function comparable(
  mode: Mode,
  { build }: ConfiguredImage,
  head: Own | undefined,
  { result, own }: Outcome,
): BuildResult {
  if (head === undefined || own === undefined) return result
  const not = modeNotAchieved(mode, own.proven.linkage)
  if (not === undefined || modeNotAchieved(mode, head.proven.linkage) !== undefined) return result
  return {
    ok: false,
    output: [],
    why: [
      {
        message: `at base, ${told(mode, build)} gives another kind of program: ${not.message}`,
        fix: 'once this change is merged, base has what there is to compare with',
      },
    ],
  }
}

/** The Dockerfile of a mode and how it is built, for sentences. */
function told({ name }: Pick<Mode, 'name'>, { dockerfile, target }: ConfiguredImage['build']): string {
  const stage = target === undefined ? '' : `, target \`${target}\``
  return `\`${dockerfile}\`${stage}, which the configuration names for mode \`${name}\`,`
}
