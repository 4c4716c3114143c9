/** Builds the variants with the built-in image. */
import { remembered } from '../../common/remembered.ts'
import { type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import { besideSteps } from '../../effects/beside.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { obstacleText } from '../../findings/obstacles.ts'
import { isNativeTarget } from '../../model/platform.ts'
import type { Revision } from '../../model/revision.ts'
import { compiledFor } from '../../plan/compiled-for.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { withCgo } from '../../plan/static-cgo.ts'
import {
  type BuildFailure,
  type BuiltInImage,
  type BuiltVariant,
  failureText,
  hasProgram,
  notPrepared,
  type ProgramAlone,
  type ProgramVariant,
  type StartSettings,
  type UnbuiltVariant,
  unbuilt,
  type VariantBuild,
  withoutHead,
} from '../built-variant.ts'
import type { Unprepared } from '../prepare.ts'
import {
  type BuiltInTools,
  type CompileOptions,
  compileBuiltIn,
  knownWhenMade,
  type ProgramWithoutImage,
} from './built-in.ts'
import { type ExpectedImage, expectImage } from './expected-image.ts'
import type { BuildTurns } from './turns.ts'

interface FallbackTools extends BuiltInTools {
  /** Whether base of one mode is built in parallel with head of the next, and an image in parallel with the next build. */
  readonly buildsInParallel: boolean
  /** How the images are started; undefined if only by their entry point. */
  readonly startsAs: StartSettings | undefined
  /** Called with each built variant. The archive of its image may still be incomplete. */
  readonly onBuilt?: (variant: BuiltVariant | ProgramVariant) => void
  /** Called while a variant of head is being compiled, with the image without a program that it will probably need. */
  readonly onExpected?: (expected: ExpectedImage) => void
}

interface FallbackOptions {
  readonly unprepared: Unprepared
  readonly turns: BuildTurns
  /** Whether to record what the linker reaches, for the first mode that can be compiled. */
  readonly recordsLink: boolean
}

/** Builds head of each mode before base, because base is not needed if head does not build. */
export async function buildFallbacks(
  tools: FallbackTools,
  plan: Plan,
  planned: readonly PlannedVariant[],
  { unprepared, turns, recordsLink }: FallbackOptions,
): Promise<readonly VariantBuild[]> {
  const { unlessFailed } = turns
  const linking = remembered((_mode: string) => Promise.withResolvers<Linking>())
  let isRecorded = !recordsLink
  const expected: Promise<unknown>[] = []
  const eachOf = (revision: Revision, begin: (variant: PlannedVariant) => Promise<Begun>) =>
    new Map(
      planned
        .filter((one) => one.revision === revision)
        .map((variant) => [variant.mode.name, turns[revision](() => begin(variant))]),
    )
  const first = planned.find(({ revision }) => revision === 'head')
  const heads = eachOf('head', async (variant) => {
    // what the linker reaches is only needed for one mode
    const options = { unprepared, recordsLink: !isRecorded, unlessFailed }
    const { resolve: onLink } = linking(variant.mode.name)
    // not for the first mode, whose compilation needs all CPUs
    if (variant !== first) expected.push(expectOne(tools, plan, variant))
    const begun = await beginOne(
      tools,
      plan,
      variant,
      tools.buildsInParallel ? { ...options, onLink } : options,
    )
    isRecorded ||= begun.program !== undefined
    return begun
  })
  const besideHead = tools.buildsInParallel ? { ...tools, world: besideSteps(tools.world) } : tools
  const bases = eachOf('base', async (variant) => {
    if (!tools.buildsInParallel) await settleAll([...heads.values()])
    const { name } = variant.mode
    const programOfHead = async () => (await heads.get(name))?.program
    const hasHead = async () => (await programOfHead()) !== undefined
    // starts while head is being linked, because the linker leaves a CPU idle
    const ofHead = await Promise.race([linking(name).promise, programOfHead()])
    if (ofHead === undefined) return ended(unbuilt(variant, 'built-in', withoutHead))
    const options = { unprepared, recordsLink: ofHead.hasLinkRecord, unlessFailed, hasHead }
    return beginOne(besideHead, plan, variant, options)
  })
  try {
    return await settleAll([...heads.values(), ...bases.values()].map(async (begun) => (await begun).variant))
  } finally {
    await Promise.all(expected)
  }
}

/** A failure is ignored: it occurs again when the image of the program is made. */
async function expectOne(
  { onExpected, ...tools }: FallbackTools,
  plan: Plan,
  variant: PlannedVariant,
): Promise<void> {
  if (onExpected === undefined) return
  const image = await expectImage(tools, plan, variant).catch(() => undefined)
  const { startsAs } = tools
  if (image !== undefined) onExpected({ variant, image, ...(startsAs === undefined ? {} : { startsAs }) })
}

type Linking = Pick<ProgramWithoutImage, 'hasLinkRecord'>

/** A variant whose compilation has ended. Its image may still be incomplete. */
interface Begun {
  /** Absent if it was not compiled, or if its image failed. */
  readonly program?: ProgramWithoutImage
  readonly variant: Promise<VariantBuild>
}

const ended = (variant: UnbuiltVariant): Begun => ({ variant: Promise.resolve(variant) })

interface BeginOptions extends CompileOptions {
  readonly unprepared: Unprepared
  readonly unlessFailed: BuildTurns['unlessFailed']
  /** For a variant of base: whether head was built. Called when base has been compiled. */
  readonly hasHead?: () => Promise<boolean>
}

async function beginOne(
  tools: FallbackTools,
  plan: Plan,
  planned: PlannedVariant,
  { unprepared, unlessFailed, hasHead, ...options }: BeginOptions,
): Promise<Begun> {
  const { log } = tools.world
  const { revision } = planned
  const needsCgo = plan.target.cgo[revision]?.needing
  const withC = withCgo(planned.mode, needsCgo)
  const failure = unprepared[revision]
  if (failure !== undefined) return ended(unbuilt(planned, 'built-in', notPrepared(failure)))
  // these obstacles certainly make the build fail
  const { obstacles } = plan.target
  if (revision === 'head' && obstacles.length > 0)
    return ended(unbuilt(planned, 'built-in', { output: [], why: obstacles }))
  const { platform } = planned
  const isOwn = isNativeTarget(platform, tools.world.host)
  const toolchain = await compiledFor(tools.world, plan.go, withC, platform)
  if (!toolchain.ok) {
    const packages = withC === planned.mode || needsCgo === undefined ? {} : { packages: needsCgo }
    const why = { ...toolchain.problem, ...packages }
    log.info(obstacleText(why))
    return ended(unbuilt(planned, 'built-in', { output: [], why: [why] }))
  }
  const mode = toolchain.value
  const variant = { ...planned, mode }
  const heading = `build ${revision}, ${mode.name}${isOwn ? '' : `, ${platform}`}`
  const built = await log.step(heading, () => compileAndImage(tools, plan, variant, options))
  if (hasHead !== undefined && !(await hasHead())) return ended(unbuilt(planned, 'built-in', withoutHead))
  if (!built.ok) {
    log.info(`${heading} failed: ${failureText(built.problem)}`)
    return ended(unbuilt(variant, 'built-in', built.problem))
  }
  const { program, makeImage } = built.value
  const staticCgo = withC === planned.mode ? undefined : needsCgo
  const withImage = (image: BuiltInImage | ProgramAlone) =>
    builtVariant(variant, image, { staticCgo, startsAs: tools.startsAs })
  const finished = async (): Promise<VariantBuild> => {
    const made = await makeImage((image) => tools.onBuilt?.(withImage(image)))
    return made.ok ? withImage(made.value) : unbuilt(variant, 'built-in', made.problem)
  }
  return { program, variant: unlessFailed(finished) }
}

function builtVariant(
  variant: PlannedVariant,
  image: BuiltInImage | ProgramAlone,
  {
    staticCgo,
    startsAs,
  }: { readonly staticCgo: readonly string[] | undefined; readonly startsAs: StartSettings | undefined },
): BuiltVariant | ProgramVariant {
  const about = { ...variant, source: 'built-in', ...(staticCgo === undefined ? {} : { staticCgo }) } as const
  return image.kind === 'none'
    ? { ...about, kind: 'program', image }
    : { ...about, kind: 'built', image, ...(startsAs === undefined ? {} : { startsAs }) }
}

interface Compiled extends Pick<ProgramWithoutImage, 'makeImage'> {
  readonly program: ProgramWithoutImage
}

/** Also makes the image if there is one CPU, or if a builder makes it: two builds may already run in parallel. */
async function compileAndImage(
  tools: FallbackTools,
  plan: Plan,
  variant: PlannedVariant,
  options: CompileOptions,
): Promise<Result<Compiled, BuildFailure>> {
  const compiled = await compileBuiltIn(tools, plan, variant, options)
  if (!compiled.ok) return compiled
  const program = compiled.value
  const { makeImage } = program
  if (tools.buildsInParallel && !program.needsBuilder) return succeed({ program, makeImage })
  const image = await makeImage(() => {})
  return image.ok ? succeed({ program, makeImage: knownWhenMade(async () => image) }) : image
}

/** Findings about static programs that contain C code. */
export function staticCgoFindings(built: readonly VariantBuild[]): readonly Finding[] {
  const fallbacks = built.filter(hasProgram).filter((one) => one.source === 'built-in')
  const heads = fallbacks.filter(({ revision }) => revision === 'head')
  return heads.flatMap((head) => {
    const base = fallbacks.find(({ revision, mode }) => revision === 'base' && mode.name === head.mode.name)
    return [...linkedWithCgo(head, base), ...loadingFindings(head, base)]
  })
}

type BuiltInVariant = Extract<BuiltVariant | ProgramVariant, { readonly source: 'built-in' }>

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
