/** The explanation is the same, whether it begins during the builds or afterwards. */
import { expect, test } from 'vitest'
import { openExplainer } from '../../src/attribution/explain-check.ts'
import { openPhases } from '../../src/common/phases.ts'
import type { Worker } from '../../src/effects/worker.ts'
import type { InspectedVariant, ReadProgram } from '../../src/images/inspect-variants.ts'
import { noResults } from '../../src/images/results/kept-results.ts'
import type { Revision } from '../../src/model/revision.ts'
import { elfFile } from '../support/programs/elf.ts'
import { peFile } from '../support/programs/macho-pe.ts'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../support/world/plan.ts'
import { fakeWorld, sha256 } from '../support/world/world.ts'

const kit = 'example.com/kit'
const graph = `_ -> main.main\nmain.main -> ${kit}.Open <ReflectMethod>\n`

type Programs = Readonly<Record<Revision, Uint8Array>>
const two: Programs = { base: elfFile(), head: new Uint8Array([...elfFile(), 0, 0]) }
const same: Programs = { base: two.head, head: two.head }

interface Given {
  readonly programs: Programs
  /** The variants that are passed on during the builds. */
  readonly early?: readonly Revision[]
  /** How the worker ends. */
  readonly run?: (worker: Worker) => Worker['run']
}

async function opened({ programs, run }: Pick<Given, 'programs' | 'run'>) {
  const files = { '/out/base-static': programs.base, '/out/head-static': programs.head, '/link/graph': graph }
  const world = fakeWorld({ files, commands: { 'go list': { exitCode: 1 } } })
  const ran: string[] = []
  const state = { isOpen: false }
  const worker: Worker = {
    run(task, input) {
      ran.push(task.name)
      state.isOpen = true
      return (run ?? ((one) => one.run))(world.worker)(task, input)
    },
    close: async () => {
      state.isOpen = false
    },
  }
  const handles = await handlesFor({ ...world, worker })
  const plan = planWith({ go: goTool })
  const tools = { ...handles, results: noResults }
  const explainer = openExplainer(tools, {
    ...plan,
    target: { ...plan.target, sources: { base: [], head: [] } },
  })
  const variants = (['base', 'head'] as const).map((revision) => variantOf(revision, programs[revision]))
  return { world, explainer, variants, ran, state, workspace: handles.workspace }
}

async function explained({ programs, early = [], run }: Given) {
  const { world, explainer, variants, ran, state } = await opened({
    programs,
    ...(run === undefined ? {} : { run }),
  })
  for (const one of variants) if (early.includes(one.revision)) explainer.take(one)
  const begun = [...ran]
  const { linked, programs: compared } = await explainer.explain(setOf(...variants), openPhases(world.clock))
  expect(state.isOpen).toBe(false)
  return { found: { linked, compared }, ran, begun, log: world.log.text('info') }
}

function variantOf(revision: Revision, program: Uint8Array): InspectedVariant {
  const one = inspectedAs(revision, 'static', {
    binary: {
      size: program.length,
      sha256: sha256(program),
      modules: revision === 'base' ? {} : { [kit]: 'v1.0.0' },
      direct: [],
    },
  })
  const link = { graph: '/link/graph', archives: '/link/archives', main: '/link/main.a' }
  return { ...one, image: { ...one.image, link } } as InspectedVariant
}

test.each([
  ['two programs', two, 2],
  ['one program', same, 1],
] as const)('what was begun early gives the same, once: %s', async (_, programs, count) => {
  const late = await explained({ programs })
  expect(late.found.compared).toMatchObject([{ mode: 'static', head: programs.head.length }])
  expect(late.found.linked.modules?.modules).toMatchObject([{ name: kit, chain: [{}, { package: kit }] }])
  const early = await explained({ programs, early: ['head', 'base'] })
  expect(early.found).toEqual(late.found)
  expect(early.ran.toSorted()).toEqual(late.ran.toSorted())
  expect(late.ran.filter((name) => name === 'attribute')).toHaveLength(count)
})

test('a program without an image is explained too', async () => {
  const base = peFile()
  const programs = { base, head: new Uint8Array([...base, 0, 0]) }
  const { explainer, variants, world } = await opened({ programs })
  const alone = variants.map(
    (one) =>
      ({
        ...one,
        kind: 'program',
        platform: 'windows/amd64',
        image: { ...one.image, kind: 'none' },
      }) as ReadProgram,
  )
  const { programs: compared } = await explainer.explain(setOf(...alone), openPhases(world.clock))
  expect(compared).toMatchObject([
    { platform: 'windows/amd64', base: base.length, head: base.length + 2, causes: [{ delta: 2 }] },
  ])
})

test('no work begins before base and head of a mode are built', async () => {
  expect((await explained({ programs: two, early: ['head'] })).begun).toEqual([])
})

test('a program that becomes ready during the cleanup starts no work', async () => {
  const { explainer, variants, ran, workspace } = await opened({ programs: two })
  await workspace.close()
  for (const one of variants) explainer.take(one)
  await new Promise((done) => setImmediate(done))
  expect(ran).toEqual([])
})

test.each([[[]], [['base', 'head']]] as const)(
  'if a worker fails, only the log has the reason: early %j',
  async (early) => {
    const { found, log } = await explained({
      programs: two,
      early,
      run: () => () => Promise.reject(new Error('its process failed: it is full')),
    })
    expect(found).toEqual({ linked: { findings: [] }, compared: [] })
    expect(log).toContain(
      'static: the bytes of the program are not explained: its process failed: it is full',
    )
    expect(log).toContain(
      'head, static: what the linker reached was not read: its process failed: it is full',
    )
  },
)
