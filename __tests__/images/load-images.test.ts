import { expect, test } from 'vitest'
import type { LaidOutImage } from '../../src/images/built-variant.ts'
import { openLoader } from '../../src/images/load-images.ts'
import { inspectedAs, setOf } from '../support/world/plan.ts'

/** References, in the order in which they were loaded. */
function loading(given: (reference: string) => Promise<void> = async () => {}) {
  const loaded: string[] = []
  const loader = openLoader({
    async load({ image: { reference } }) {
      await given(reference)
      loaded.push(reference)
    },
  })
  return { loaded, loader }
}

const head = inspectedAs('head', 'static')
const { binary } = head.inspection
const same = inspectedAs('base', 'static', { binary })
const dynamic = (['base', 'head'] as const).map((revision) => inspectedAs(revision, 'dynamic'))

/** The same variant with an image that a builder made. */
function onBase(one: typeof head): typeof head {
  const { kind: _, ...image } = one.image as LaidOutImage
  const on = { kind: 'on-base', program: '/app/api', on: { name: 'alpine' }, baseLayers: [] } as const
  return { ...one, image: { ...image, ...on } } as typeof head
}

test('loads all images, except that of base if it has the program of head', async () => {
  const { loader, loaded } = loading()
  await loader.load(setOf(same, head, ...dynamic))
  expect(loaded).toEqual(['head-static', 'base-dynamic', 'head-dynamic'])
})

test('loads each image once, in parallel with builds; that of base only if head has another program', async () => {
  const { loader, loaded } = loading()
  const [base, other] = dynamic.map(onBase)
  if (base === undefined || other === undefined) throw new Error('there are two')
  loader.begin(head)
  for (const one of [base, { ...other, foreign: {} }]) loader.begin(one)
  const after = async (one: typeof head) => {
    loader.take(one)
    await Promise.resolve()
    return loaded.length
  }
  expect(await after(head)).toBe(1)
  expect(await after(same)).toBe(1)
  expect(await after(base)).toBe(1)
  expect(await after(other)).toBe(3)
  await loader.load(setOf(same, head, ...dynamic))
  expect(loaded).toEqual(['head-static', 'base-dynamic', 'head-dynamic'])
})

test('a laid-out image of base is loaded before its program is compared with that of head', async () => {
  const { loader, loaded } = loading()
  for (const one of [same, head]) loader.begin(one)
  await loader.load(setOf(same, head))
  expect(loaded).toEqual(['base-static', 'head-static'])
})

test('an image that cannot be loaded does not prevent loading the others, and loading does not fail', async () => {
  const { loader, loaded } = loading(async (reference) => {
    if (reference === 'base-static') throw new Error('no space left')
  })
  await loader.load(setOf(inspectedAs('base', 'static'), inspectedAs('head', 'static')))
  expect(loaded).toEqual(['head-static'])
})

test('of other platforms, loads the images that an emulator can run, except built-in ones', async () => {
  const { loader, loaded } = loading()
  const foreign = { runBy: { kind: 'kernel' } } as const
  const [base, other] = dynamic.map((one) => ({ ...onBase(one), foreign }))
  if (base === undefined || other === undefined) throw new Error('there are two')
  const laidOut = { ...head, foreign }
  for (const one of [other, laidOut]) loader.begin(one)
  await loader.load(setOf(base, other, laidOut))
  expect(loaded).toEqual(['head-dynamic', 'base-dynamic'])
})
