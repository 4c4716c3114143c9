/** Starts programs in containers, in rounds like `linkgate check`, without building and judging. */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../../__tests__/support/world/plan.ts'
import { realWorld } from '../../__tests__/support/world/real.ts'
import { openPhases } from '../../src/common/phases.ts'
import type { Report } from '../../src/document/report.ts'
import { type Engine, imageReference } from '../../src/effects/engine.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import { gatherEvidence, openModesOf, readHead } from '../../src/judge/evidence/gather.ts'
import { judge } from '../../src/judge/judge.ts'
import { interimAnalyses } from '../../src/judge/timing/timing-rule.ts'
import type { Revision } from '../../src/model/revision.ts'
import type { Handles } from '../../src/plan/handles.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { measureStartup, type Startup } from '../../src/startup/startup.ts'
import { realClock } from '../../src/world/log.ts'

const execute = promisify(execFile)
const probeSource = fileURLToPath(new URL('../../probe', import.meta.url))
const run = `noise${process.pid}`

/** Imports `root`, whose program is `app/orders`, as an image; returns its reference. */
export async function importImage(name: string, root: string): Promise<string> {
  const archive = `${root}.tar`
  const reference = imageReference(run, name)
  await execute('tar', ['--create', '--file', archive, '--owner=0', '--group=0', '-C', root, '.'])
  await execute('docker', ['import', '--change=ENTRYPOINT ["/app/orders"]', archive, reference])
  return reference
}

export async function removeImages(references: readonly string[]): Promise<void> {
  if (references.length > 0) await execute('docker', ['rmi', '--force', ...references]).catch(() => {})
}

/** A built program and its image. */
export interface Built {
  readonly name: string
  readonly root: string
  readonly reference: string
}

/** A variant whose mode has the name of the program. Its revision is base for the program `base`, otherwise head. */
export async function variantOf(built: Built): Promise<InspectedVariant> {
  const variant = await variantIn(built, built.name === 'base' ? 'base' : 'head', 'static')
  return { ...variant, mode: { ...variant.mode, name: built.name } }
}

/** A variant with the properties that a start phase uses. */
export async function variantIn(
  { name, root, reference }: Built,
  revision: Revision,
  mode: 'static' | 'dynamic',
): Promise<InspectedVariant> {
  const { kind, inspection, ...planned } = inspectedAs(revision, mode)
  const binary = join(root, 'app/orders')
  return {
    ...planned,
    kind,
    source: 'shipped',
    image: {
      kind: 'dockerfile',
      binary,
      reference,
      program: '/app/orders',
      dockerfile: { path: 'Dockerfile', changes: [] },
      baseLayers: [],
    },
    inspection: {
      ...inspection,
      binary: { ...inspection.binary, size: (await stat(binary)).size },
      image: { ...inspection.image, id: name, entrypoint: ['/app/orders'] },
      start: { entrypoint: ['/app/orders'], command: [] },
    },
  }
}

/** Runs a fixed number of rounds. */
export function startInRounds(
  temporary: string,
  variants: readonly InspectedVariant[],
  rounds: number,
  changed: (engine: Engine) => Engine = (engine) => engine,
): Promise<Startup> {
  return withEngine(temporary, changed, (handles, plan) =>
    measureStartup(handles, plan, setOf(...variants), {
      limit: rounds,
      interimAnalyses: [],
      openModes: () => ({ undecided: [], broken: [] }),
      probeSource,
      phases: openPhases({ now: () => 0 }),
    }),
  )
}

export interface CheckedStarts {
  readonly report: Report
  /** Duration of the start phase: first starts, copies, rounds and traces. */
  readonly seconds: number
}

/** The start phase of a check with its default budgets, and its verdicts. */
export function checkStarts(
  temporary: string,
  variants: readonly InspectedVariant[],
): Promise<CheckedStarts> {
  const limit = 200
  const phases = openPhases(realClock)
  return withEngine(
    temporary,
    (engine) => engine,
    async (handles, plan) => {
      const startup = await measureStartup(handles, plan, setOf(...variants), {
        limit,
        interimAnalyses: interimAnalyses(limit),
        openModes: openModesOf(plan, limit),
        probeSource,
        phases,
      })
      const ofHead = await readHead(handles.world.files, plan)
      const measured = { findings: [], startup, programs: [], limit, ofHead }
      const facts = { version: '0', context: undefined, phases: [] }
      const report = judge(gatherEvidence(handles, plan, measured, facts))
      return { report, seconds: phases.done.find(({ name }) => name === 'starts')?.seconds ?? Number.NaN }
    },
  )
}

async function withEngine<T>(
  temporary: string,
  changed: (engine: Engine) => Engine,
  work: (handles: Handles, plan: Plan) => Promise<T>,
): Promise<T> {
  const world = { ...realWorld(temporary), clock: realClock, random: Math.random }
  const engine = await openDocker(world)
  if (!engine.ok) throw new Error(engine.problem.message)
  const handles = await handlesFor(world, changed(engine.value))
  handles.workspace.onClose('engine', () => engine.value.removeAll(handles.workspace.run))
  try {
    const { stdout } = await execute('go', ['env', 'GOARCH'])
    const plan = planWith({
      platform: `linux/${stdout.trim()}` as 'linux/amd64',
      go: { ...goTool, cache: join(temporary, 'cache') },
      yaml: 'startup: { total-timeout: 20 min }',
    })
    return await work(handles, plan)
  } finally {
    await handles.workspace.close()
  }
}
