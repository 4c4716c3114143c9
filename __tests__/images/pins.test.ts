import { expect, test } from 'vitest'
import { baseIdentity, openPins } from '../../src/images/pins.ts'
import { fakeEngine } from '../support/world/plan.ts'

const layers = ['sha256:1', 'sha256:2']

test('a base image is resolved once, and those that were found are known afterwards by what they are', async () => {
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
    { reference: 'a', identity: 'd' },
    { reference: 'b', identity: 'sha256:1 sha256:2' },
  ])
})

test('without a digest, other layers are another image', () => {
  expect(baseIdentity({ layers })).not.toBe(baseIdentity({ layers: layers.slice(1) }))
})
