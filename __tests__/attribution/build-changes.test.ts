import { describe, expect, test } from 'vitest'
import { buildChanges, buildFacts } from '../../src/attribution/build-changes.ts'
import { compareAttributions } from '../../src/attribution/difference.ts'
import type { Elf } from '../../src/inspect/elf/elf.ts'
import { attributed, type GivenModule } from '../support/attribution.ts'

const elf = { symbolTable: false, debugInfo: false } as Elf
const factsOf = (settings: Readonly<Record<string, string>>, go = 'go1.26.1') =>
  buildFacts({ go, settings, dependencies: [], modules: {} }, elf)
const usual = { CGO_ENABLED: '0', GOARCH: 'amd64', GOOS: 'linux', GOAMD64: 'v1' }
const base = factsOf(usual)

/** How Go records each option, and how linkgate reports it. */
const settings = [
  ['GOAMD64', 'v3', 'v3'],
  ['GOEXPERIMENT', 'greenteagc', 'greenteagc'],
  ['-race', 'true', 'true'],
  ['-pgo', '/src/default.pgo', 'true'],
  ['-tags', 'nomsgpack', 'nomsgpack'],
  ['-trimpath', 'true', 'true'],
  ['-gcflags', 'all=-N -l', 'all=-N -l'],
  ['-buildmode', 'pie', 'pie'],
  ['-cover', 'true', 'true'],
  ['CGO_ENABLED', '1', '1'],
] as const

const std: GivenModule = { kind: 'standard-library', version: 'go1.26.1', packages: { runtime: 9000 } }
const kit: GivenModule = { kind: 'dependency', version: 'v1.0.0', packages: { 'example.com/kit': 300 } }
const grown: GivenModule = { ...std, packages: { runtime: 11_000 } }

describe('differences between two builds', () => {
  test.each(settings)(
    '%s explains the changes in unmodified code, but not an added module',
    (name, value, shown) => {
      const facts = factsOf({ ...usual, [name]: value })
      const from = name === 'GOAMD64' ? 'v1' : name === 'CGO_ENABLED' ? '0' : null
      expect(buildChanges(base, facts)).toEqual([{ name, from, to: shown }])
      const { causes } = compareAttributions(
        attributed({ std }, { padding: 10 }, base),
        attributed({ std: grown, kit }, { padding: 30 }, facts),
      )
      expect(causes).toMatchObject([
        { kind: 'build-setting', name, change: { to: shown }, delta: 2020 },
        { kind: 'module', name: 'kit', delta: 300 },
      ])
    },
  )

  test('another release of Go explains the same changes', () => {
    const newer = factsOf(usual, 'go1.27.0')
    expect(buildChanges(base, newer)).toEqual([{ name: 'toolchain', from: 'go1.26.1', to: 'go1.27.0' }])
  })

  test('version control information is a change, but not a cause', () => {
    const facts = factsOf({ ...usual, vcs: 'git', 'vcs.revision': 'ff' })
    expect(buildChanges(base, facts)).toEqual([{ name: '-buildvcs', from: null, to: 'true' }])
    const { causes } = compareAttributions(
      attributed({ std }, { padding: 10 }, base),
      attributed({ std: grown }, { padding: 10 }, facts),
    )
    expect(causes).toMatchObject([{ kind: 'standard-library', delta: 2000 }])
  })

  test('flags of the linker are not reported: they may set a secret', () => {
    expect(buildChanges(base, factsOf({ ...usual, '-ldflags': '-X main.key=s3cret' }))).toEqual([])
  })
})
