/** The report of a check of two programs that were built before. */
import { readFile, stat } from 'node:fs/promises'
import { compareModes } from '../../../src/attribution/compare-modes.ts'
import { programComparer } from '../../../src/attribution/program-comparer.ts'
import { sourcesIn } from '../../../src/attribution/program-sources.ts'
import { defaultConfig } from '../../../src/config/config.ts'
import type { Report } from '../../../src/document/report.ts'
import { noResults } from '../../../src/images/results/kept-results.ts'
import { compileSettingsOf } from '../../../src/inspect/go/buildinfo.ts'
import { linkageOf } from '../../../src/inspect/program/linkage.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { explain } from '../../../src/judge/causes/explain.ts'
import type { Revision } from '../../../src/model/revision.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { directModules } from '../../../src/repository/go/go-mod-json.ts'
import type { MainPackage } from '../../../src/repository/go/main-package.ts'
import { comparisons, sampleReport, variant } from '../reports/report.ts'
import { expectValue } from '../results.ts'
import { inspectedAs, setOf } from '../world/plan.ts'
import { realWorld } from '../world/real.ts'
import { sha256 } from '../world/world.ts'

export interface GivenBuild {
  readonly path: string
  /** Directory of its module. */
  readonly checkout: string
}

/** A report in which the size of the binary is over its budget. */
export async function comparedReport(base: GivenBuild, head: GivenBuild, main: MainPackage): Promise<Report> {
  const world = realWorld('/tmp', { GOFLAGS: '' })
  const given = async (revision: Revision, { path, checkout }: GivenBuild) => {
    const read = readProgram(new Uint8Array(await readFile(path)))
    const buildInfo = read.ok ? read.value.buildInfo : undefined
    const { size } = await stat(path)
    const binary = {
      size,
      sha256: sha256(path),
      modules: buildInfo?.modules ?? {},
      direct: expectValue(await directModules(world.exec, checkout)),
      settings: buildInfo === undefined ? {} : compileSettingsOf(buildInfo),
    }
    const linkage = linkageOf(read)
    const inspected = inspectedAs(revision, 'static', { binary, linkage })
    const planned = {
      ...inspected,
      checkout,
      image: { ...inspected.image, binary: path },
    } as typeof inspected
    const metrics = { 'binary-size': { value: size, unit: 'B' } } as const
    const reported: ReportVariant = { ...variant(revision, 'static', { metrics }), binary, linkage }
    return { planned, reported }
  }
  const [before, after] = [await given('base', base), await given('head', head)]
  const variants = [before.reported, after.reported]
  const programs = await compareModes(world, setOf(before.planned, after.planned), {
    sources: sourcesIn(world, {
      target: { main, sources: {} },
      source: { root: '/' },
      settings: { config: defaultConfig() },
    }),
    pruned: async () => [],
    compare: programComparer(world, noResults),
  })
  return sampleReport({
    variants,
    programs,
    comparisons: comparisons(before.reported, after.reported, { 'binary-size': 'fail' }),
    causes: explain(variants, { alpha: 0.001 }, programs),
    findings: [],
  })
}
