import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { programRows } from '../../../src/attribution/program-rows.ts'
import { programTree } from '../../../src/report/html/attribution-tree.ts'
import { packPrograms, scriptJson, unpackPrograms } from '../../../src/report/html/packed-tree.ts'
import { listRows } from '../../../src/report/html/program-list.ts'
import { type ProgramNode, stateOf, totalOf } from '../../../src/report/html/program-tree.ts'
import { attributed } from '../../support/attribution.ts'
import { hostileNames, largeService, programTrees } from '../../support/reports/programs.ts'

const shown = (name: string) => name

function nodesOf(node: ProgramNode): readonly ProgramNode[] {
  return [node, ...node.rows.flatMap(nodesOf)]
}

/** Nodes that do not have the bytes of their rows. */
const unequal = (root: ProgramNode) =>
  nodesOf(root).filter(({ rows, base, head }) => {
    const total = totalOf(rows)
    return rows.length > 0 && (total.base !== base || total.head !== head)
  })

describe('the tree of programs', () => {
  const base = attributed(
    {
      'example.com/app': { kind: 'main', packages: { 'example.com/app': 900, 'example.com/app/store': 80 } },
      'example.com/old': { kind: 'dependency', version: 'v1.0.0', packages: { 'example.com/old': 700 } },
      'example.com/kit': { kind: 'dependency', version: 'v1.0.0', packages: { 'example.com/kit': 500 } },
    },
    { strings: 40 },
  ).attribution
  const head = attributed(
    {
      'example.com/app': {
        kind: 'main',
        packages: { 'example.com/app': 950 },
        files: { 'page.html': 5_000 },
      },
      'example.com/kit': { kind: 'dependency', version: 'v1.1.0', packages: { 'example.com/kit': 600 } },
    },
    { strings: 40, padding: 7 },
  ).attribution

  test('has every byte of both programs once, including parts of only one', () => {
    const tree = programTree('app', programRows(base, head), shown)
    expect(tree).toMatchObject({ base: base.size, head: head.size })
    expect(unequal(tree)).toEqual([])
    const modules = tree.rows.map((row) => [row.name, row.about, row.base, row.head])
    expect(modules).toEqual([
      ['example.com/app', undefined, 980, 5_950],
      ['example.com/old', 'v1.0.0', 700, 0],
      ['example.com/kit', 'v1.0.0 → v1.1.0', 500, 600],
      ['In no package, or in several', undefined, 40, 47],
    ])
    expect(tree.rows.map(stateOf)).toEqual(['grew', 'removed', 'same', 'same'])
    expect(tree.rows[0]?.rows[0]?.rows.map(({ name, head: bytes }) => [name, bytes])).toEqual([
      ['page.html', 5_000],
      ['f', 950],
    ])
  })

  test('shows a package as a whole if its functions overlap', () => {
    const [module, ...others] = head.modules
    const damaged = module?.packages.map((one) => ({ ...one, size: one.size - 1 }))
    if (module === undefined || damaged === undefined) throw new Error('no module')
    const tree = programTree(
      'app',
      programRows(undefined, { ...head, modules: [{ ...module, packages: damaged }, ...others] }),
      shown,
    )
    expect(tree.rows[0]?.rows[0]?.rows).toEqual([])
  })

  test('keeps its bytes when small parts are summed up', () => {
    const rows = programRows(largeService(), largeService(1.1), { packages: 10, items: 12 })
    const tree = programTree('app', rows, shown)
    expect(unequal(tree)).toEqual([])
    expect(tree).toMatchObject({ base: largeService().size, head: largeService(1.1).size })
    expect(nodesOf(tree).filter(({ kind }) => kind === 'function').length).toBeLessThanOrEqual(24)
    expect(nodesOf(tree).filter(({ name }) => /^\d smaller packages?$/.test(name)).length).toBeGreaterThan(0)
  })

  test('is unchanged after packing and unpacking', () => {
    const names = fc.oneof(fc.constantFrom(...hostileNames), fc.string())
    fc.assert(
      fc.property(fc.array(programTrees(names), { maxLength: 2 }), (programs) => {
        const text = scriptJson(packPrograms(programs))
        expect(text).not.toMatch(/[<\u2028\u2029]/)
        expect(unpackPrograms(JSON.parse(text))).toEqual(programs)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the list of a program', () => {
  const tree = programTree('app', programRows(undefined, largeService()), shown)
  const listing = { view: 'head', isCompared: false, isInteractive: true, chosen: [], query: '' } as const

  test('has modules, and the rows of the selected part', () => {
    expect(listRows(tree, listing).count).toBe(41)
    expect(listRows(tree, { ...listing, chosen: [3] }).count).toBe(46)
    expect(listRows(tree, { ...listing, chosen: [3, 0] }).html).toContain('(*SomeReceiverType0)')
    expect(listRows(tree, { ...listing, isInteractive: false }).html).not.toContain('<button')
  })

  test('has matches of the search with their parents', () => {
    const { html, count } = listRows(tree, { ...listing, query: ' REPOSITORY-7/internal/package3 ' })
    expect(count).toBe(2)
    expect(html).toContain('organisation-7/<wbr>some-repository-7')
    expect(listRows(tree, { ...listing, query: 'none of it' })).toEqual({ html: '', count: 0 })
  })

  test('escapes names', () => {
    for (const name of hostileNames) {
      const root: ProgramNode = { kind: 'program', name, base: 1, head: 2, rows: [] }
      const { html } = listRows(
        { ...root, rows: [{ ...root, about: name }] },
        { ...listing, isCompared: true },
      )
      const tags = html.match(/<[^>]*>/g)?.map((tag) => /^<\/?([a-z]*)/.exec(tag)?.[1])
      expect(new Set(tags)).toEqual(
        new Set(['tr', 'th', 'button', 'small', 'td', 'wbr'].filter((tag) => tags?.includes(tag))),
      )
    }
  })
})
