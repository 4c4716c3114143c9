import { expect, test } from 'vitest'
import type { World } from '../../../src/effects/world.ts'
import { openImagesWithoutProgram } from '../../../src/images/built-in/without-program.ts'
import { handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

test('makes an image without a program once, and again only if that failed', async () => {
  const world = fakeWorld()
  let written = 0
  const archives = {
    ...world.archives,
    async write() {
      written++
      if (written === 1) throw new Error('no space left on device')
    },
  }
  const plan = planWith()
  const { target } = plan
  const images = openImagesWithoutProgram(await handlesFor({ ...world, archives }), plan)
  const take = (name: string) => images.take(target, name, [])
  const failed: unknown[] = []
  const taken = await Promise.all(
    ['head-static', 'base-static'].map((name) =>
      take(name).catch((error: unknown) => {
        failed.push(error)
        return take(name)
      }),
    ),
  )
  expect(failed).toEqual([new Error('no space left on device'), new Error('no space left on device')])
  expect(new Set(taken).size).toBe(1)
  expect(written).toBe(2)
})

test('writes its layers once, and labels it so that no other run has the same image', async () => {
  const world = fakeWorld()
  const configurations: unknown[] = []
  let layers = 0
  const archives: World['archives'] = {
    ...world.archives,
    writeLayer(...args) {
      layers++
      return world.archives.writeLayer(...args)
    },
    async write(_path, parts) {
      for (const { from } of parts)
        if (typeof from !== 'string') configurations.push(JSON.parse(new TextDecoder().decode(from)))
    },
  }
  const plan = planWith()
  const images = openImagesWithoutProgram(await handlesFor({ ...world, archives }), plan)
  const taken = await Promise.all(
    ['head-static', 'base-static'].map((name) => images.take(plan.target, name, [])),
  )
  expect(new Set(taken).size).toBe(1)
  // the files for all programs, and the directory of this program
  expect(layers).toBe(2)
  expect(configurations).toContainEqual(
    expect.objectContaining({ config: expect.objectContaining({ Labels: { 'linkgate.run': 'run1' } }) }),
  )
})
