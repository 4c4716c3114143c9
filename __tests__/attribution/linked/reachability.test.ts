import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainTo } from '../../../src/attribution/linked/chains.ts'
import { pruningOff } from '../../../src/attribution/linked/pruning.ts'
import { type Reachability, reachabilityReader } from '../../../src/attribution/linked/reachability.ts'

function readAll(...pieces: readonly string[]): Reachability {
  const reader = reachabilityReader()
  for (const piece of pieces) reader.add(piece)
  return reader.end()
}

const numberOf = ({ names }: Reachability, name: string) => names.lastIndexOf(name)
const chainOf = (reached: Reachability, name: string) =>
  chainTo(reached, numberOf(reached, name)).map((step) => `${step.package}.${step.name}`)

const start = [
  '# example.com/api',
  '_ -> _rt0_amd64_linux',
  '_rt0_amd64_linux -> runtime.main',
  'runtime.main -> runtime.main_main·f',
  'runtime.main_main·f -> main.main',
]
const lines = (...more: readonly string[]) => [...start, ...more, ''].join('\n')

describe('chains', () => {
  test('begin at main and leave out generated symbols', () => {
    const reached = readAll(
      lines(
        'main.main -> example.com/api/store.Open.func1',
        'example.com/api/store.Open.func1 -> go:itab.*example.com/api/store.DB,io.Closer',
        'go:itab.*example.com/api/store.DB,io.Closer -> type:*example.com/api/store.DB <UsedInIface>',
        'type:*example.com/api/store.DB <UsedInIface> -> example.com/api/store.(*DB).Close',
        'example.com/api/store.(*DB).Close -> gopkg.in/yaml%2ev3.Unmarshal·f',
        'gopkg.in/yaml%2ev3.Unmarshal·f -> gopkg.in/yaml%2ev3.Unmarshal',
        'gopkg.in/yaml%2ev3.Unmarshal -> slices.Sort[go.shape.string]-fm',
      ),
    )
    expect(chainOf(reached, 'slices.Sort[go.shape.string]-fm')).toEqual([
      'main.main',
      'example.com/api/store.Open',
      'example.com/api/store.(*DB).Close',
      'gopkg.in/yaml.v3.Unmarshal',
      'slices.Sort[go.shape.string]',
    ])
  })

  test('begin at the initialization of a package that main does not reach first', () => {
    const reached = readAll(
      lines(
        '_ -> go:main.inittasks',
        'go:main.inittasks -> net/rpc..inittask',
        'net/rpc..inittask -> net/rpc.init',
        'net/rpc.init -> html/template.New',
      ),
    )
    expect(chainOf(reached, 'html/template.New')).toEqual(['net/rpc.init', 'html/template.New'])
  })

  test('are shortened in the middle if they are long', () => {
    const far = Array.from({ length: 100 }, (_, at) => `example.com/p${at}.F -> example.com/p${at + 1}.F`)
    const reached = readAll(lines('main.main -> example.com/p0.F', ...far))
    const chain = chainOf(reached, 'example.com/p100.F')
    expect(chain).toHaveLength(24)
    expect([chain[0], chain[12], chain.at(-1)]).toEqual(['main.main', '.…', 'example.com/p100.F'])
  })

  test('do not lead to constants, which have the name of any function with an equal one', () => {
    const reached = readAll(
      lines('main.main -> example.com/kit.Open.stkobj', 'main.main -> example.com/kit.Open.arginfo1'),
    )
    expect(reached.names.filter((name) => name.includes('kit'))).toEqual([])
  })

  test('ignore an arrow in the tag of a field', () => {
    const type = 'type:struct { A int "json:\\"a -> b\\"" }'
    const reached = readAll(lines(`main.main -> ${type}`, `${type} -> type:int`))
    expect(reached.names).toContain(type)
    expect(reached.parents[numberOf(reached, 'type:int')]).toBe(numberOf(reached, type))
  })
})

describe('the cause of kept methods', () => {
  const lookup = 'example.com/v.call <ReflectMethod>'

  test('none without a lookup', () => {
    expect(pruningOff(readAll(lines('main.main -> reflect.Value.MethodByName')))).toBeUndefined()
  })

  test('the first function that looks up methods, and others that do not depend on methods that it keeps', () => {
    const reached = readAll(
      lines(
        `main.main -> ${lookup}`,
        'main.main -> example.com/w.call <ReflectMethod>',
        'main.main -> type:html/template.Template <UsedInIface>',
        'type:html/template.Template <UsedInIface> -> html/template.(*Template).Execute',
        'html/template.(*Template).Execute -> text/template.evalField <ReflectMethod>',
      ),
    )
    expect(pruningOff(reached)).toMatchObject({
      by: 'method-lookup',
      chain: [{ package: 'main' }, { package: 'example.com/v', name: 'call' }],
      others: [[{ package: 'main' }, { package: 'example.com/w', name: 'call' }]],
    })
  })

  test('plugins, only with cgo', () => {
    const open = 'main.main -> plugin.Open'
    expect(pruningOff(readAll(lines(open)))).toBeUndefined()
    // then the linker keeps all exported methods, including those of reflect
    const kept = 'type:reflect.Value <UsedInIface> -> reflect.(*Value).Method <ReflectMethod>'
    expect(pruningOff(readAll(lines(open, '_ -> runtime/cgo.init', kept)))).toMatchObject({
      by: 'plugin',
      chain: [{ package: 'main' }, { package: 'plugin', name: 'Open' }],
    })
  })
})

interface Graph {
  /** Edges by symbol; those of a type to its methods are followed only if it is converted to an interface. */
  readonly edges: readonly (readonly number[])[]
  readonly lookups: ReadonlySet<number>
}

/** Marks symbols as cmd/link does, breadth first, and prints what it prints. */
function link({ edges, lookups }: Graph) {
  const name = (at: number) => `p${at % 5}.F${at}`
  const shown = (at: number) => `${name(at)}${lookups.has(at) ? ' <ReflectMethod>' : ''}`
  const printed = ['_ -> p0.F0']
  const parents = new Map<number, number>([[0, -1]])
  const queue = [0]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const to of edges[at] ?? []) {
      if (parents.has(to)) continue
      parents.set(to, at)
      queue.push(to)
      printed.push(`${shown(at)} -> ${shown(to)}`)
    }
  }
  return { text: `${printed.join('\n')}\n`, parents, name }
}

const graphs: fc.Arbitrary<Graph> = fc.record({
  edges: fc.array(fc.array(fc.nat({ max: 29 }), { maxLength: 4 }), { minLength: 1, maxLength: 30 }),
  lookups: fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 3 }).map((all) => new Set(all)),
})

test('the graph is that of the linker, however its output is split', () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat({ max: 400 }), { maxLength: 6 }), (graph, places) => {
      const { text, parents, name } = link(graph)
      const cuts = [...places.filter((place) => place < text.length).toSorted((a, b) => a - b), text.length]
      const reached = readAll(...cuts.map((cut, at) => text.slice(cuts[at - 1] ?? 0, cut)))
      expect(new Set(reached.names)).toEqual(new Set([...parents.keys()].map(name)))
      for (const [at, parent] of parents) {
        const read = reached.parents[numberOf(reached, name(at))] ?? -1
        expect(reached.names[read]).toBe(parent < 0 ? undefined : name(parent))
      }
      expect(reached.lookups.map((at) => reached.names[at])).toEqual(
        [...parents.keys()].filter((at) => graph.lookups.has(at)).map(name),
      )
    }),
  )
})

test('parents come first in any output, so every chain ends', () => {
  const part = fc.constantFrom(
    ' -> ',
    '_',
    'a.B',
    'type:c',
    '<ReflectMethod>',
    ' <UsedInIface>',
    '"',
    '\\',
    '\n',
    '·f',
    'x/y.',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const reached = readAll(parts.join(''))
      for (const [at, parent] of reached.parents.entries()) expect(parent).toBeLessThan(at)
      for (const at of reached.names.keys()) chainTo(reached, at)
      pruningOff(reached)
    }),
  )
})

test('a graph with too many symbols is incomplete', () => {
  const reader = reachabilityReader(3)
  reader.add(lines('main.main -> a.B'))
  expect(reader.end().isCut).toBe(true)
  expect(readAll(`_ -> ${'x'.repeat(1 << 21)}`, '\n_ -> a.B\n').names).toEqual(['a.B'])
})
