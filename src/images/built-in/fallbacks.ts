/** Variants with the built-in image. */
import { settleAll } from '../../common/settle.ts'
import { besideSteps } from '../../effects/beside.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { obstacleText } from '../../findings/obstacles.ts'
import type { Revision } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { withCgo, withLinker } from '../../plan/static-cgo.ts'
import { withToolchain } from '../../repository/go/mode-toolchain.ts'
import {
  type BuiltVariant,
  failureText,
  isBuilt,
  notPrepared,
  type UnbuiltVariant,
  unbuilt,
  withoutHead,
} from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import { type BuiltInTools, buildBuiltIn } from './built-in.ts'

interface FallbackTools extends BuiltInTools {
  /** Whether base of one mode is built beside head of the next. */
  readonly buildsTwo: boolean
  /** Called with each that is built. */
  readonly onBuilt?: (variant: BuiltVariant) => void
}

/** These variants, of each mode head before base: without head there is nothing to compare base with. */
export async function buildFallbacks(
  tools: FallbackTools,
  plan: Plan,
  planned: readonly PlannedVariant[],
  unprepared: Unprepared,
): Promise<readonly (BuiltVariant | UnbuiltVariant)[]> {
  const ofRevision = (revision: Revision) => planned.filter((one) => one.revision === revision)
  const unlessFailed = stoppable()
  let isRecorded = !plan.settings.config.relinks
  const heads = inTurn(ofRevision('head'), async (variant) => {
    // what the linker reaches is read of one mode
    const built = await unlessFailed(() =>
      buildOne(tools, plan, variant, { unprepared, recordsLink: !isRecorded }),
    )
    isRecorded ||= isBuilt(built)
    return built
  })
  const besideHead = tools.buildsTwo ? { ...tools, world: besideSteps(tools.world) } : tools
  const bases = inTurn(ofRevision('base'), async (variant) => {
    if (!tools.buildsTwo) await settleAll([...heads.values()])
    const ofHead = await heads.get(variant.mode.name)
    if (ofHead === undefined || !isBuilt(ofHead)) return unbuilt(variant, 'built-in', withoutHead)
    const recordsLink = ofHead.source === 'built-in' && ofHead.image.link !== undefined
    return unlessFailed(() => buildOne(besideHead, plan, variant, { unprepared, recordsLink }))
  })
  return settleAll([...heads.values(), ...bases.values()])
}

/** Runs work; once some of it has failed, nothing more begins. */
function stoppable(): <T>(work: () => Promise<T>) => Promise<T> {
  let stopped: { readonly why: unknown } | undefined
  return async (work) => {
    if (stopped !== undefined) throw stopped.why
    try {
      return await work()
    } catch (error) {
      stopped ??= { why: error }
      throw error
    }
  }
}

/** Work on each in turn, by the name of its mode. */
function inTurn<T>(
  variants: readonly PlannedVariant[],
  work: (variant: PlannedVariant) => Promise<T>,
): ReadonlyMap<string, Promise<T>> {
  const begun = new Map<string, Promise<T>>()
  let last: Promise<unknown> = Promise.resolve()
  for (const variant of variants) {
    const result = last.then(() => work(variant))
    begun.set(variant.mode.name, result)
    last = result
  }
  return begun
}

async function buildOne(
  tools: FallbackTools,
  plan: Plan,
  planned: PlannedVariant,
  { unprepared, recordsLink }: { readonly unprepared: Unprepared; readonly recordsLink?: boolean },
): Promise<BuiltVariant | UnbuiltVariant> {
  const { log } = tools.world
  const { revision } = planned
  const needsCgo = plan.target.cgo[revision]?.needing
  const withC = withCgo(planned.mode, needsCgo)
  const failure = unprepared[revision]
  if (failure !== undefined) return unbuilt(planned, 'built-in', notPrepared(failure))
  // what the files showed before is sure to fail
  const { obstacles } = plan.target
  if (revision === 'head' && obstacles.length > 0)
    return unbuilt(planned, 'built-in', { output: [], why: obstacles })
  const toolchain = await withToolchain(tools.world, plan.go, withLinker(withC))
  if (!toolchain.ok) {
    log.info(obstacleText(toolchain.problem))
    return unbuilt(planned, 'built-in', { output: [], why: [toolchain.problem] })
  }
  const mode = toolchain.value
  const variant = { ...planned, mode }
  const heading = `build ${revision}, ${mode.name}`
  const result = await log.step(heading, () =>
    buildBuiltIn(tools, plan, variant, { recordsLink: recordsLink === true }),
  )
  if (!result.ok) {
    log.info(`${heading} failed: ${failureText(result.problem)}`)
    return unbuilt(variant, 'built-in', result.problem)
  }
  const built: BuiltVariant = {
    ...variant,
    kind: 'built',
    source: 'built-in',
    image: result.value,
    ...(withC === planned.mode || needsCgo === undefined ? {} : { staticCgo: needsCgo }),
  }
  tools.onBuilt?.(built)
  return built
}

/** What is to be known of static programs with C code in them. */
export function staticCgoFindings(built: readonly (BuiltVariant | UnbuiltVariant)[]): readonly Finding[] {
  const fallbacks = built.filter(isBuilt).filter((one) => one.source === 'built-in')
  const heads = fallbacks.filter(({ revision }) => revision === 'head')
  return heads.flatMap((head) => {
    const base = fallbacks.find(({ revision, mode }) => revision === 'base' && mode.name === head.mode.name)
    return [...linkedWithCgo(head, base), ...loadingFindings(head, base)]
  })
}

type BuiltInVariant = Extract<BuiltVariant, { readonly source: 'built-in' }>

function linkedWithCgo(head: BuiltInVariant, base: BuiltInVariant | undefined): readonly Finding[] {
  const ofEach = [head, ...(base === undefined ? [] : [base])]
  const isSame = base === undefined || base.staticCgo?.join() === head.staticCgo?.join()
  return (isSame ? [head] : ofEach).flatMap(({ revision, mode, staticCgo }) => {
    if (staticCgo === undefined) return []
    const { tags, ldflags } = mode
    const about = { verdict: 'pass', mode: mode.name, ...(isSame ? {} : { revision }) } as const
    return [finding('link/static-with-cgo', { packages: staticCgo, tags, ldflags }, about)]
  })
}

function loadingFindings(head: BuiltInVariant, base: BuiltInVariant | undefined): readonly Finding[] {
  const { loading } = head.image
  if (loading.length === 0) return []
  const isNew = base !== undefined && loading.some((name) => !base.image.loading.includes(name))
  const about = { verdict: isNew ? 'warn' : 'pass', revision: 'head', mode: head.mode.name } as const
  return [finding('link/static-loading', { functions: loading }, about)]
}
