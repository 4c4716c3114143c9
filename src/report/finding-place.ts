/** The file and line that a finding is attached to. Reports are untrusted, so a place outside of the repository is ignored. */
import * as z from 'zod'
import type { Report } from '../document/report.ts'
import { isBuildFailure } from '../findings/build-failures.ts'
import type { Finding } from '../findings/finding.ts'
import { isBudget } from '../findings/headline-order.ts'
import { budgetFor } from '../judge/budgets.ts'
import type { Place } from '../model/budget.ts'
import { printable } from './text.ts'

/** The budget in the configuration; undefined for a default. */
export function budgetPlace({ id, metric, mode }: Finding, { budgets }: Report): Place | undefined {
  if (!isBudget(id) || metric === undefined) return undefined
  return budgetFor(budgets, metric, mode ?? '')?.place
}

/** The compiler's first error. Only for head, because GitHub's diff has only head's files. */
export function compilerComplaint(
  { id, revision, log = [] }: Finding,
  { goMod }: Report,
): { readonly place: Place; readonly message: string } | undefined {
  if (!isBuildFailure(id) || revision === 'base') return undefined
  // the compiler's paths are relative to the module
  const directory = goMod?.file.replace(/[^/]*$/, '') ?? ''
  for (const output of log) {
    const [, path, line, message] =
      /^(?:\.\/)?([\w@+.-][\w@+./-]*\.go):(\d+)(?::\d+)?: (.+)$/.exec(output) ?? []
    if (path === undefined || line === undefined || message === undefined || path.includes('..')) continue
    return { place: { file: `${directory}${path}`, line: Number(line) }, message }
  }
  return undefined
}

/** Sizes that a module can increase. */
export const sizeMetrics: readonly string[] = ['binary-size', 'image-size', 'pull-size']

/** For a broken size budget: the line of go.mod that requires the module that grew the program most. */
function modulePlace(
  { id, metric = '', mode, platform }: Finding,
  { causes, goMod }: Report,
): Place | undefined {
  if (goMod === undefined || !isBudget(id) || !sizeMetrics.includes(metric)) return undefined
  const cause = causes.find(
    (one) =>
      one.kind === 'module' &&
      (one.delta ?? 0) > 0 &&
      one.mode === mode &&
      (one.platform ?? platform) === platform &&
      Object.hasOwn(goMod.require, one.name),
  )
  const line = cause && goMod.require[cause.name]
  return line === undefined ? undefined : { file: goMod.file, line }
}

const ofModule = z.object({ module: z.string() })

/** The line of go.mod that requires the module that the finding names. */
function requiredPlace({ params }: Finding, { goMod }: Report): Place | undefined {
  const named = ofModule.safeParse(params)
  if (!named.success || goMod === undefined || !Object.hasOwn(goMod.require, named.data.module))
    return undefined
  const line = goMod.require[named.data.module]
  return line === undefined ? undefined : { file: goMod.file, line }
}

const ofDockerfile = z.object({ dockerfile: z.string(), line: z.number().optional() })

/** The line of the Dockerfile that the finding names, or the first one of the Dockerfile of its image. */
function dockerfilePlace({ params, mode, platform }: Finding, { variants }: Report): Place | undefined {
  const named = ofDockerfile.safeParse(params)
  if (named.success) return { file: named.data.dockerfile, line: named.data.line ?? 1 }
  const built = variants.find(
    (one) =>
      one.revision === 'head' &&
      one.dockerfile !== undefined &&
      (mode ?? one.mode) === one.mode &&
      (platform ?? one.platform) === one.platform,
  )
  return built?.dockerfile && { file: built.dockerfile.path, line: 1 }
}

/**
 * The most specific place that a reader can change: the compile error, the line of go.mod that requires the module, the
 * budget, the Dockerfile, or else go.mod.
 */
export function findingPlace(finding: Finding, report: Report): Place {
  const places = [
    compilerComplaint(finding, report)?.place,
    requiredPlace(finding, report),
    modulePlace(finding, report),
    budgetPlace(finding, report),
    dockerfilePlace(finding, report),
    report.goMod && { file: report.goMod.file, line: 1 },
  ]
  return places.map(placeInside).find((place) => place !== undefined) ?? { file: 'go.mod', line: 1 }
}

const mostLines = 1_000_000

/** undefined if the place is outside of the repository or incomplete. */
export function placeInside(place: Partial<Place> | undefined): Place | undefined {
  if (place?.file === undefined || place.line === undefined) return undefined
  const { file, line } = place
  const isPlain = !file.includes('\\') && printable(file) === file
  const leadsAstray = file.split('/').some((part) => part === '' || part === '.' || part === '..')
  const isLine = Number.isSafeInteger(line) && line >= 1 && line <= mostLines
  return isPlain && !leadsAstray && isLine ? { file, line } : undefined
}
