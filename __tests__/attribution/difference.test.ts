import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareAttributions } from '../../src/attribution/difference.ts'
import { programDifferenceSchema } from '../../src/model/attribution.ts'
import { attributed, type GivenModule, sum } from '../support/attribution.ts'

const app: GivenModule = { kind: 'main', packages: { 'example.com/app': 1000, 'example.com/app/store': 500 } }
const std: GivenModule = { kind: 'standard-library', version: 'go1.26.1', packages: { runtime: 9000 } }
const kit: GivenModule = { kind: 'dependency', version: 'v1.0.0', packages: { 'example.com/kit': 300 } }

const base = attributed({ 'example.com/app': app, std, kit }, { padding: 10 }, { toolchain: 'go1.26.1' })
const modified = { type: 'modified' } as const
const causesOf = (
  head: ReturnType<typeof attributed>,
  source?: Parameters<typeof compareAttributions>[2],
) => {
  const { causes, delta } = compareAttributions(base, head, source)
  expect(sum(causes.map((cause) => cause.delta))).toBe(delta)
  return causes
}

describe('the cause of a change', () => {
  test('an added module, and more of the standard library with it', () => {
    const net: GivenModule = { kind: 'dependency', version: 'v2.0.0', packages: { 'example.com/net': 700 } }
    const more = { ...std, packages: { runtime: 9000, net: 200 } }
    const head = attributed({ 'example.com/app': app, std: more, kit, net }, { padding: 14 }, base.facts)
    expect(causesOf(head)).toEqual([
      {
        kind: 'module',
        name: 'net',
        change: { type: 'added', version: 'v2.0.0' },
        delta: 700,
        share: 700 / 904,
      },
      { kind: 'standard-library', name: 'std', change: modified, delta: 200, share: 200 / 904 },
      { kind: 'part', name: 'padding', change: modified, delta: 4, share: 4 / 904 },
    ])
  })

  test.each([
    [
      { type: 'changed', from: 'v1.0.0', to: 'v1.1.0' },
      { ...kit, version: 'v1.1.0', packages: { 'example.com/kit': 350 } },
      50,
    ],
    [{ type: 'linked' }, { ...kit, packages: { 'example.com/kit': 290 } }, -10],
  ] as const)('a module: %j', (change, other, delta) => {
    const head = attributed({ 'example.com/app': app, std, kit: other }, { padding: 10 }, base.facts)
    expect(causesOf(head)).toEqual([{ kind: 'module', name: 'kit', change, delta, share: 1 }])
  })

  test('a removed module', () => {
    const head = attributed({ 'example.com/app': app, std }, { padding: 10 }, base.facts)
    expect(causesOf(head)).toMatchObject([
      { kind: 'module', change: { type: 'removed', version: 'v1.0.0' }, delta: -300 },
    ])
  })

  test("the app's own packages, and separately the files that they embed", () => {
    const packages = { 'example.com/app': 1100, 'example.com/app/api': 50 }
    const changed = { ...app, packages, files: { 'static/logo.png': 2000 } }
    const head = attributed({ 'example.com/app': changed, std, kit }, { padding: 10 }, base.facts)
    expect(causesOf(head)).toMatchObject([
      { kind: 'embedded-file', name: 'static/logo.png', package: 'example.com/app', delta: 2000 },
      { kind: 'package', name: 'example.com/app/store', change: { type: 'removed' }, delta: -500 },
      { kind: 'package', name: 'example.com/app', change: modified, delta: 100 },
      { kind: 'package', name: 'example.com/app/api', change: { type: 'added' }, delta: 50 },
    ])
  })

  test('another toolchain explains changes in unmodified code', () => {
    const newer = { ...std, version: 'go1.27.0', packages: { runtime: 9500 } }
    const grown = { ...kit, packages: { 'example.com/kit': 310 } }
    const facts = { toolchain: 'go1.27.0', settings: { GOAMD64: 'v3' } }
    const head = attributed({ 'example.com/app': app, std: newer, kit: grown }, { padding: 30 }, facts)
    expect(causesOf(head)).toEqual([
      {
        kind: 'build',
        name: 'toolchain, GOAMD64',
        change: {
          type: 'several',
          changes: [
            { name: 'toolchain', from: 'go1.26.1', to: 'go1.27.0' },
            { name: 'GOAMD64', from: null, to: 'v3' },
          ],
        },
        delta: 530,
        share: 1,
      },
    ])
  })

  test('other tags explain the modules that they select, unless go.mod changed a requirement', () => {
    const codec: GivenModule = {
      kind: 'dependency',
      version: 'v1.0.0',
      packages: { 'example.com/codec': 800 },
    }
    const grown = { ...app, packages: { 'example.com/app': 1040, 'example.com/app/store': 550 } }
    const facts = { ...base.facts, settings: { '-tags': 'codec' } }
    const head = attributed({ 'example.com/app': grown, std, kit, codec }, { padding: 10 }, facts)
    const same = new Set(['example.com/app'])
    expect(
      causesOf(head, { direct: { base: new Set(['kit', 'codec']), head: new Set(['kit', 'codec']) }, same }),
    ).toMatchObject([
      { kind: 'build-setting', name: '-tags', change: { from: '', to: 'codec' }, delta: 840 },
      { kind: 'package', name: 'example.com/app/store', delta: 50 },
    ])
    expect(causesOf(head, { direct: { base: new Set(), head: new Set(['codec']) }, same })).toMatchObject([
      { kind: 'module', name: 'codec', direct: true, delta: 800 },
      { kind: 'package', name: 'example.com/app/store', delta: 50 },
      { kind: 'build-setting', delta: 40 },
    ])
  })

  test.each([
    [{ 'symbol-table': 5, 'debug-information': 20 }, 'symbols-and-debug-information', 25],
    [{ 'symbol-table': 5 }, 'symbols', 5],
    [{ 'debug-information': 20 }, 'debug-information', 20],
  ] as const)('%j no longer stripped', (parts, name, delta) => {
    const facts = (has: boolean) => ({
      ...base.facts,
      symbolTable: has && 'symbol-table' in parts,
      debugInfo: has && 'debug-information' in parts,
    })
    const [bare, whole] = [
      attributed({ std }, { padding: 10 }, facts(false)),
      attributed({ std }, { padding: 10, ...parts }, facts(true)),
    ]
    const added = compareAttributions(bare, whole).causes
    expect(added).toEqual([{ kind: 'symbols', name, change: { type: 'added' }, delta, share: 1 }])
    const [removed] = compareAttributions(whole, bare).causes
    expect(removed).toMatchObject({ kind: 'symbols', change: { type: 'removed' }, delta: -delta })
  })

  test('none if nothing changed', () => {
    expect(compareAttributions(base, base)).toEqual({
      base: base.attribution.size,
      head: base.attribution.size,
      delta: 0,
      causes: [],
      build: [],
      modules: [],
      parts: {},
    })
  })

  test('the causes add up to the change, whatever it is', () => {
    const module = fc.record({
      kind: fc.constantFrom('main', 'dependency', 'standard-library', 'c', 'unlisted'),
      version: fc.constantFrom('v1.0.0', 'v1.1.0'),
      packages: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 1000 })),
      files: fc.dictionary(fc.constantFrom('x', 'y'), fc.nat({ max: 1000 })),
    })
    const program = fc.record({
      modules: fc.dictionary(fc.constantFrom('m', 'n', 'o'), module),
      parts: fc.dictionary(
        fc.constantFrom('symbol-table', 'debug-information', 'padding'),
        fc.nat({ max: 500 }),
      ),
      symbolTable: fc.boolean(),
      toolchain: fc.constantFrom('go1.26.1', 'go1.27.0'),
    })
    fc.assert(
      fc.property(program, program, (one, other) => {
        const [before, after] = [one, other].map(({ modules, parts, symbolTable, toolchain }) =>
          attributed(modules, parts, { symbolTable, debugInfo: symbolTable, toolchain }),
        ) as [ReturnType<typeof attributed>, ReturnType<typeof attributed>]
        const difference = compareAttributions(before, after)
        expect(sum(difference.causes.map(({ delta }) => delta))).toBe(difference.delta)
        expect(sum(difference.modules.map(({ delta }) => delta)) + sum(Object.values(difference.parts))).toBe(
          difference.delta,
        )
        programDifferenceSchema.parse(difference)
      }),
    )
  })
})
