import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { finding } from '../../src/findings/finding.ts'
import { labelOf } from '../../src/model/metric.ts'
import { combinedText } from '../../src/report/markdown/combined.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { scanRows } from '../../src/report/scans.ts'
import { grids } from '../../src/report/view.ts'
import { onPlatform, sampleReport } from '../support/reports/report.ts'
import { expectValue, problemOf } from '../support/results.ts'

const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'
const unmeasured = { unmeasured: { kind: 'emulated' } } as const

/** A job on a runner of one kind that measures these platforms, of which it times only its own. */
function job(arch: string, ...platforms: readonly string[]): Report {
  const one = sampleReport()
  const parts = platforms.map((platform) => {
    const isTimed = platform === `linux/${arch}`
    const { variants, comparisons } = onPlatform(one, platform)
    return {
      variants: variants.map((variant) =>
        isTimed || variant.image === undefined
          ? variant
          : { ...variant, metrics: { ...variant.metrics, startup: unmeasured } },
      ),
      comparisons: comparisons.filter(({ metric }) => isTimed || metric !== 'startup'),
      findings: one.findings
        .filter(({ metric }) => isTimed || metric !== 'startup')
        .map((finding) => (platforms.length === 1 ? finding : { ...finding, platform })),
      causes: one.causes.map((cause) => (platforms.length === 1 ? cause : { ...cause, platform })),
    }
  })
  return {
    ...one,
    runner: { os: 'linux', arch, cpus: 4 },
    variants: parts.flatMap(({ variants }) => variants),
    comparisons: parts.flatMap(({ comparisons }) => comparisons),
    findings: parts.flatMap(({ findings }) => findings),
    causes: parts.flatMap(({ causes }) => causes),
  }
}

const merge = (...reports: readonly Report[]): Report => {
  const [merged, ...others] = expectValue(mergeReports(reports))
  expect(others).toEqual([])
  return merged ?? expect.unreachable()
}

/** The part of a job that measures this mode alone. */
function ofMode(report: Report, mode: string): Report {
  const isOf = (one: { readonly mode?: string }) => one.mode === mode
  const { variants, comparisons, findings, causes } = report
  return {
    ...report,
    variants: variants.filter(isOf),
    comparisons: comparisons.filter(isOf),
    findings: findings.filter(isOf),
    causes: causes.filter(isOf),
  }
}

const startOf = (report: Report, platform: string) =>
  report.variants
    .filter((one) => one.platform === platform && one.revision === 'head')
    .map(({ metrics }) => metrics['startup'])

describe('a platform that several jobs measured', () => {
  const both = [amd64, arm64]
  const native = [amd64, arm64].flatMap((platform) =>
    startOf(job(platform.replace('linux/', ''), platform), platform),
  )

  test.each<[string, readonly Report[]]>([
    ['each its own', [job('amd64', amd64), job('arm64', arm64)]],
    ['each all of them', [job('amd64', ...both), job('arm64', ...both)]],
    ['one of them all', [job('amd64', ...both), job('arm64', arm64)]],
    ['the other way round', [job('arm64', ...both), job('amd64', amd64)]],
  ])('comes from its native runner: %s', (_, reports) => {
    const merged = merge(...reports)
    expect(merged.variants).toHaveLength(8)
    expect(both.flatMap((platform) => startOf(merged, platform))).toEqual(native)
    for (const platform of both)
      expect(merged.findings.filter((one) => one.platform === platform)).toHaveLength(6)
    expect(merged.findings).toHaveLength(12)
    expect(merged.jobs?.flatMap(({ platforms }) => platforms).toSorted()).toEqual(both)
  })

  test('comes from the first job if no job has a native runner', () => {
    const other = 'linux/riscv64'
    const merged = merge(job('amd64', amd64, other), job('arm64', arm64, other))
    expect(merged.jobs?.map(({ platforms }) => platforms)).toEqual([[amd64, other], [arm64]])
  })

  test('comes from the job that timed its programs, even if the platform of its runner has another name', () => {
    const other = 'linux/386'
    const timed = (arch: string, own: string) => {
      const report = job(arch, own)
      return { ...report, variants: [...report.variants, ...onPlatform(sampleReport(), other).variants] }
    }
    const merged = merge(job('arm64', arm64, other), timed('amd64', amd64))
    expect(merged.jobs?.map(({ platforms }) => platforms)).toEqual([[arm64], [amd64, other]])
  })

  test('is rejected if several jobs have a native runner, because they are not from one matrix', () => {
    const again = [job('amd64', amd64, arm64), job('amd64', amd64)]
    expect(problemOf(mergeReports(again))).toMatch(
      /^two reports of `orders` have the same variant \(base, static, linux\/amd64\)/,
    )
  })

  test('the first platform is the first configured one, else the first by name, regardless of the order of reports', () => {
    const platforms = (...reports: readonly Report[]) =>
      merge(...reports).jobs?.map((one) => one.platforms.join())
    const [amd, arm] = [job('amd64', amd64), job('arm64', arm64)]
    expect(platforms(arm, amd)).toEqual([amd64, arm64])
    expect(platforms(amd, arm)).toEqual([amd64, arm64])
    const configured = [job('amd64', arm64, amd64), job('arm64', arm64, amd64)]
    expect(platforms(...configured)).toEqual([arm64, amd64])
    expect(platforms(...configured.toReversed())).toEqual([arm64, amd64])
  })

  test('does not fail because of findings that were removed from the report', () => {
    const emulated = job('amd64', amd64, arm64)
    const onlyArm: Report = {
      ...emulated,
      findings: emulated.findings.filter(({ platform }) => platform === arm64),
    }
    const calm: Report = { ...job('arm64', arm64), verdict: 'pass', findings: [] }
    expect(merge(onlyArm, calm).verdict).toBe('pass')
    expect(merge(emulated, calm).verdict).toBe('fail')
  })

  test('drops a job if all of its platforms have native runners', () => {
    const merged = merge(job('amd64', amd64), job('arm64', arm64), job('riscv64', amd64, arm64))
    expect(merged.jobs).toHaveLength(2)
  })

  test('comes from several jobs if they measured different modes', () => {
    const merged = merge(
      ofMode(job('amd64', amd64, arm64), 'static'),
      ofMode(job('amd64', amd64, arm64), 'dynamic'),
    )
    const heads = merged.variants.filter(({ revision }) => revision === 'head')
    expect(heads.map(({ mode, platform }) => `${mode} ${platform}`).toSorted()).toEqual(
      ['static', 'dynamic'].flatMap((mode) => both.map((platform) => `${mode} ${platform}`)).toSorted(),
    )
    const native = merge(ofMode(job('amd64', amd64, arm64), 'static'), ofMode(job('arm64', arm64), 'dynamic'))
    expect(native.variants.filter(({ platform }) => platform === arm64)).toHaveLength(4)
  })

  test('does not compare times of modes that were measured on different machines', () => {
    const of = (mode: string) => ofMode(job('amd64', amd64), mode)
    const gaps = (report: Report) =>
      grids(report).flatMap(({ rows }) =>
        rows.flatMap(({ label, gap }) => (gap === undefined ? [] : [label])),
      )
    const [one, several] = [gaps(job('amd64', amd64)), gaps(merge(of('static'), of('dynamic')))]
    expect(one).toContain(labelOf('startup'))
    expect(several).not.toContain(labelOf('startup'))
    expect(several).toContain(labelOf('binary-size'))
  })

  test('is not dropped in favor of another service with the same name', () => {
    const services = [job('amd64', arm64), job('amd64', arm64)]
    expect(problemOf(mergeReports(services))).toMatch(/have the same variant \(base, static, linux\/arm64\)/)
  })

  test('is never in the report twice', () => {
    const runners = fc.uniqueArray(fc.constantFrom('amd64', 'arm64', 'riscv64'), { minLength: 1 })
    fc.assert(
      fc.property(runners, (archs) => {
        const all = archs.map((arch) => `linux/${arch}`)
        const merged = merge(...archs.map((arch) => job(arch, ...all)))
        expect(merged.variants).toHaveLength(4 * all.length)
        for (const { platforms, runner } of merged.jobs ?? [])
          expect(platforms).toEqual([`linux/${runner.arch}`])
      }),
    )
  })
})

test('lists a finding of every job once', () => {
  const loosened = finding(
    'budget/loosened',
    { was: 'at most 1 MB' },
    { verdict: 'pass', metric: 'binary-size' },
  )
  const withIt = (report: Report): Report => ({ ...report, findings: [loosened, ...report.findings] })
  const merged = merge(withIt(job('amd64', amd64)), withIt(job('arm64', arm64)))
  expect(merged.findings.filter(({ id }) => id === 'budget/loosened')).toEqual([loosened])
})

test('lists scan results once, and each row with its platforms', () => {
  const libc = { id: 'CVE-2026-1', package: 'libc6', version: '2.36', severity: 'high' } as const
  const lists = { new: { listed: [libc], more: 0 }, gone: { listed: [], more: 0 } }
  const scan = { mode: 'static', platform: 'linux/amd64', scanner: 'trivy', ...lists, counts: {} } as const
  const of = (arch: string, scans: NonNullable<Report['scans']>) => ({ ...job(arch, `linux/${arch}`), scans })
  expect(merge(of('amd64', [scan]), of('arm64', [scan])).scans).toEqual([scan])
  const other = { ...scan, platform: 'linux/arm64' }
  const both = merge(of('amd64', [scan]), of('arm64', [other]))
  expect(both.scans).toEqual([scan, other])
  expect(scanRows(both)).toMatchObject([{ where: 'static on linux/amd64 and linux/arm64' }])
  const own = { ...scan, counts: { high: 1 } }
  const onBoth = { ...job('arm64', amd64, arm64), scans: [scan, other] }
  expect(merge({ ...job('amd64', amd64), scans: [own] }, onBoth).scans).toEqual([own, other])
})

test('findings of one job are only about its platforms', () => {
  const outside = finding('start/outside-image', { because: 'EPERM' }, { verdict: 'warn' })
  const failed = finding(
    'build/failed',
    { why: [] },
    { verdict: 'unmeasured', revision: 'head', mode: 'static' },
  )
  const two = job('amd64', amd64, 'linux/386')
  const merged = merge({ ...two, findings: [outside, failed] }, { ...job('arm64', arm64), findings: [] })
  expect(merged.findings.map(({ id, platform }) => [id, platform])).toEqual([
    ['start/outside-image', amd64],
    ['start/outside-image', 'linux/386'],
    ['build/failed', amd64],
    ['build/failed', 'linux/386'],
  ])
})

test('jobs of two platforms are one section, with the table of the second platform collapsed', () => {
  const merged = merge(job('amd64', amd64), job('arm64', arm64))
  const text = combinedText([merged])(Number.POSITIVE_INFINITY) ?? ''
  expect(text.match(/^### .*orders/gm)).toHaveLength(1)
  expect(text.match(/<summary>[^<]*1 more platform: linux\/arm64<\/summary>/g)).toHaveLength(1)
  expect(text.split('Runner: ')).toHaveLength(3)
  // one line for each broken budget, with the worst number
  expect(text.match(/^- .*Binary.* on linux\/a\w+64 .* and \d more/gm)).toHaveLength(1)
})
