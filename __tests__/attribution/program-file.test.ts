import { expect, test } from 'vitest'
import { type ProgramFile, programExplainer } from '../../src/attribution/program-file.ts'
import { openResults } from '../../src/images/results/kept-results.ts'
import { elfFile } from '../support/programs/elf.ts'
import { memoryStorage } from '../support/results-storage.ts'
import { fakeWorld } from '../support/world/world.ts'

const programAt = (path: string | undefined): ProgramFile => ({
  sha256: `digest of ${path}`,
  file: async () => path,
  embedded: [],
})

async function kept(sibling: string | undefined): Promise<{ readonly ok: boolean; readonly count: number }> {
  const world = fakeWorld({ files: { '/own': elfFile(), '/sibling': elfFile() } })
  const storage = memoryStorage()
  const explain = programExplainer(world, openResults(world, storage, 'p'))
  const { ok } = await explain(programAt('/own'), { sibling: programAt(sibling) })
  return { ok, count: storage.contents.size }
}

test('a program is explained with its sibling, and the result is kept', async () => {
  expect(await kept('/sibling')).toEqual({ ok: true, count: 1 })
})

test.each([undefined, '/removed'])(
  'no result is kept for a sibling that could not be read: %s',
  async (sibling) => {
    expect(await kept(sibling)).toEqual({ ok: false, count: 0 })
  },
)
