import { expect, test } from 'vitest'
import { openImagesWithoutProgram } from '../../../src/images/built-in/without-program.ts'
import { handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

test('an image is made once, and again only if that failed', async () => {
  const world = fakeWorld()
  let written = 0
  const archives = {
    ...world.archives,
    async write() {
      written++
      if (written === 1) throw new Error('no space left on device')
    },
  }
  const images = openImagesWithoutProgram(await handlesFor({ ...world, archives }))
  const { target } = planWith()
  await expect(images.take(target, 'head-static', [])).rejects.toThrow('no space left')
  const reference = await images.take(target, 'head-static', [])
  expect(await images.take(target, 'base-static', [])).toBe(reference)
  expect(written).toBe(2)
})
