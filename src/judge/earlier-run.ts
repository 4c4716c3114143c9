/** The results of head, kept for a later run with the same inputs, which then builds nothing. */
import * as z from 'zod'
import { compareModes } from '../attribution/compare-modes.ts'
import { programComparer } from '../attribution/program-comparer.ts'
import { besideSteps } from '../effects/beside.ts'
import { type FindingId, verdictsOf } from '../findings/catalog.ts'
import { type Finding, finding, findingSchema } from '../findings/finding.ts'
import type { ModeNames } from '../findings/subject.ts'
import { hasProgram, isBuilt } from '../images/built-variant.ts'
import { unlessEngineLost } from '../images/engine-lost.ts'
import { identityNow, type UsedBase } from '../images/pins.ts'
import type { KeptResults, ResultRequest } from '../images/results/kept-results.ts'
import type { RevisionInputs } from '../images/same-inputs/inputs.ts'
import { usedFrontends } from '../images/same-inputs/used-frontends.ts'
import { programComparisonSchema } from '../model/program-comparison.ts'
import { magnitude, readonlyObject, text } from '../model/schema.ts'
import { reportVariantSchema } from '../model/variant.ts'
import { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { keyOf } from '../plan/planned-variant.ts'
import type { VariantMeasurement } from '../startup/measured-variant.ts'
import type { Ceilings } from './ceilings.ts'
import { findingsOf, reportVariants } from './evidence/evidence.ts'
import type { JudgeInput } from './judge.ts'

const earlierRunSchema = readonlyObject({
  /** When it ended, in milliseconds since 1970. */
  at: magnitude,
  /** A commit with these inputs: head of that run, or its base if head had uncommitted changes. */
  sha: z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
  /** Base images of its builds, and the BuildKit frontends that read its Dockerfiles. */
  bases: z.array(readonlyObject({ reference: text, platform: text, identity: text })).readonly(),
  /** The results of comparing head with itself, without starts. */
  variants: z.array(reportVariantSchema).readonly(),
  findings: z.array(findingSchema).readonly(),
  programs: z.array(programComparisonSchema).readonly(),
})
type EarlierRun = z.infer<typeof earlierRunSchema>

/** Kept runs are limited in age, because what a Dockerfile downloads can change although its inputs do not. */
const mostAgeMs = 7 * 24 * 60 * 60 * 1000

/**
 * @param key of the inputs of head
 * @returns undefined if the engine does not report its builder
 */
async function earlierRunRequest(
  { engine, world }: Pick<Handles, 'engine' | 'world'>,
  { settings, target, app }: Plan,
  key: string,
): Promise<ResultRequest<EarlierRun> | undefined> {
  // how head is started and judged does not change its images
  const { budgets: _, startup: __, vulnerabilities: ___, ...config } = settings.config
  const { platform, main } = target
  const { os, arch, env } = world.host
  const identity = await engine.builderIdentity()
  if (identity === undefined) return undefined
  const builder = [engine.name, engine.version, await engine.hasCacheMounts(), identity]
  // clients pass it to the builder, which uses it for the times in an image
  const epoch = env['SOURCE_DATE_EPOCH'] ?? null
  const about = { key, app, config, main, platform, builder, os, arch, epoch }
  return { kind: 'run', about, schema: earlierRunSchema }
}

/** Whether an earlier run can replace this one: it is recent, has what the budgets need, and image names still resolve to the same digests. */
async function isStillTrue(
  { engine, world: { clock } }: Pick<Handles, 'engine' | 'world'>,
  { at, bases, variants }: EarlierRun,
  needed: readonly string[],
): Promise<boolean> {
  const age = clock.wall() - at
  if (!(age >= 0 && age <= mostAgeMs)) return false
  const heads = variants.filter(({ revision }) => revision === 'head')
  // a needed mode must have been built on every platform that has it
  const isMissing = (mode: string) => heads.some((one) => one.mode === mode && one.image === undefined)
  if (needed.some(isMissing)) return false
  for (const { identity, ...base } of bases) if ((await identityNow(engine, base)) !== identity) return false
  return true
}

/** The result of the last run with these inputs, if it can replace this one and budgets need neither a start nor a program. */
export async function earlierEvidence(
  handles: Pick<Handles, 'engine' | 'world'>,
  plan: Plan,
  results: Pick<KeptResults, 'find'>,
  {
    key,
    ceilings: { modes, needStarts, needPrograms },
  }: { readonly key: string; readonly ceilings: Ceilings },
): Promise<EarlierEvidence | undefined> {
  if (needStarts || needPrograms) return undefined
  const request = await earlierRunRequest(handles, plan, key)
  const found = request && (await results.find(request))
  if (found === undefined) return undefined
  // the build that follows reports that the engine was lost
  const isUsed = await unlessEngineLost(
    handles.world,
    () => isStillTrue(handles, found, modes),
    () => false,
  )
  if (!isUsed) return undefined
  handles.world.log.info('an earlier run had the same inputs: nothing is built')
  return evidenceOf(found, modes)
}

/** Evidence of an earlier run, in place of measurements. */
export type EarlierEvidence = Pick<JudgeInput, 'variants' | 'programs' | 'findings'>

/** Findings of the build that depend only on head, so they also apply to a run that builds nothing. */
const ofHead: ReadonlySet<FindingId> = new Set([
  'dockerfile/ineffective-env',
  'dockerfile/labelled',
  'dockerfile/mode-not-listed',
  'dockerfile/settings-unused',
] as const)

type Variants = VariantSet<VariantMeasurement>

interface EndedRun {
  readonly variants: Variants
  /** Findings of the builds. */
  readonly findings: readonly Finding[]
  readonly bases: readonly UsedBase[]
}

/**
 * Keeps a run for later ones, unless a build failed or a mode has the built-in image. Only the inputs of Dockerfiles are
 * known exactly.
 *
 * @param ended with the key and the frontends of head
 */
export async function keepRun(
  handles: Pick<Handles, 'engine' | 'world'>,
  plan: Plan,
  results: KeptResults,
  { key, frontends, variants, findings, bases }: EndedRun & RevisionInputs,
): Promise<void> {
  const { world } = handles
  const heads = [...variants].filter(({ revision }) => revision === 'head')
  const isWhole = heads.every((one) =>
    hasProgram(one) ? one.source !== 'built-in' : one.failure === undefined,
  )
  const isOfCommit = findings.some(({ id }) => id === 'dockerfile/needs-repository')
  if (!isWhole || isOfCommit || !heads.some(isBuilt)) return
  const request = await earlierRunRequest(handles, plan, key)
  const readBy = request && (await usedFrontends(handles, frontends))
  if (request === undefined || readBy === undefined) return
  const compared = withItself(heads)
  const { base, head } = plan.source.revisions
  // no commit has uncommitted changes, but base has the same inputs
  const { sha } = head.dirty === true && base !== null ? base : head
  await results.keep(request, async () => ({
    at: Math.round(world.clock.wall()),
    sha,
    bases: [...bases, ...readBy],
    variants: reportVariants(compared),
    findings: [
      ...findings.filter(({ id }) => ofHead.has(id)),
      ...findingsOf(compared).filter(({ id }) => id !== 'build/same-inputs'),
    ],
    programs: await compareModes(besideSteps(world), compared, {
      sources: async () => ({ embedded: { base: [], head: [] }, same: new Set() }),
      pruned: async () => [],
      compare: programComparer(world, results),
    }),
  }))
}

/** Head as both base and head, without starts, in the order in which variants are planned. */
function withItself(heads: readonly VariantMeasurement[]): Variants {
  const own = heads.map((one): VariantMeasurement => {
    if (!isBuilt(one)) return one
    const { changes: _, ...image } = one.inspection.image
    return { ...one, inspection: { ...one.inspection, image }, startup: { kind: 'same-inputs' } }
  })
  return VariantSet.of([...own.map((one) => ({ ...one, revision: 'base' }) as const), ...own], keyOf)
}

/** @param needed modes that a run without this result would build, in addition to the one that it shows */
function evidenceOf(
  { at, sha, variants, findings, programs }: EarlierRun,
  needed: readonly string[],
): EarlierEvidence {
  const heads = variants.filter(({ revision }) => revision === 'head')
  const built = heads.filter(({ image }) => image !== undefined)
  const shown = [...Map.groupBy(built, ({ platform }) => platform).values()].map(
    (all) => all.find(({ source }) => source === 'shipped') ?? all[0],
  )
  const isChecked = (mode: string, platform: string | undefined) =>
    needed.includes(mode) ||
    shown.some((one) => one?.mode === mode && (platform ?? one.platform) === one.platform)
  // without duplicates, because a mode may be on several platforms
  const builtModes = [...new Set(built.map(({ mode }) => mode))]
  const modes = new Set(heads.map(({ mode }) => mode))
  const params = {
    built: builtModes,
    notBuilt: [...modes].filter((mode) => !builtModes.includes(mode)),
    isStarted: false,
    earlier: { at, sha },
  }
  return {
    variants,
    ...(programs.length === 0 ? {} : { programs }),
    findings: [
      finding('build/same-inputs', params, { verdict: 'pass' }),
      ...findings.flatMap((one) => asChecked(one, isChecked)),
    ],
  }
}

/**
 * Makes findings of modes informational that would not have been built without the kept run: base has the same problems,
 * and whether a run was kept must not change the verdict.
 */
function asChecked(
  one: Finding,
  isChecked: (mode: string, platform: string | undefined) => boolean,
): readonly Finding[] {
  const { modes = one.mode === undefined ? [] : [one.mode] } = one.params as ModeNames
  if (one.verdict === 'pass' || modes.length === 0 || modes.some((mode) => isChecked(mode, one.platform)))
    return [one]
  return verdictsOf(one.id).includes('pass') ? [{ ...one, verdict: 'pass' } as Finding] : []
}
