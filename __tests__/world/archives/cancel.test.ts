import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { problemOf } from '../../support/results.ts'
import { temporaryFolder } from '../../support/runs/linkgate.ts'

test('reading ends if the run is cancelled before or during it', async () => {
  await using folder = await temporaryFolder()
  const layer = join(folder.path, 'layer.tar')
  const archive = join(folder.path, 'image.tar')
  // large and incompressible, so that reading does not finish before it is cancelled
  const bytes = randomBytes(8 << 20)
  await realArchives.writeLayer(layer, [{ path: 'file', mode: 0o644, content: { kind: 'bytes', bytes } }])
  await realArchives.write(archive, [{ path: 'layer.tar', from: layer }])
  expect(await realArchives.read(archive, { signal: new AbortController().signal })).toMatchObject({
    value: [{ path: 'layer.tar', layer: { size: expect.any(Number) } }],
  })

  const controller = new AbortController()
  const reading = realArchives.read(archive, { signal: controller.signal })
  setTimeout(() => controller.abort(), 10)
  expect(problemOf(await reading)).toContain('reading was stopped')
  expect(problemOf(await realArchives.read(archive, { signal: controller.signal }))).toContain(
    'reading was stopped',
  )
})
