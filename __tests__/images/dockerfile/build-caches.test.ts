import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import type { CacheBackends } from '../../../src/effects/engine.ts'
import { BuildCaches } from '../../../src/images/dockerfile/build-caches.ts'
import { backendOf } from '../../../src/images/engines/build-cache-entry.ts'
import { expectValue } from '../../support/results.ts'
import { planWith } from '../../support/world/plan.ts'

const dockerfile = expectValue(
  parseDockerfile('FROM golang AS build\nRUN go build\nFROM alpine\nRUN apk add x\n'),
)
const goOnly = expectValue(parseDockerfile('FROM golang\nRUN go build\n'))
const all: CacheBackends = { reads: 'all', writes: 'all' }

function caches(yaml = '', backends: CacheBackends = all) {
  return new BuildCaches({ cacheBackends: async () => backends }, planWith({ yaml }))
}
const cacheFrom = ['type=gha,scope=a', 'me/app:cache', 'type=local,src=/etc', 'type=s3,bucket=b']

test.each([
  ['me/app:cache', 'registry'],
  ['type=registry,ref=me/app', 'registry'],
  ['scope=a,type=gha', 'gha'],
  ['Type=local,src=/etc', 'local'],
  ['"type=local",src=/etc', 'local'],
  [' Type= gha,scope=a', 'gha'],
  ['type=gha,type=local', 'local'],
])('the backend of the cache `%s` is %s', (entry, backend) => {
  expect(backendOf(entry)).toBe(backend)
})

describe('the caches that a build reads', () => {
  test('are those that its files name, in the cache service or a registry', async () => {
    const used = await caches().of(dockerfile, { build: { cacheFrom } }, { mounted: [2] })
    expect(used).toEqual({ from: ['type=gha,scope=a', 'me/app:cache'], to: [] })
  })

  test.each([
    'Type=local,src=/etc',
    '"type=local",src=/etc',
    'type=gha,type=local,src=/etc',
    'type=gha,url=https://elsewhere.example',
    'type=gha,URL_V2=https://elsewhere.example',
    'type=registry,ref=me/app,registry.insecure=true',
    'type=constructor',
    '--cache-to me/app',
  ])('are none that name a file, a service or a credential: %s', async (entry) => {
    const used = await caches().of(dockerfile, { build: { cacheFrom: [entry] } }, { mounted: [] })
    expect(used.from).toEqual([])
  })

  test.each([
    'type=gha,url=https://example.com/',
    'type=gha,scope=a,url_v2=https://example.com/',
    '"type=gha","URL=https://example.com/"',
    'token=x,type=gha',
  ])('do not include %s, which would receive the token of the runner', async (entry) => {
    const build = { cacheFrom: [entry] }
    expect((await caches().of(dockerfile, { build }, { mounted: [] })).from).toEqual([])
    expect(() => caches(`build: { cache-from: ${JSON.stringify(entry)} }`)).toThrow(
      /remove `url` and `token`/,
    )
  })

  test('are none if every step has mounts that the build that wrote them lacks', async () => {
    const build = { cacheFrom }
    expect((await caches().of(goOnly, { build }, { mounted: [2] })).from).toEqual([])
    expect((await caches().of(goOnly, { build }, { mounted: [] })).from).toHaveLength(2)
  })

  test('are the configured ones, if there are any', async () => {
    const configured = caches('build: { cache-from: "type=local,src=/c" }')
    expect((await configured.of(goOnly, { build: { cacheFrom } }, { mounted: [2] })).from).toEqual([
      'type=local,src=/c',
    ])
    const none = caches('build: { cache-from: [] }')
    expect((await none.of(dockerfile, { build: { cacheFrom } }, { mounted: [] })).from).toEqual([])
  })

  test('are limited to backends that the builder supports; the others are listed once', async () => {
    const some = caches('', { reads: ['registry'], writes: [] })
    for (let index = 0; index < 2; index++)
      expect((await some.of(dockerfile, { build: { cacheFrom } }, { mounted: [] })).from).toEqual([
        'me/app:cache',
      ])
    expect(some.unusable).toEqual(['gha'])
  })
})

test('the first image of the Dockerfile writes the configured caches, and its build ignores errors of that', async () => {
  const yaml =
    'build: { cache-to: [me/app:c, "type=gha,mode=max", "type=local,dest=/c,ignore-error=false", type=inline] }'
  const writing = caches(yaml)
  const of = (isOwn: boolean) => writing.of(dockerfile, { build: {}, isOwn }, { mounted: [] })
  expect((await of(false)).to).toEqual([])
  const first = await of(true)
  // the build failed and is repeated
  expect(await of(true)).toEqual(first)
  writing.built(first)
  expect(first.to).toEqual([
    'type=registry,ref=me/app:c,ignore-error=true',
    'type=gha,mode=max,ignore-error=true',
    'type=local,dest=/c,ignore-error=false',
    'type=inline',
  ])
  expect((await of(true)).to).toEqual([])
})
