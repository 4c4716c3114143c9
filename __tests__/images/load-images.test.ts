import { expect, test } from 'vitest'
import { loadImages } from '../../src/images/load-images.ts'
import { fakeEngine, inspectedAs, setOf } from '../support/world/plan.ts'

const noSession = () => {
  throw new Error('nothing is started here')
}

test('all images are loaded, except base with the program of head', async () => {
  const engine = fakeEngine(noSession)
  const head = inspectedAs('head', 'static')
  const { binary } = head.inspection
  const dynamic = (['base', 'head'] as const).map((revision) => inspectedAs(revision, 'dynamic'))
  await loadImages(engine, setOf(inspectedAs('base', 'static', { binary }), head, ...dynamic))
  expect(engine.asked).toEqual([
    ['load', 'head-static'],
    ['load', 'base-dynamic'],
    ['load', 'head-dynamic'],
  ])
})

test('an image that cannot be loaded keeps none of the others from it, and is no failure here', async () => {
  const loaded: string[] = []
  const load = async (reference: string) => {
    if (reference === 'base-static') throw new Error('no space left')
    loaded.push(reference)
  }
  const engine = fakeEngine(noSession, { load })
  await loadImages(engine, setOf(inspectedAs('base', 'static'), inspectedAs('head', 'static')))
  expect(loaded).toEqual(['head-static'])
})
