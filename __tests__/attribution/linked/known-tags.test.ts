import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOlder, knownAlternative } from '../../../src/attribution/linked/known-tags.ts'
import type { PruningOff } from '../../../src/attribution/linked/pruning.ts'

const validator = 'github.com/go-playground/validator/v10'
const grpc = 'google.golang.org/grpc'
const through = (...packages: readonly string[]): PruningOff => ({
  by: 'method-lookup',
  chain: packages.map((one) => ({ package: one, name: 'f' })),
  others: [],
})

test('a build tag of a module in the chain, and the version that has it', () => {
  const modules = { [validator]: 'v10.30.6', [grpc]: 'v1.60.0' }
  expect(knownAlternative(through('main', validator), modules)).toEqual({ tags: ['validator_novalidatefn'] })
  expect(knownAlternative(through('main', `${grpc}/internal/transport`, 'text/template'), modules)).toEqual({
    tags: ['grpcnotrace'],
    upgrades: [{ module: grpc, from: 'v1.60.0', to: 'v1.62.0' }],
  })
  const both = { ...through(validator), others: [through(grpc).chain] }
  expect(knownAlternative(both, modules)?.tags).toEqual(['validator_novalidatefn', 'grpcnotrace'])
})

test('no tag if a chain to another function also keeps the methods', () => {
  const modules = { [validator]: 'v10.30.6' }
  const elsewhere = through('main', 'text/template').chain
  expect(knownAlternative({ ...through(validator), others: [elsewhere] }, modules)).toBeUndefined()
  expect(
    knownAlternative({ ...through('text/template'), others: [through(validator).chain] }, modules),
  ).toBeUndefined()
  // the module may be in one of the omitted steps
  const shortened = [...elsewhere, { package: '', name: '…' }]
  expect(knownAlternative({ ...through(validator), others: [shortened] }, modules)).toBeDefined()
})

test('no tag for other modules, and none for plugins', () => {
  expect(knownAlternative(through('main', 'text/template'), { [validator]: 'v10.30.6' })).toBeUndefined()
  expect(knownAlternative(through('main', validator), {})).toBeUndefined()
  expect(
    knownAlternative({ ...through(validator), by: 'plugin' }, { [validator]: 'v10.30.6' }),
  ).toBeUndefined()
})

test('versions are compared by their numbers', () => {
  const version = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 12 }), fc.nat({ max: 12 }))
  fc.assert(
    fc.property(version, version, (one, other) => {
      const [a, b] = [one, other].map(([major, minor, patch]) => major * 1e4 + minor * 100 + patch) as [
        number,
        number,
      ]
      expect(isOlder(`v${one.join('.')}`, `v${other.join('.')}`)).toBe(a < b)
    }),
  )
  expect(isOlder('v1.2.3-rc.1', 'v1.2.3')).toBe(true)
  expect(isOlder('v1.2.3', 'v1.2.3+incompatible')).toBe(false)
  expect(isOlder('./validator', 'v1.0.0')).toBe(false)
})
