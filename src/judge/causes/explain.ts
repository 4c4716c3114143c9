import type { Cause } from '../../model/cause.ts'
import { isSameImage } from '../../model/image.ts'
import { isMeasured } from '../../model/measurement.ts'
import type { ProgramComparison } from '../../model/program-comparison.ts'
import type { ProgramReportVariant, ReportVariant } from '../../model/variant.ts'
import { pairsOf } from '../timing/pairing.ts'
import type { BoundErrors } from '../timing/timing-rule.ts'
import { explainImage } from './image.ts'
import { explainStartup } from './startup.ts'

/**
 * Why head differs from base, as far as it can be determined.
 *
 * @param errors both bounds have the error `alpha`, because a start may be slower or faster
 */
export function explain(
  variants: readonly ReportVariant[],
  errors: Pick<BoundErrors, 'alpha'>,
  programs: readonly ProgramComparison[] = [],
): readonly Cause[] {
  const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1
  return pairsOf(variants).flatMap(({ base, head }) => {
    if (base?.linkage === undefined || isSameImage(base.image, head.image)) return []
    const { mode, platform } = head
    const program = programs.find((one) => one.mode === mode && one.platform === platform)
    const ofProgram =
      program === undefined || program.problem !== undefined
        ? explainByBuildInfo(base, head)
        : program.causes.map((cause) => ({ metric: 'binary-size', mode, ...cause }))
    const all = [...ofProgram, ...explainImage(base, head), ...explainStartup(base, head, errors)]
    return isOne ? all : all.map((cause) => ({ ...cause, platform }))
  })
}

/** Causes from the build information alone: the toolchain and the modules, without their bytes. */
function explainByBuildInfo(base: ReportVariant, head: ReportVariant): readonly Cause[] {
  if (base.binary === undefined || head.binary === undefined) return []
  if (base.binary.sha256 === head.binary.sha256) return []
  const causes: Cause[] = []
  const about = { metric: 'binary-size', mode: head.mode, delta: null, share: null }
  if (base.linkage?.go !== head.linkage?.go) {
    const change = {
      type: 'changed',
      from: base.linkage?.go ?? null,
      to: head.linkage?.go ?? null,
    } as const
    causes.push({ ...about, kind: 'toolchain', name: 'go', change })
  }
  causes.push(
    ...explainStripping(base, head),
    ...explainSettings(base, head).map((one) => ({ ...about, ...one })),
  )
  const before = base.binary.modules
  const after = head.binary.modules
  const direct = new Set([...base.binary.direct, ...head.binary.direct])
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      ...about,
      kind: 'module' as const,
      name,
      change: changeOf(before[name], after[name]),
    }))
  // a direct requirement in go.mod explains the modules that it brings, and a new module explains more than an upgraded one
  const weight = ({ name, change }: Cause) => (direct.has(name) ? 0 : 2) + (change.type === 'added' ? 0 : 1)
  causes.push(
    ...changed.sort((one, other) => weight(one) - weight(other) || (one.name < other.name ? -1 : 1)),
  )
  return causes
}

/** Symbols and DWARF that only one side has, with their bytes. */
function explainStripping(base: ProgramReportVariant, head: ProgramReportVariant): readonly Cause[] {
  const symbols = strippingDelta(base.linkage.symbols, head.linkage.symbols)
  const debug = strippingDelta(base.linkage.debug, head.linkage.debug)
  const total = sizeOf(head) - sizeOf(base)
  const cause = (name: StrippedPart, delta: number): Cause => ({
    metric: 'binary-size',
    mode: head.mode,
    kind: 'symbols',
    name,
    delta,
    share: total === 0 ? null : delta / total,
    change: { type: delta > 0 ? 'added' : 'removed' },
  })
  if (symbols !== 0 && debug !== 0 && Math.sign(symbols) === Math.sign(debug))
    return [cause('symbols-and-debug-information', symbols + debug)]
  return [
    ...(symbols === 0 ? [] : [cause('symbols', symbols)]),
    ...(debug === 0 ? [] : [cause('debug-information', debug)]),
  ]
}

type StrippedPart = Extract<Cause, { readonly kind: 'symbols' }>['name']

/** The difference in bytes if exactly one side has the sections, else 0. */
function strippingDelta(before: number | undefined, after: number | undefined): number {
  if (before === undefined || after === undefined || before > 0 === after > 0) return 0
  return after - before
}

function sizeOf({ metrics }: ProgramReportVariant): number {
  const size = metrics['binary-size']
  return isMeasured(size) ? size.value : 0
}

type SettingCause = Pick<Extract<Cause, { readonly kind: 'build-setting' }>, 'kind' | 'name' | 'change'>

function explainSettings(base: ProgramReportVariant, head: ProgramReportVariant): readonly SettingCause[] {
  const [before, after] = [base.binary.settings, head.binary.settings]
  if (before === undefined || after === undefined) return []
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted()
    .map((name) => ({
      kind: 'build-setting',
      name,
      change: { type: 'changed', from: before[name] ?? '', to: after[name] ?? '' },
    }))
}

type ModuleChange = Extract<Cause, { readonly kind: 'module' }>['change']

function changeOf(before: string | undefined, after: string | undefined): ModuleChange {
  if (before === undefined) return { type: 'added', version: after ?? '' }
  return after === undefined
    ? { type: 'removed', version: before }
    : { type: 'changed', from: before, to: after }
}
