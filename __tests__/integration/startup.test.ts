/** Apps of every kind in containers of a real engine: the right number or the right sentence, and nothing left. */

import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPhases } from '../../src/common/phases.ts'
import { imageReference } from '../../src/effects/engine.ts'
import { startFailureFix, startFailureMessage } from '../../src/findings/start-failures.ts'
import { isBuilt } from '../../src/images/built-variant.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import type { MeasuredVariant } from '../../src/startup/measured-variant.ts'
import { measureStartup } from '../../src/startup/startup.ts'
import { realClock } from '../../src/world/log.ts'
import { distributionRoot } from '../support/images/base-images.ts'
import { expectValue } from '../support/results.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { output } from '../support/world/temporary.ts'

const execute = promisify(execFile)

/** What becomes of it: where it answers, or why it does not, and what its log says. */
type Expected =
  | { readonly ready: RegExp; readonly scheme?: 'https'; readonly least?: number; readonly gap?: number }
  | { readonly fails: RegExp; readonly log?: RegExp }

const tcp: Expected = { ready: /:8080$/ }
const expected: Readonly<Record<string, Expected>> = {
  serves: tcp,
  exits: {
    fails: /^it ended with exit code 1 before it answered; it requires the variable `DATABASE_URL`$/,
    log: /DATABASE_URL is not set/,
  },
  'ends-well': { fails: /^it ended with exit code 0 before it answered$/, log: /migrated/ },
  hangs: {
    fails: /^it did not listen on any port or Unix socket within 2 s; it cannot reach its database$/,
    log: /waiting for the database/,
  },
  forks: tcp,
  daemonizes: tcp,
  'ignores-signals': tcp,
  'listens-late': { ready: /:8080$/, least: 400 },
  'two-ports': { ready: /:8080$/, least: 50 },
  'loopback-only': { ready: /^127\.0\.0\.1:7070$/ },
  'unix-socket': { ready: /^unix:\/tmp\/zoo\.sock$/ },
  tls: { ready: /:8443$/, scheme: 'https' },
  'not-found': tcp,
  broken: tcp,
  'slow-answer': { ready: /:8080$/, gap: 200 },
  mute: { fails: /^it listens on .*:8080 but gave no HTTP response within 2 s$/ },
  chatty: tcp,
  'writes-read-only': {
    fails:
      /^it ended with exit code 1 before it answered; it is not allowed to write to `.+` as the user of its image$/,
    log: /read-only file system/,
  },
  'other-user': tcp,
}

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
const images = new Map<string, string>()
const name = `zoo${process.pid}`

beforeAll(async () => {
  folder = await temporaryFolder()
  const source = join(root, '__tests__/fixtures/programs/zoo')
  for (const [base, cgo] of [
    ['scratch', '0'],
    ['debian', '1'],
  ] as const) {
    const directory = join(folder.path, base)
    await mkdir(join(directory, 'tmp'), { recursive: true, mode: 0o777 })
    const env = { ...process.env, CGO_ENABLED: cgo, GOWORK: 'off' }
    await execute('go', ['build', '-o', join(directory, 'zoo'), '.'], { cwd: source, env })
    const archive = join(folder.path, `${base}.tar`)
    const pack = ['--file', archive, '--owner=0', '--group=0', '-C', directory, 'zoo']
    if (base === 'debian') {
      await execute('cp', [await distributionRoot(), archive])
      await execute('tar', ['--append', ...pack])
    } else await execute('tar', ['--create', ...pack, 'tmp'])
    const reference = imageReference(name, base)
    const changes = ['ENTRYPOINT ["/zoo"]', 'ENV GODEBUG=madvdontneed=1'].map((one) => `--change=${one}`)
    await output(['docker', 'import', ...changes, archive, reference])
    const user = imageReference(name, `${base}-user`)
    await output(['docker', 'import', ...changes, '--change=USER 65532:65532', archive, user])
    images.set(base, reference)
    images.set(`${base}-user`, user)
  }
})

afterAll(async () => {
  await execute('docker', ['rmi', '--force', ...images.values()])
  await folder[Symbol.asyncDispose]()
})

/** All behaviors at once, each as a mode of its own: they are started in turn, as the variants of a run are. */
async function start(base: string, rounds: number): Promise<readonly MeasuredVariant[]> {
  const world = { ...realWorld(folder.path), clock: realClock }
  const engine = expectValue(await openDocker(world))
  const inspected = Object.keys(expected).map((behavior): InspectedVariant => {
    const { kind, inspection, ...planned } = inspectedAs('head', 'static')
    const reference = images.get(behavior === 'other-user' ? `${base}-user` : base) ?? ''
    const dockerfile = { path: 'Dockerfile', changes: [] }
    return {
      ...planned,
      kind,
      mode: { ...planned.mode, name: behavior },
      source: 'shipped',
      image: { kind: 'dockerfile', binary: '', reference, program: '/zoo', dockerfile, baseLayers: [] },
      inspection: {
        ...inspection,
        image: { ...inspection.image, id: behavior, entrypoint: ['/zoo'] },
        start: { entrypoint: ['/zoo'], command: [behavior] },
      },
    }
  })
  const handles = await handlesFor(world, engine)
  const { workspace } = handles
  workspace.onClose('engine', () => engine.removeAll(workspace.run))
  try {
    const platform = `linux/${(await output(['go', 'env', 'GOARCH'])).trim()}` as const
    const go = { ...goTool, cache: join(folder.path, 'cache') }
    const plan = planWith({ platform, go, yaml: 'startup: { timeout: 2 s }' })
    const { variants } = await measureStartup(handles, plan, setOf(...inspected), {
      limit: rounds,
      interimAnalyses: [],
      openModes: () => ({ undecided: [], broken: [] }),
      probeSource: join(root, 'probe'),
      phases: openPhases({ now: () => 0 }),
    })
    return [...variants.filter(isBuilt)]
  } finally {
    await workspace.close()
  }
}

describe.each(['scratch', 'debian'])('in a %s image', (base) => {
  let started: readonly MeasuredVariant[]
  beforeAll(async () => {
    started = await start(base, 2)
  })

  test.each(Object.entries(expected))('%s', (behavior, what) => {
    const result = started.find(({ mode }) => mode.name === behavior)?.startup
    if (result === undefined) throw new Error('it was not started')
    if ('fails' in what) {
      if (result.kind !== 'not-started') throw new Error('it became ready')
      expect(startFailureMessage(result.notStarted.failure)).toMatch(what.fails)
      expect(result.notStarted.log.join('\n')).toMatch(what.log ?? /(?:)/)
      expect(startFailureFix(result.notStarted.failure)).toBeDefined()
      return
    }
    if (result.kind !== 'started') throw new Error(JSON.stringify(result))
    expect(result.starts).toHaveLength(2)
    for (const one of result.starts) {
      expect(one.address).toMatch(what.ready)
      expect(one.scheme).toBe(what.scheme ?? 'http')
      expect(one.readyMs).toBeGreaterThan(what.least ?? 0)
      expect(one.readyMs).toBeLessThan((what.least ?? 0) + (what.gap ?? 0) + 1500)
      expect(one.readyMs - (one.listenMs ?? 0)).toBeGreaterThanOrEqual(what.gap ?? 0)
      expect(one.rssBytes).toBeGreaterThan(1_000_000)
      expect(one.cpuMs).toBeGreaterThan(0)
      expect(one.threads).toBeGreaterThan(0)
    }
    expect(result.inits.map((init) => init.package)).toContain('net/http')
  })

  test('leaves nothing behind', async () => {
    const left = await output(['docker', 'ps', '--all', '--quiet', '--filter=label=linkgate.run'])
    expect(left.trim()).toBe('')
    const processes = await output(['ps', '-e', '-o', 'args'])
    expect(processes.split('\n').filter((line) => line.startsWith('/zoo'))).toEqual([])
  })
})
