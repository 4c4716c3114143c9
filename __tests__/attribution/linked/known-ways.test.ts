import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOlder, otherWay } from '../../../src/attribution/linked/known-ways.ts'
import type { PruningOff } from '../../../src/attribution/linked/pruning.ts'

const validator = 'github.com/go-playground/validator/v10'
const grpc = 'google.golang.org/grpc'
const through = (...packages: readonly string[]): PruningOff => ({
  by: 'method-lookup',
  chain: packages.map((one) => ({ package: one, name: 'f' })),
  others: [],
})

test('a build tag of a module on the way, in a version that has it', () => {
  const modules = { [validator]: 'v10.30.6', [grpc]: 'v1.60.0' }
  expect(otherWay(through('main', validator), modules)).toEqual({ tags: ['validator_novalidatefn'] })
  expect(otherWay(through('main', `${grpc}/internal/transport`, 'text/template'), modules)).toEqual({
    tags: ['grpcnotrace'],
    upgrades: [{ module: grpc, from: 'v1.60.0', to: 'v1.62.0' }],
  })
  const both = { ...through(validator), others: [through(grpc).chain] }
  expect(otherWay(both, modules)?.tags).toEqual(['validator_novalidatefn', 'grpcnotrace'])
})

test('none, if a chain to another function also keeps the methods', () => {
  const modules = { [validator]: 'v10.30.6' }
  const elsewhere = through('main', 'text/template').chain
  expect(otherWay({ ...through(validator), others: [elsewhere] }, modules)).toBeUndefined()
  expect(
    otherWay({ ...through('text/template'), others: [through(validator).chain] }, modules),
  ).toBeUndefined()
  // the step that counts may be among those that are left out
  const shortened = [...elsewhere, { package: '', name: '…' }]
  expect(otherWay({ ...through(validator), others: [shortened] }, modules)).toBeDefined()
})

test('none for anything else', () => {
  expect(otherWay(through('main', 'text/template'), { [validator]: 'v10.30.6' })).toBeUndefined()
  expect(otherWay(through('main', validator), {})).toBeUndefined()
  expect(otherWay({ ...through(validator), by: 'plugin' }, { [validator]: 'v10.30.6' })).toBeUndefined()
})

test('versions are in the order of their numbers', () => {
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
