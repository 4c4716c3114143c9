import { expect, test } from 'vitest'
import { importPaths, moduleChains } from '../../../src/attribution/linked/modules.ts'
import { reachabilityReader } from '../../../src/attribution/linked/reachability.ts'
import { chainText } from '../../../src/findings/link-chain.ts'

const modules = new Set(['example.com/kit', 'example.com/kit/v2', 'example.com/data'])

test('the shortest chain to a module, from main if there is one', () => {
  const reader = reachabilityReader()
  reader.add(
    [
      '_ -> go:main.inittasks',
      'go:main.inittasks -> example.com/kit..inittask',
      'example.com/kit..inittask -> example.com/kit.init',
      'go:main.inittasks -> example.com/data.init',
      '_ -> main.main',
      'main.main -> example.com/app/api.New',
      'example.com/app/api.New -> example.com/app/api.deep',
      'example.com/app/api.deep -> example.com/kit/far.Deep',
      'example.com/app/api.New -> example.com/kit.Near',
      'main.main -> type:example.com/kit/v2.T',
      'example.com/app/api.New -> example.com/kitchen.No',
    ].join('\n'),
  )
  const chains = moduleChains(reader.end(), modules)
  expect(Object.fromEntries([...chains].map(([name, chain]) => [name, chainText(chain)]))).toEqual({
    'example.com/kit': 'main.main → api.New → kit.Near',
    'example.com/data': 'data.init',
  })
})

test('the shortest import path to a module', () => {
  const packages = [
    { ImportPath: 'example.com/kit', Imports: ['example.com/data/x'] },
    { ImportPath: 'example.com/app/api', Imports: ['fmt', 'example.com/kit/v2/z'] },
    { ImportPath: 'example.com/app', Imports: ['example.com/app/api', 'example.com/kit'] },
    { ImportPath: 'fmt' },
  ]
  expect(Object.fromEntries(importPaths(packages, 'example.com/app', modules))).toEqual({
    'example.com/kit': ['example.com/app', 'example.com/kit'],
    'example.com/kit/v2': ['example.com/app', 'example.com/app/api', 'example.com/kit/v2/z'],
    'example.com/data': ['example.com/app', 'example.com/kit', 'example.com/data/x'],
  })
  expect(importPaths([], 'example.com/app', modules)).toEqual(new Map())
})
