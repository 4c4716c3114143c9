import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesIn, groupOf, type ProgramNode, treeViews } from '../../../src/report/html/program-tree.ts'
import { treemapSvg } from '../../../src/report/html/treemap.ts'
import { type TileGroup, treemapLayout } from '../../../src/report/html/treemap-layout.ts'
import { hostileNames, programTrees } from '../../support/reports/programs.ts'

const size = { width: 700, height: 440 }
const whole = size.width * size.height
const view = fc.constantFrom(...treeViews)

const area = ({ width, height }: { readonly width: number; readonly height: number }) => width * height
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('a treemap', () => {
  test('has areas proportional to bytes, fills its box, and keeps tiles inside of their group', () => {
    fc.assert(
      fc.property(programTrees(), view, (root, one) => {
        // a package is a tile of what it is in the view, not of its own rows
        const flat = {
          ...root,
          rows: root.rows.map((row) => ({ ...row, rows: row.rows.map((tile) => ({ ...tile, rows: [] })) })),
        }
        const total = sum(flat.rows.flatMap(({ rows }) => rows.map((tile) => bytesIn(tile, one))))
        const groups = treemapLayout(flat, [], one, size)
        expect(sum(groups.map(area))).toBeCloseTo(total === 0 ? 0 : whole, 3)
        for (const group of groups) {
          expect(sum(group.tiles.map(area))).toBeCloseTo(area(group), 3)
          for (const tile of group.tiles) {
            expect(isInside(tile, group)).toBe(true)
            if (tile.path !== undefined)
              expect(area(tile) / whole).toBeCloseTo(bytesIn(tile.node, one) / total, 6)
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  test('merges small tiles of a group, with all their bytes', () => {
    const rows = Array.from({ length: 500 }, (_, index): ProgramNode => {
      return { kind: 'package', name: `${index}`, base: 0, head: index === 0 ? 900_000 : 20, rows: [] }
    })
    const root = groupOf('program', 'app', [groupOf('dependency', 'module', rows)])
    const [group] = treemapLayout(root, [], 'head', size)
    expect(group?.tiles.map(({ node }) => [node.name, node.head])).toEqual([
      ['0', 900_000],
      ['499 smaller', 9_980],
    ])
  })

  test('finds each tile by its path', () => {
    fc.assert(
      fc.property(programTrees(), view, (root, one) => {
        const at = (path: readonly number[]) =>
          path.reduce<ProgramNode | undefined>((node, index) => node?.rows[index], root)
        for (const { node, path, tiles } of treemapLayout(root, [], one, size)) {
          if (path !== undefined) expect(at(path)).toBe(node)
          for (const tile of tiles) if (tile.path !== undefined) expect(at(tile.path)).toBe(tile.node)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('is valid SVG with any names', () => {
    const names = fc.oneof(fc.constantFrom(...hostileNames), fc.string())
    fc.assert(
      fc.property(
        programTrees(names),
        view,
        fc.boolean(),
        fc.boolean(),
        (root, one, isCompared, isInteractive) => {
          const svg = treemapSvg(root, [], { ...size, view: one, isCompared, isInteractive })
          expect(svg).not.toMatch(/NaN|Infinity|undefined/)
          // the elements that it is made of, and nothing that a name has begun
          expect(new Set(svg.match(/<\/?[a-z!]+/g))).toEqual(
            new Set(
              ['<svg', '</svg', '<rect', '<g', '</g', '<text', '</text'].filter((tag) => svg.includes(tag)),
            ),
          )
          expect(svg.match(/ on[a-z]+=(?=")/g)).toBeNull()
          expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('states that nothing changed', () => {
    const root = groupOf('program', 'app', [{ kind: 'main', name: 'app', base: 5, head: 5, rows: [] }])
    const drawing = { ...size, view: 'change', isCompared: true, isInteractive: false } as const
    expect(treemapSvg(root, [], drawing)).toContain('No part of it changed')
  })
})

function isInside(tile: TileGroup['tiles'][number], group: TileGroup): boolean {
  const least = -1e-6
  return (
    tile.x - group.x >= least &&
    tile.y - group.y >= least &&
    group.x + group.width - tile.x - tile.width >= least &&
    group.y + group.height - tile.y - tile.height >= least
  )
}
