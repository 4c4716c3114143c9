import { describe, expect, test } from 'vitest'
import { programRows } from '../../src/attribution/program-rows.ts'
import { attributed, type GivenModule, sum } from '../support/attribution.ts'

const packages = (count: number, grown = 0) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `example.com/kit/p${index}`,
      100 + index + (index < grown ? 7 : 0),
    ]),
  )
const kit = (count: number, grown?: number): GivenModule => ({
  kind: 'dependency',
  version: 'v1.0.0',
  packages: packages(count, grown),
})
const app: GivenModule = { kind: 'main', packages: { 'example.com/app': 50 }, files: { 'a.txt': 5 } }

const bytesOf = ({ modules, parts }: ReturnType<typeof programRows>, side: 'base' | 'head') =>
  sum(modules.map((one) => one[side])) + sum(Object.values(parts).map((one) => one[side]))

describe('two programs side by side', () => {
  test('added, removed and remaining modules, with versions and parts of both', () => {
    const base = attributed({ app, kit: kit(2) }, { padding: 3 }).attribution
    const head = attributed(
      { kit: { ...kit(3, 1), version: 'v1.1.0' } },
      { padding: 4, headers: 9 },
    ).attribution
    const rows = programRows(base, head)
    expect(rows.modules).toMatchObject([
      {
        name: 'kit',
        version: { base: 'v1.0.0', head: 'v1.1.0' },
        base: 201,
        head: 310,
        packages: [
          { name: 'example.com/kit/p0', base: 100, head: 107, parts: { code: { base: 100, head: 107 } } },
          { name: 'example.com/kit/p2', base: 0, head: 102 },
          { name: 'example.com/kit/p1', base: 101, head: 101 },
        ],
      },
      {
        kind: 'main',
        name: 'app',
        base: 55,
        head: 0,
        packages: [{ items: [{}, { name: 'a.txt', base: 5 }] }],
      },
    ])
    expect(rows.parts).toEqual({ padding: { base: 3, head: 4 }, headers: { base: 0, head: 9 } })
    expect([bytesOf(rows, 'base'), bytesOf(rows, 'head')]).toEqual([base.size, head.size])
  })

  test('a program without a base', () => {
    const { attribution } = attributed({ app, kit: kit(1) })
    expect(programRows(undefined, attribution).modules.map(({ base, head }) => [base, head])).toEqual([
      [0, 100],
      [0, 55],
    ])
  })

  test('many packages: the largest and those that changed most are listed, the others are summed up', () => {
    const [base, head] = [attributed({ app, kit: kit(900) }), attributed({ app, kit: kit(900, 150) })]
    const rows = programRows(base.attribution, head.attribution)
    const module = rows.modules.find(({ name }) => name === 'kit')
    expect(module?.packages.filter((one) => one.base !== one.head)).toHaveLength(150)
    expect(module?.packages.length).toBe(350)
    expect(module?.others?.count).toBe(550)
    for (const side of ['base', 'head'] as const) {
      const listed = sum(module?.packages.map((one) => one[side]) ?? [])
      expect(listed + (module?.others?.[side] ?? 0)).toBe(module?.[side])
      expect(bytesOf(rows, side)).toBe((side === 'base' ? base : head).attribution.size)
    }
    expect(sum(module?.packages.map(({ items }) => items.length) ?? [])).toBeLessThanOrEqual(300)
  })

  test('long names are shortened', () => {
    const long = `example.com/${'x'.repeat(2000)}`
    const { attribution } = attributed({ app: { kind: 'main', packages: { [long]: 10 } } })
    expect(programRows(undefined, attribution).modules[0]?.packages[0]?.items[0]?.name).toHaveLength(301)
  })
})
