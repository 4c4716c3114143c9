import { describe, expect, test } from 'vitest'
import { baseIdentity, openPins } from '../../src/images/pins.ts'
import { fakeEngine } from '../support/world/plan.ts'

const layers = ['sha256:1', 'sha256:2']

test('resolves a base image once, and lists the resolved ones by their identity', async () => {
  const asked: string[] = []
  const engine = fakeEngine(
    () => {
      throw new Error('nothing is started')
    },
    {
      async pin(reference) {
        asked.push(reference)
        if (reference === 'none') return { ok: false, problem: { because: 'not-found', detail: '' } }
        return { ok: true, value: { pinned: 'p', layers, ...(reference === 'a' ? { digest: 'd' } : {}) } }
      },
    },
  )
  const pins = openPins(engine, 'run', 'linux/amd64')
  expect(await pins.used()).toEqual([])
  for (const reference of ['a', 'b', 'a', 'none']) await pins.pin(reference)
  expect(asked).toEqual(['a', 'b', 'none'])
  expect(await pins.used()).toEqual([
    { reference: 'a', platform: 'linux/amd64', identity: 'd' },
    { reference: 'b', platform: 'linux/amd64', identity: baseIdentity({ layers }) },
  ])
})

describe('an image without a digest has another identity', () => {
  const config = { env: { GOFLAGS: '-trimpath' }, user: '', workdir: '/', onBuild: false }
  test.each<[string, Parameters<typeof baseIdentity>[0]]>([
    ['with other layers', { layers: layers.slice(1), config }],
    ['with other variables', { layers, config: { ...config, env: {} } }],
    ['with another user', { layers, config: { ...config, user: '1' } }],
  ])('%s', (_, other) => {
    expect(baseIdentity(other)).not.toBe(baseIdentity({ layers, config }))
    expect(baseIdentity({ ...other, digest: 'd' })).toBe(baseIdentity({ layers, config, digest: 'd' }))
  })
})
