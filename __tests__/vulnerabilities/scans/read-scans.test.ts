import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/common/errors.ts'
import { readScans } from '../../../src/config/scans.ts'
import { scanComparisonSchema } from '../../../src/model/scan.ts'
import { compareScans } from '../../../src/vulnerabilities/scans/compare-scans.ts'
import { readScanComparisons } from '../../../src/vulnerabilities/scans/read-scans.ts'
import { readScannerResult } from '../../../src/vulnerabilities/scans/scanner-result.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { tries } from '../../support/runs/tries.ts'
import { fakeWorld } from '../../support/world/world.ts'

type Row = readonly [id: string, name: string, version: string, severity: string, fixed?: string]

/** Some of the fields that `trivy image --format json` writes (pkg/types/report.go). */
const trivy = (...found: readonly Row[]) => ({
  SchemaVersion: 2,
  ArtifactName: 'orders',
  Results: [
    {
      Target: 'orders (debian 12.8)',
      Class: 'os-pkgs',
      Type: 'debian',
      Vulnerabilities: found.map(([VulnerabilityID, PkgName, InstalledVersion, Severity, FixedVersion]) => ({
        VulnerabilityID,
        PkgID: `${PkgName}@${InstalledVersion}`,
        PkgName,
        InstalledVersion,
        ...(FixedVersion === undefined ? {} : { FixedVersion }),
        Status: FixedVersion === undefined ? 'affected' : 'fixed',
        Severity,
        Title: 'x',
      })),
    },
    // a result without findings has no list
    { Target: 'app', Class: 'lang-pkgs', Type: 'gobinary' },
  ],
})

/** The format of `grype --output json` (grype/presenter/models). */
const grype = {
  matches: [
    {
      vulnerability: {
        id: 'CVE-2024-1',
        dataSource: 'https://example.com',
        severity: 'Negligible',
        urls: [],
        fix: { versions: ['1.2', '1.3'], state: 'fixed' },
        advisories: [],
      },
      relatedVulnerabilities: [],
      matchDetails: [],
      artifact: { id: 'x', name: 'zlib1g', version: '1.1', type: 'deb', locations: [] },
    },
    {
      vulnerability: { id: 'GHSA-x', severity: 'Critical', fix: { versions: [], state: 'not-fixed' } },
      artifact: { name: 'github.com/a/b', version: 'v1.0.0' },
    },
  ],
  source: { type: 'image' },
  descriptor: { name: 'grype', version: '0.121.3' },
}

const images = { mode: 'static', platform: 'linux/arm64' } as const

describe('results of scanners', () => {
  test('Trivy', () => {
    const given = trivy(
      ['CVE-1', 'libc6', '2.36', 'HIGH', '2.37'],
      ['CVE-2', 'bash', '5', 'MEDIUM'],
      ['X', 'y', '1', '?'],
    )
    expect(expectValue(readScannerResult(given))).toEqual({
      scanner: 'trivy',
      found: [
        { id: 'CVE-1', package: 'libc6', version: '2.36', fixed: '2.37', severity: 'high' },
        { id: 'CVE-2', package: 'bash', version: '5', severity: 'medium' },
        { id: 'X', package: 'y', version: '1', severity: 'unknown' },
      ],
    })
    expect(expectValue(readScannerResult({ SchemaVersion: 2 })).found).toEqual([])
  })

  test('Grype', () => {
    expect(expectValue(readScannerResult(grype))).toEqual({
      scanner: 'grype',
      found: [
        { id: 'CVE-2024-1', package: 'zlib1g', version: '1.1', fixed: '1.2, 1.3', severity: 'low' },
        { id: 'GHSA-x', package: 'github.com/a/b', version: 'v1.0.0', severity: 'critical' },
      ],
    })
  })

  test.each([
    [null],
    [[]],
    [{ Results: [] }],
    [{ version: '2.1.0', runs: [] }],
    [{ SchemaVersion: 2, Results: [{ Vulnerabilities: [{ VulnerabilityID: 1 }] }] }],
    [{ matches: [{ vulnerability: { id: 'x' } }] }],
  ])('anything else is refused: %j', (json) => {
    expect(problemOf(readScannerResult(json))).toMatch(/^it is neither JSON of Trivy .* nor of Grype/)
  })

  test('any JSON gives a result within the bounds of the report, or a problem', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 80 }),
        (json, ids) => {
          readScannerResult(json)
          const read = readScannerResult(trivy(...ids.map(([id, name]) => [id, name, '1', 'LOW'] as const)))
          const comparison = compareScans(images, expectValue(read), { scanner: 'trivy', found: [] })
          expect(scanComparisonSchema.safeParse(comparison).success).toBe(true)
          expect(comparison.new?.listed.length).toBeLessThanOrEqual(50)
        },
      ),
      { numRuns: tries(100) },
    )
  })
})

describe('new and gone vulnerabilities', () => {
  const result = (...found: readonly Row[]) => expectValue(readScannerResult(trivy(...found)))

  test('are compared by ID and package, regardless of version and number; the most severe first', () => {
    const base = result(['CVE-1', 'libc6', '2.36', 'HIGH'], ['CVE-9', 'gone', '1', 'LOW'])
    const head = result(
      ['CVE-1', 'libc6', '2.37', 'HIGH'],
      ['CVE-3', 'a', '1', 'LOW'],
      ['CVE-10', 'b', '1', 'CRITICAL'],
      ['CVE-2', 'b', '1', 'CRITICAL'],
      ['CVE-2', 'b', '1', 'CRITICAL'],
    )
    const { new: added, gone, counts } = compareScans(images, head, base)
    expect(added?.listed.map(({ id }) => id)).toEqual(['CVE-2', 'CVE-10', 'CVE-3'])
    expect(gone?.listed.map(({ id }) => id)).toEqual(['CVE-9'])
    expect(counts).toEqual({ high: 1, low: 1, critical: 2 })
  })

  test('without a result for base, none is new; long lists are shortened', () => {
    const many = Array.from({ length: 60 }, (_, index) => [`CVE-${index}`, 'a', '1', 'LOW'] as const)
    const head = result(...many)
    expect(compareScans(images, head, undefined)).toEqual({
      ...images,
      scanner: 'trivy',
      counts: { low: 60 },
    })
    expect(compareScans(images, head, result()).new).toMatchObject({ more: 10 })
  })
})

describe('the input `scans`', () => {
  test('one file per line, or separated by commas', () => {
    expect(readScans('base static a b.json\n\n head static  c.json, head dynamic d.json')).toEqual({
      ok: true,
      value: [
        { revision: 'base', mode: 'static', path: 'a b.json' },
        { revision: 'head', mode: 'static', path: 'c.json' },
        { revision: 'head', mode: 'dynamic', path: 'd.json' },
      ],
    })
    expect(readScans('')).toEqual({ ok: true, value: [] })
  })

  test('a platform, which is not a part of the path', () => {
    const text = 'head static linux/arm64/v8 a b.json, head static linux/arm64, head static linux/arm64.json'
    const [arm, ...paths] = expectValue(readScans('head static linux/arm64/v8 a b.json'))
    expect(arm).toEqual({ revision: 'head', mode: 'static', platform: 'linux/arm64', path: 'a b.json' })
    expect(paths).toEqual([])
    expect(readScans(text).ok).toBe(false)
    for (const path of ['linux/arm64', 'linux/arm64.json', 'linux/none a.json'])
      expect(readScans(`head static ${path}`)).toEqual({
        ok: true,
        value: [{ revision: 'head', mode: 'static', path }],
      })
  })

  test.each([
    ['trivy.json', /has `trivy.json`: write `base` or `head`, a mode and a path/],
    ['head static', /has `head static`/],
    ['head static a.json\nhead static b.json', /two files for head and mode `static`/],
    ['base static a.json\nhead dynamic b.json', /for base and mode `static` but none for head/],
    [
      'head static linux/arm64 a.json, head static linux/arm64/v8 b.json',
      /two files for head and mode `static` on linux\/arm64/,
    ],
    ['base static linux/arm64 a.json, head static b.json', /for base and mode `static` on linux\/arm64 but/],
  ])('%j is refused', (text, problem) => {
    expect(readScans(text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })

  const files = {
    '/here/base.json': JSON.stringify(trivy()),
    '/here/head.json': JSON.stringify(trivy(['CVE-1', 'a', '1', 'LOW'])),
    '/here/grype.json': JSON.stringify(grype),
    '/here/broken.json': '{',
    '/here/other.json': '{}',
    '/here/folder/trivy.json': '{}',
  }
  const compare = (text: string) =>
    readScanComparisons(fakeWorld({ files }).files, expectValue(readScans(text)), (path) => `/here/${path}`)

  test('compares each mode of head, and rejects results of two scanners', async () => {
    const found = await compare('base static base.json, head static head.json, head dynamic head.json')
    expect(found.map(({ mode, new: added }) => [mode, added?.listed.length])).toEqual([
      ['static', 1],
      ['dynamic', undefined],
    ])
    await expect(compare('base static grype.json, head static head.json')).rejects.toThrow(InputError)
    const arm = await compare(
      'base static linux/arm64 base.json, head static linux/arm64 head.json, head static head.json',
    )
    expect(arm.map(({ platform, new: added }) => [platform, added?.listed.length])).toEqual([
      ['linux/arm64', 1],
      [undefined, undefined],
    ])
  })

  test('reports all problems of the files at once', async () => {
    const text =
      'base static missing.json, head static broken.json, base dynamic folder, head dynamic other.json, base a grype.json, head a head.json'
    const error = await compare(text).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(InputError)
    expect((error as InputError).problems).toEqual([
      '`scans`: `missing.json` does not exist',
      '`scans`: `broken.json`: it is not JSON',
      '`folder` is a directory, but linkgate expects a file: rename or remove it',
      expect.stringMatching(/^`scans`: `other.json`: it is neither/),
      expect.stringMatching(/^`scans`: base and head of mode `a` are from different scanners/),
    ])
  })
})
