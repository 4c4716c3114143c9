/** Programs as trees and as attributions, for the pages that show them. */
import fc from 'fast-check'
import { remembered } from '../../../src/common/remembered.ts'
import type { ProgramAttribution } from '../../../src/model/attribution.ts'
import { groupOf, type ProgramNode } from '../../../src/report/html/program-tree.ts'
import { attributed, type GivenModule } from '../attribution.ts'

const bytes = fc.oneof(fc.constant(0), fc.nat({ max: 2_000 }), fc.nat({ max: 5_000_000 }))

const leaf = (name: fc.Arbitrary<string>) =>
  fc
    .record({ name, base: bytes, head: bytes })
    .map((given): ProgramNode => ({ kind: 'function', ...given, rows: [] }))

/** Modules, packages and items; the size of each is the sum of its rows. */
export function programTrees(name: fc.Arbitrary<string> = fc.string()): fc.Arbitrary<ProgramNode> {
  const grouped = (kind: ProgramNode['kind'], row: fc.Arbitrary<ProgramNode>) =>
    fc.tuple(name, fc.array(row, { maxLength: 4 })).map(([of, rows]) => groupOf(kind, of, rows))
  return grouped('program', grouped('dependency', grouped('package', leaf(name))))
}

/** A service of 200 packages with realistic names and sizes. */
export const largeService = (change = 1) => serviceOf(change)

const serviceOf = remembered((change: number): ProgramAttribution => {
  const modules = Array.from({ length: 40 }, (_, module): [string, GivenModule] => {
    const name = `github.com/organisation-${module}/some-repository-${module}`
    const packages = Array.from({ length: 5 }, (_, index) => [`${name}/internal/package${index}`, 0] as const)
    return [name, { kind: 'dependency', version: `v1.${module}.0`, packages: Object.fromEntries(packages) }]
  })
  const { attribution } = attributed(Object.fromEntries(modules), { strings: 700_000, padding: 30_000 })
  const filled = attribution.modules.map((module, of) => {
    const all = module.packages.map((one, place) => {
      const items = Array.from({ length: 60 }, (_, item) => ({
        kind: 'function' as const,
        name: `${one.name}.(*SomeReceiverType${item}).MethodWithItsName${item}`,
        size: Math.round((90_000 * (1 + ((of * 7 + place * 3) % 11)) * change) / (item + 1) ** 1.1),
      }))
      const size = items.reduce((sum, item) => sum + item.size, 0)
      return { ...one, size, parts: { code: size }, items }
    })
    return { ...module, packages: all, size: all.reduce((sum, one) => sum + one.size, 0) }
  })
  return { ...attribution, modules: filled, size: 730_000 + filled.reduce((sum, one) => sum + one.size, 0) }
})

/** Names that attack a page, a log or its reader. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '<!-- ',
  ']]>',
  '&lt;b&gt;',
  '\u{202e}desrever',
  'line\u{2028}separator',
] as const
