/** Copies of programs that take turns in containers of a real engine: the app must not notice, and where it cannot be, that is reported. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPhases } from '../../src/common/phases.ts'
import { imageReference } from '../../src/effects/engine.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import type { Revision } from '../../src/model/revision.ts'
import { measureStartup, type Startup } from '../../src/startup/startup.ts'
import { realClock } from '../../src/world/log.ts'
import { expectValue } from '../support/results.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { output } from '../support/world/temporary.ts'

const execute = promisify(execFile)

/** What the images have besides the program, which belongs to root. */
const images = {
  root: [],
  'another user': ['USER 65532:65532'],
  'a volume': ['VOLUME /app'],
} as const
type ImageName = keyof typeof images

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
const run = `placement${process.pid}`
const referenceOf = (image: ImageName) => imageReference(run, image.replaceAll(' ', '-'))

beforeAll(async () => {
  folder = await temporaryFolder()
  const app = join(folder.path, 'root/app')
  await mkdir(app, { recursive: true })
  await writeFile(join(app, 'beside'), '')
  const cwd = join(root, '__tests__/fixtures/programs/zoo')
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' }
  await execute('go', ['build', '-ldflags=-s -w', '-o', join(app, 'zoo'), '.'], { cwd, env })
  await chmod(join(app, 'zoo'), 0o755)
  const archive = join(folder.path, 'root.tar')
  const pack = [
    '--create',
    '--file',
    archive,
    '--owner=0',
    '--group=0',
    '-C',
    join(folder.path, 'root'),
    'app',
  ]
  await execute('tar', pack)
  for (const [image, more] of Object.entries(images)) {
    const changes = ['ENTRYPOINT ["/app/zoo"]', 'WORKDIR /app', ...more].map((one) => `--change=${one}`)
    await output(['docker', 'import', ...changes, archive, referenceOf(image as ImageName)])
  }
})

afterAll(async () => {
  await execute('docker', [
    'rmi',
    '--force',
    ...Object.keys(images).map((one) => referenceOf(one as ImageName)),
  ])
  await folder[Symbol.asyncDispose]()
})

const dockerfile = { path: 'Dockerfile', changes: [] }

/** Both revisions of one image, under ids that differ. */
function inspected(revision: Revision, image: ImageName): InspectedVariant {
  const { kind, inspection, ...planned } = inspectedAs(revision, 'static')
  return {
    ...planned,
    kind,
    source: 'shipped',
    image: {
      kind: 'dockerfile',
      binary: join(folder.path, 'root/app/zoo'),
      reference: referenceOf(image),
      program: '/app/zoo',
      dockerfile,
      baseLayers: [],
    },
    inspection: {
      ...inspection,
      image: { ...inspection.image, id: revision, entrypoint: ['/app/zoo'] },
      start: { entrypoint: ['/app/zoo'], command: ['knows-itself'] },
    },
  }
}

async function measure(image: ImageName, rounds: number): Promise<Startup> {
  const world = { ...realWorld(folder.path), clock: realClock }
  const engine = expectValue(await openDocker(world))
  const handles = await handlesFor(world, engine)
  const { workspace } = handles
  workspace.onClose('engine', () => engine.removeAll(workspace.run))
  try {
    const platform = `linux/${(await output(['go', 'env', 'GOARCH'])).trim()}` as const
    const go = { ...goTool, cache: join(folder.path, 'cache') }
    const variants = setOf(inspected('base', image), inspected('head', image))
    return await measureStartup(handles, planWith({ platform, go }), variants, {
      limit: rounds,
      interimAnalyses: [],
      openModes: () => ({ undecided: [], broken: [] }),
      probeSource: join(root, 'probe'),
      phases: openPhases({ now: () => 0 }),
    })
  } finally {
    await workspace.close()
  }
}

/** Of base, of head, and of the control, which starts in every second round. */
function startsOf({ variants, control }: Startup) {
  const outcomes = [...variants].map((one) => (one.kind === 'built' ? one.startup : undefined))
  return [...outcomes, control?.outcome].map((outcome) => {
    if (outcome?.kind !== 'started') throw new Error(JSON.stringify(outcome))
    return outcome.starts
  })
}

test.each(['root', 'another user'] as const)(
  'randomizes the placement of a program that runs as %s',
  async (image) => {
    const startup = await measure(image, 20)
    expect(startup.placement).toEqual({ kind: 'random', copies: 4 })
    expect(startsOf(startup).map(({ length }) => length)).toEqual([20, 20, 10])
    for (const starts of startsOf(startup)) {
      expect(new Set(starts.map(({ copy }) => copy)).size).toBeGreaterThan(1)
    }
  },
)

test('measures the memory of the app in a container that `docker run` starts', async () => {
  const measured = startsOf(await measure('root', 5)).flat()
  const container = (await output(['docker', 'run', '--detach', referenceOf('root'), 'knows-itself'])).trim()
  try {
    const format = '{{.State.Pid}} {{.NetworkSettings.IPAddress}}'
    const [pid, address] = (await output(['docker', 'inspect', `--format=${format}`, container]))
      .trim()
      .split(' ')
    const status = async () => (await fetch(`http://${address}:8080/`)).status
    await expect.poll(() => status().catch(String), { timeout: 20_000 }).toBe(200)
    const [, kibibytes] = /^VmRSS:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
    for (const { rssBytes = 0 } of measured) {
      expect(rssBytes / (1024 * Number(kibibytes))).toBeGreaterThan(0.9)
      expect(rssBytes / (1024 * Number(kibibytes))).toBeLessThan(1.1)
    }
  } finally {
    await output(['docker', 'rm', '--force', container])
  }
})

test('does not randomize the placement of a program in a volume', async () => {
  const startup = await measure('a volume', 3)
  expect(startup.placement).toEqual({
    kind: 'fixed',
    because: 'refused',
    detail: expect.stringContaining('invalid cross-device link'),
  })
  expect(startsOf(startup).map(({ length }) => length)).toEqual([3, 3, 2])
  for (const starts of startsOf(startup)) {
    for (const start of starts) expect(start).not.toHaveProperty('copy')
  }
})

test('leaves nothing behind', async () => {
  const left = await output(['docker', 'ps', '--all', '--quiet', '--filter=label=linkgate.run'])
  expect(left.trim()).toBe('')
  const processes = await output(['ps', '-e', '-o', 'args'])
  expect(processes.split('\n').filter((line) => /^\/app\/zoo|^\/\.linkgate/.test(line))).toEqual([])
})
