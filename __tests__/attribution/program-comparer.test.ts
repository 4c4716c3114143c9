import { expect, test } from 'vitest'
import { programComparer } from '../../src/attribution/program-comparer.ts'
import { attributionRequest, type ProgramFile } from '../../src/attribution/program-file.ts'
import type { Worker } from '../../src/effects/worker.ts'
import { openResults } from '../../src/images/results/kept-results.ts'
import { elfFile } from '../support/programs/elf.ts'
import { expectValue } from '../support/results.ts'
import { memoryStorage } from '../support/results-storage.ts'
import { fakeWorld } from '../support/world/world.ts'

const files = {
  '/base': elfFile({ tail: 'short' }),
  '/head': elfFile({ tail: 'longer' }),
  '/next': elfFile(),
}

const programAt = (path: string): ProgramFile => ({
  sha256: `digest of ${path}`,
  file: async () => path,
  embedded: [],
})
const source = (direct: readonly string[] = [], same: readonly string[] = []) => ({
  direct: { base: new Set(direct), head: new Set(direct) },
  same: new Set(same),
})
const pair = { base: programAt('/base'), head: programAt('/head'), source: source() }

/** A run; `attributed` has the programs that it read. */
function run(storage = memoryStorage()) {
  const world = fakeWorld({ files })
  const attributed: string[] = []
  const worker: Worker = {
    ...world.worker,
    run: (task, input) => {
      attributed.push((input as { readonly program: string }).program)
      return world.worker.run(task, input)
    },
  }
  const results = openResults(world, storage, 'p')
  const retained: string[] = []
  const retain: typeof results.retain = async ({ about }) => {
    retained.push(JSON.stringify(about))
  }
  return { compare: programComparer({ worker }, { ...results, retain }), storage, attributed, retained }
}

test('a later run takes the comparison of an earlier one, and keeps the attributions of both programs', async () => {
  const first = run()
  const compared = await first.compare(pair)
  expect(expectValue(compared)).toMatchObject({ base: files['/base'].length, head: files['/head'].length })
  expect([first.attributed, first.retained]).toEqual([['/base', '/head'], []])
  const later = run(first.storage)
  expect(await later.compare(pair)).toEqual(compared)
  expect(later.attributed).toEqual([])
  const requests = [pair.base, pair.head].map((one) => JSON.stringify(attributionRequest(one).about))
  expect(later.retained).toEqual(requests)
})

test.each([
  ['another head', { ...pair, head: programAt('/next') }],
  ['another base', { ...pair, base: programAt('/next') }],
  ['no base', { head: pair.head }],
  ['the program of head', { base: pair.head, head: pair.head }],
  ['other direct requirements', { ...pair, source: source(['example.com/kit']) }],
  ['other packages that are the same', { ...pair, source: source([], ['example.com/api']) }],
  [
    'other embedded files',
    { ...pair, head: { ...pair.head, embedded: [{ packageName: 'main', name: 'a', size: 1 }] } },
  ],
])('a comparison with other options is not reused: %s', async (_, other) => {
  const { compare, storage } = run()
  await compare(pair)
  const before = storage.contents.size
  expect((await compare(other)).ok).toBe(true)
  expect(storage.contents.size).toBeGreaterThan(before)
})

test('two simultaneous comparisons of the same programs read each program once', async () => {
  const { compare, attributed } = run()
  const [one, other] = await Promise.all([compare(pair), compare(pair)])
  expect(one).toEqual(other)
  expect(attributed).toEqual(['/base', '/head'])
})

test('a failed comparison is not kept', async () => {
  const { compare, storage } = run()
  expect(await compare({ ...pair, head: programAt('/removed') })).toEqual({
    ok: false,
    problem: expect.objectContaining({ message: 'head is no longer there' }),
  })
  expect(storage.contents.size).toBe(1)
})
