import fc from 'fast-check'
import type { Report } from '../../../src/document/report.ts'
import { type Finding, findingSchema } from '../../../src/findings/finding.ts'
import { type Cause, causeSchema } from '../../../src/model/cause.ts'
import { type Comparison, comparisonVerdicts } from '../../../src/model/comparison.ts'
import { linkageKinds } from '../../../src/model/image.ts'
import { type Unmeasured, unmeasuredSchema } from '../../../src/model/measurement.ts'
import { metricNames } from '../../../src/model/metric.ts'
import { revisions } from '../../../src/model/revision.ts'
import { type ScanComparison, scanComparisonSchema } from '../../../src/model/scan.ts'
import { type ReportVariant, sources } from '../../../src/model/variant.ts'
import { verdicts } from '../../../src/model/verdict.ts'
import { ofSchema } from './of-schema.ts'
import { budgets, sampleReport } from './report.ts'

const most = { noNaN: true, max: 1e15 } as const
const amounts = fc.double({ ...most, min: -1e15 }).map((value) => value || 0)
const numbers = fc.double({ ...most, min: 0 })
const nullable = fc.option(amounts, { nil: null })
const optional = { requiredKeys: [] as never[] }

/** Arbitrary reports with texts from `text`. Unlike real reports, they may be inconsistent. */
export function anyReport(text: fc.Arbitrary<string>): fc.Arbitrary<Report> {
  const modeName = fc.oneof(fc.constantFrom('static', 'dynamic', 'static-pie'), text)
  // readers of reports omit this key on purpose
  const key = text.filter((name) => name !== '__proto__')
  const metric = fc.oneof(fc.constantFrom(...metricNames), text).filter((name) => name !== '__proto__')
  const platform = fc.oneof(fc.constantFrom('linux/amd64', 'linux/arm64'), text)
  const measured = fc
    .tuple(
      fc.record({ value: numbers, unit: fc.constantFrom('B' as const, 'ms' as const, 'count' as const) }),
      fc.record({ low: numbers, high: numbers }, optional),
    )
    .map(([one, interval]) => ({ ...one, ...interval }))
  const values = { text, number: amounts }
  const unmeasured = ofSchema(unmeasuredSchema, values) as fc.Arbitrary<Unmeasured>
  const linkage = fc
    .tuple(
      fc.record({
        kind: fc.constantFrom(...linkageKinds),
        needed: fc.array(text, { maxLength: 3 }),
        machine: text,
        pie: fc.boolean(),
      }),
      fc.record(
        {
          interpreter: text,
          libc: fc.constantFrom('glibc' as const, 'other' as const),
          glibc: text,
          go: text,
        },
        optional,
      ),
    )
    .map(([one, more]) => ({ ...one, ...more }))
  const image = fc.record({
    id: text,
    layers: fc.array(fc.record({ diffId: text, size: numbers, compressedSize: numbers, createdBy: text }), {
      maxLength: 3,
    }),
    entrypoint: fc.array(text, { maxLength: 3 }),
    user: text,
    workingDir: text,
  })
  const baseName = fc.record({ name: text, digest: text })
  const dockerfile = fc.record({
    path: text,
    target: text,
    buildArgs: fc.dictionary(key, text, { maxKeys: 2, noNullPrototype: true }),
    base: baseName,
    program: text,
    changes: fc.array(fc.record({ line: fc.nat(), before: text, after: text, why: text }), { maxLength: 2 }),
  })
  const binary = fc.record({
    sha256: text,
    modules: fc.dictionary(key, text, { maxKeys: 2, noNullPrototype: true }),
    direct: fc.array(text, { maxLength: 2 }),
  })
  const metricsOf = <T>(found: fc.Arbitrary<T>) =>
    fc.dictionary(metric, found, { maxKeys: 5, noNullPrototype: true })
  const built = fc
    .tuple(
      fc.record({ linkage, image, binary, metrics: metricsOf(fc.oneof(measured, unmeasured)) }),
      fc.record({ dockerfile, on: baseName }, optional),
    )
    .map(([one, more]) => ({ ...one, ...more }))
  const variants = fc
    .uniqueArray(fc.record({ mode: modeName, platform }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ mode }) => mode,
    })
    .chain((places) =>
      fc.tuple(
        ...places.flatMap((place) =>
          revisions.map((revision) =>
            fc
              .tuple(
                fc.record({
                  revision: fc.constant(revision),
                  mode: fc.constant(place.mode),
                  platform: fc.constant(place.platform),
                  source: fc.constantFrom(...sources),
                }),
                fc.oneof(built, fc.record({ metrics: metricsOf(unmeasured) })),
              )
              .map(([one, more]): ReportVariant => ({ ...one, ...more })),
          ),
        ),
      ),
    )
  const budget = fc
    .tuple(fc.constantFrom(...budgets), text, numbers)
    .map(([one, words, max]) => ({ ...one, text: words, max }))
  return variants.chain((all) => {
    const of = fc.constantFrom(...all.map(({ mode }) => mode))
    const comparison = fc
      .tuple(
        fc.record({
          metric,
          mode: of,
          platform: fc.constantFrom(...all.map((one) => one.platform)),
          base: fc.option(numbers, { nil: null }),
          head: fc.option(numbers, { nil: null }),
          delta: nullable,
          ratio: nullable,
          verdict: fc.constantFrom(...comparisonVerdicts),
        }),
        fc.record({ budget }, optional),
      )
      .map(([one, more]): Comparison => ({ ...one, ...more }))
    const finding = fc
      .tuple(
        ofSchema(findingSchema, values) as fc.Arbitrary<Finding>,
        fc.record({ mode: of, metric }, optional),
      )
      .map(([one, about]): Finding => ({ ...one, ...about }))
    const cause = fc
      .tuple(ofSchema(causeSchema, values) as fc.Arbitrary<Cause>, fc.record({ mode: of, metric }))
      .map(([one, about]): Cause => ({ ...one, ...about }))
    const commit = fc.record({ sha: text, ref: text, dirty: fc.boolean() })
    return fc
      .record({
        app: text,
        verdict: fc.constantFrom(...verdicts),
        tool: fc.record({ version: text }),
        runner: fc.record({ os: text, arch: text, cpus: fc.nat(), image: text }),
        go: fc.record({ version: text }),
        engine: fc.record({ name: text, version: text }),
        base: fc.option(commit, { nil: null }),
        head: commit,
        variants: fc.constant(all),
        comparisons: fc.array(comparison, { maxLength: 8 }),
        findings: fc.array(finding, { maxLength: 6 }),
        causes: fc.array(cause, { maxLength: 5 }),
        scans: fc.array(ofSchema(scanComparisonSchema, values) as fc.Arbitrary<ScanComparison>, {
          maxLength: 2,
        }),
        noise: fc.record({ floor: fc.option(numbers, { nil: null }), rounds: fc.nat() }),
        phases: fc.array(fc.record({ name: text, seconds: numbers }), { maxLength: 3 }),
      })
      .map((given) => sampleReport(given))
  })
}
