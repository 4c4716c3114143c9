import { expect, test } from 'vitest'
import { imageInspector } from '../../src/images/inspect-variants.ts'
import { openLoader } from '../../src/images/load-images.ts'
import type { SavedImages } from '../../src/images/saved-images.ts'
import type { SavedImage } from '../../src/inspect/image/archive.ts'
import { inspectedAs, setOf } from '../support/world/plan.ts'

const main = { importPath: 'example.com/orders' }
const loader = openLoader({ load: async () => {} })
const [base, head] = [inspectedAs('base', 'static'), inspectedAs('head', 'static')]
const turn = () => new Promise(setImmediate)

/** Images that are read when `allow` is called. */
function reading() {
  const asked: string[] = []
  const waiting = new Map<string, PromiseWithResolvers<SavedImage>>()
  const of = (reference: string) => {
    const found = waiting.get(reference) ?? Promise.withResolvers<SavedImage>()
    waiting.set(reference, found)
    return found
  }
  const images: SavedImages = {
    read(reference) {
      asked.push(reference)
      return of(reference).promise
    },
    readWhen: () => {},
    forget: async () => {},
  }
  const allow = ({ image, inspection }: typeof base) =>
    of(image.reference).resolve({
      image: inspection.image,
      command: [],
      environment: [`NAME=${image.reference}`],
      rootProblem: 'not in this test',
    } as unknown as SavedImage)
  return { asked, allow, of, inspector: imageInspector(images, main) }
}

test('laid-out images are inspected during other builds, one after the other, each once', async () => {
  const { asked, allow, inspector } = reading()
  for (const one of [head, base]) inspector.begin(one)
  await turn()
  expect(asked).toEqual(['head-static'])
  allow(head)
  await turn()
  expect(asked).toEqual(['head-static', 'base-static'])
  allow(base)
  await turn()
  const inspected = [...(await inspector.inspectAll(loader, setOf(base, head)))]
  expect(inspected.map((one) => one.kind === 'built' && one.inspection.environment)).toEqual([
    ['NAME=base-static'],
    ['NAME=head-static'],
  ])
  expect(asked.toSorted()).toEqual(['base-static', 'base-static', 'head-static', 'head-static'])
})

test('an image that exists only in the engine is not saved until all images are built', async () => {
  const { asked, inspector } = reading()
  const image = { ...head.image, kind: 'on-base', on: { name: 'alpine:3.20' }, baseLayers: [] } as const
  inspector.begin({ ...head, image } as unknown as typeof head)
  await turn()
  expect(asked).toEqual([])
})

test('a failure is passed to the callers that need the result; the other images are still inspected', async () => {
  const { asked, allow, of, inspector } = reading()
  for (const one of [head, base]) inspector.begin(one)
  of('head-static').reject(new Error('no space left'))
  await turn()
  expect(asked).toEqual(['head-static', 'base-static'])
  allow(base)
  await expect(inspector.inspectAll(loader, setOf(base, head))).rejects.toThrow('no space left')
})
