import { describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../src/common/result.ts'
import type { LoadProblem } from '../../../src/findings/facts.ts'
import type { Obstacle } from '../../../src/findings/obstacles.ts'
import { type UnbuiltVariant, unbuilt, withoutHead } from '../../../src/images/built-variant.ts'
import type { InspectedVariant } from '../../../src/images/inspect-variants.ts'
import { explain } from '../../../src/judge/causes/explain.ts'
import { reportVariants, findingsOf as typedFindings } from '../../../src/judge/evidence/evidence.ts'
import { conditionFindings } from '../../../src/judge/evidence/start-findings.ts'
import type { Revision } from '../../../src/model/revision.ts'
import type { BuiltReportVariant } from '../../../src/model/variant.ts'
import { causeChangeText } from '../../../src/report/cause-words.ts'
import type { MeasuredVariant, StartOutcome } from '../../../src/startup/measured-variant.ts'
import type { Start } from '../../../src/startup/probe/probe.ts'
import { variant } from '../../support/reports/report.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, plannedAs, setOf } from '../../support/world/plan.ts'

type ModeName = 'static' | 'dynamic'

const start = (responseMs: number, given: Partial<Start> = {}): Start => ({
  address: '127.0.0.1:8080',
  readyMs: responseMs,
  listenMs: responseMs - 0.5,
  responseMs,
  cpuMs: responseMs * 0.9,
  rssBytes: 8_000_000 + responseMs,
  ...given,
})

const outcome = (starts: readonly Start[]): StartOutcome => ({
  kind: 'started',
  starts,
  traced: [],
  inits: [],
})

const ten = Array.from({ length: 10 }, (_, index) => start(index + 1))

/** A measured variant, with ten starts by default. */
const measured = (
  one: InspectedVariant,
  startup: MeasuredVariant['startup'] = outcome(ten),
): MeasuredVariant => ({
  ...one,
  startup,
})

const broken = (revision: Revision, mode: ModeName, output: readonly string[]): UnbuiltVariant =>
  unbuilt(plannedAs(revision, mode), 'built-in', { output })

describe('variants of the report', () => {
  const one = inspectedAs('head', 'static', {
    binary: { size: 1000, sha256: 'f00d', modules: { 'example.com/a': 'v1.0.0' }, direct: ['example.com/a'] },
    image: {
      ...inspectedAs('head', 'static').inspection.image,
      layers: [
        { diffId: 'a', size: 10, compressedSize: 4 },
        { diffId: 'b', size: 1100, compressedSize: 500 },
      ],
    },
  })

  test('sizes are sums of the layers, times are medians of the starts', () => {
    const [found] = reportVariants(setOf(measured(one)))
    expect(found).toMatchObject({
      revision: 'head',
      mode: 'static',
      platform: 'linux/amd64',
      source: 'built-in',
      binary: { sha256: 'f00d', modules: { 'example.com/a': 'v1.0.0' }, direct: ['example.com/a'] },
      metrics: {
        'binary-size': { value: 1000, unit: 'B' },
        'image-size': { value: 1110, unit: 'B' },
        'pull-size': { value: 504, unit: 'B' },
        layers: { value: 2, unit: 'count' },
        // the ranks of ten at 95 % are 2 and 9
        startup: { value: 5.5, unit: 'ms', low: 2, high: 9, samples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
        listen: { value: 5, unit: 'ms', low: 1.5, high: 8.5 },
        'startup-cpu': { value: 4.95, unit: 'ms' },
        memory: { value: 8_000_005.5, unit: 'B' },
        'build-time': { value: 1235, unit: 'ms' },
      },
    })
  })

  test('keeps microseconds, the resolution of the clock', () => {
    const starts = [start(5.123456789), start(5.123456789)]
    const [found] = reportVariants(setOf(measured(one, outcome(starts))))
    expect(found?.metrics['startup']).toEqual({ value: 5.123, unit: 'ms', samples: [5.123, 5.123] })
  })

  test.each([
    [
      { address: '127.0.0.1:9000', scheme: 'https' },
      { address: '127.0.0.1:9000', scheme: 'https' },
    ],
    [{ address: 'unix:/run/app.sock' }, { address: 'unix:/run/app.sock' }],
    [{}, undefined],
  ] as const)('where it was contacted: %j', (contacted, ready) => {
    const starts = ten.map(({ address: _, ...rest }) => ({ ...rest, ...contacted }))
    const [found] = reportVariants(setOf(measured(one, outcome(starts))))
    expect(found?.ready).toEqual(ready)
  })

  test('a value that could not be read is unmeasured, and the others are measured', () => {
    const starts = ten.map(({ cpuMs: _, rssBytes: __, ...rest }) => rest)
    const [found] = reportVariants(setOf(measured(one, outcome(starts))))
    expect(found?.metrics['memory']).toHaveProperty('unmeasured')
    expect(found?.metrics['startup-cpu']).toHaveProperty('unmeasured')
    expect(found?.metrics['startup']).toHaveProperty('value')
  })

  test('have the run-queue delay if the kernel counts it', () => {
    const waiting = [3, 1, 2].map((runDelayMs) => start(5, { runDelayMs }))
    const [found] = reportVariants(setOf(measured(one, outcome(waiting))))
    expect(found?.metrics['run-delay']).toMatchObject({ value: 2, unit: 'ms', samples: [3, 1, 2] })
    const [other] = reportVariants(setOf(measured(one, outcome(ten))))
    expect(other?.metrics).not.toHaveProperty('run-delay')
  })

  test.each([
    ['a program that prints no trace', { traced: [] }, 'no-trace'],
    ['no time for a start with the trace', {}, 'no-time'],
  ] as const)('%s', (_what, traced, kind) => {
    const startup = { kind: 'started', starts: ten, inits: [], ...traced } as const
    const [found] = reportVariants(setOf(measured(one, startup)))
    expect(found?.metrics['init-allocs']).toEqual({ unmeasured: { kind } })
  })

  test('have the reason if the app did not start', () => {
    const failure = { kind: 'exited', exitCode: 1, ready: 'response' } as const
    const notStarted = { kind: 'not-started', notStarted: { failure, log: [] } } as const
    const [found] = reportVariants(setOf(measured(one, notStarted)))
    for (const metric of ['startup', 'listen', 'startup-cpu', 'memory', 'init-allocs', 'init-bytes']) {
      expect(found?.metrics[metric]).toEqual({ unmeasured: { kind: 'start-failed', failure } })
    }
    expect(found?.metrics['binary-size']).toEqual({ value: 1000, unit: 'B' })
  })

  test('have neither measurements nor linkage if not built', () => {
    const [found] = reportVariants(setOf(broken('head', 'static', ['x'])))
    expect(found).not.toHaveProperty('linkage')
    expect(new Set(Object.values(found?.metrics ?? {}).map((one) => JSON.stringify(one)))).toEqual(
      new Set(['{"unmeasured":{"kind":"not-built"}}']),
    )
  })

  test('base with the image of head uses the starts of head; another image has its own', () => {
    const startup = (base: MeasuredVariant['startup']) =>
      reportVariants(setOf(measured(inspectedAs('base', 'static'), base), measured(one))).map(
        ({ metrics }) => metrics['startup'],
      )
    const [ofTwin, ofHead] = startup({ kind: 'as-head', head: outcome(ten) })
    expect(ofTwin).toEqual(ofHead)
    expect(startup(outcome([start(100)]))[0]).toMatchObject({ value: 100 })
  })

  test('head never uses the starts of base', () => {
    const base = inspectedAs('base', 'static', { image: one.inspection.image })
    const found = reportVariants(setOf(measured(base, outcome([start(100)])), measured(one)))
    expect(found[1]?.metrics['startup']).toMatchObject({ value: 5.5 })
  })
})

const findingsOf = (...given: Parameters<typeof typedFindings>) => typedFindings(...given).map(worded)

describe('findings', () => {
  const error = ['# example.com/api', './main.go:3:2: undefined: x']

  test('report a failure of all modes once', () => {
    expect(findingsOf(setOf(broken('head', 'static', error), broken('head', 'dynamic', error)))).toEqual([
      {
        verdict: 'unmeasured',
        id: 'build/failed',
        revision: 'head',
        message: 'Head does not build',
        log: error,
      },
    ])
  })

  test('name the mode if only one of two fails', () => {
    expect(
      findingsOf(
        setOf<MeasuredVariant | UnbuiltVariant>(
          measured(inspectedAs('head', 'static')),
          broken('head', 'dynamic', error),
        ),
      ),
    ).toMatchObject([{ mode: 'dynamic', message: 'Head does not build in mode `dynamic`' }])
  })

  test('report both failures if two modes fail differently', () => {
    const found = findingsOf(setOf(broken('head', 'static', ['a']), broken('head', 'dynamic', ['b'])))
    expect(found.map(({ mode, log }) => [mode, log])).toEqual([
      ['static', ['a']],
      ['dynamic', ['b']],
    ])
  })

  test('do not blame the change for a base that does not build', () => {
    expect(findingsOf(setOf(broken('base', 'static', error)))).toMatchObject([
      { verdict: 'pass', revision: 'base', message: 'Base does not build in mode `static`' },
    ])
  })

  test.each<[string, Obstacle, string]>([
    [
      'build/not-compiled',
      { kind: 'not-compiled', first: 'a.go:1:1: x' },
      'Head does not compile: a.go:1:1: x',
    ],
    [
      'build/step-failed',
      { kind: 'step-failed', dockerfile: 'Dockerfile', line: 3, step: 'RUN npm ci', exitCode: 2 },
      'Head was not built: the step `RUN npm ci` (Dockerfile:3) failed with exit code 2',
    ],
    [
      'build/library-missing',
      { kind: 'library-missing', library: 'c', isStatic: true },
      'Head was not linked: the C linker did not find the static library `libc.a`',
    ],
    [
      'build/modules-not-fetched',
      {
        kind: 'modules-not-fetched',
        pattern: 'git.acme.example',
        modules: ['git.acme.example/a', 'git.acme.example/b'],
        output: '404 Not Found',
      },
      'Head was not built: 2 modules of git.acme.example (git.acme.example/a and git.acme.example/b) could not be fetched: 404 Not Found',
    ],
    [
      'build/modules-not-fetched',
      { kind: 'checksum-mismatch', module: 'example.com/a' },
      'Head was not built: the checksum of module example.com/a differs from the one in go.sum',
    ],
    [
      'build/toolchain-missing',
      { kind: 'toolchain', needs: '1.30', has: '1.24.4' },
      'Head was not built: go.mod requires Go 1.30, but the build has Go 1.24.4',
    ],
    [
      'build/base-image-missing',
      { kind: 'base-image', image: 'golang:1.99', because: 'not-found', detail: 'manifest unknown' },
      'Head was not built: the registry does not have the base image `golang:1.99` (manifest unknown)',
    ],
    [
      'build/network-failed',
      { kind: 'network', because: 'dns', host: 'proxy.example.com', detail: 'no such host' },
      'Head was not built: the name of proxy.example.com could not be resolved (no such host)',
    ],
    [
      'build/builder-failed',
      { kind: 'builder', because: 'no-space', detail: 'write /x: no space left on device' },
      'Head was not built: the disk of the builder is full (write /x: no space left on device)',
    ],
    [
      'build/builder-unreachable',
      { kind: 'builder', because: 'unreachable', detail: 'no connection' },
      'Head was not built: the builder could not be reached (no connection)',
    ],
    [
      'build/engine-lost',
      { kind: 'builder', because: 'engine-lost', detail: 'unexpected EOF' },
      'Head was not measured: the connection to the container engine was lost (unexpected EOF)',
    ],
    ['build/failed', { kind: 'go-mod-outdated' }, 'Head does not build: go.mod or go.sum is not up to date'],
  ])('%s', (id, obstacle, message) => {
    const variants = setOf(
      unbuilt(plannedAs('head', 'static'), 'built-in', { output: error, why: [obstacle] }),
      unbuilt(plannedAs('head', 'dynamic'), 'built-in', { output: error, why: [obstacle] }),
    )
    expect(findingsOf(variants)).toMatchObject([{ id, verdict: 'unmeasured', message, log: error }])
  })

  test('of a failure with several obstacles are several, the first with the output', () => {
    const why: readonly Obstacle[] = [
      { kind: 'embed-missing', pattern: 'dist', at: 'web.go:3', target: 'web/dist', absence: {} },
      { kind: 'modules-not-fetched', pattern: 'a.example', modules: ['a.example/x'], output: '404' },
      { kind: 'modules-not-fetched', pattern: 'b.example', modules: ['b.example/y'], output: '403' },
    ]
    const found = findingsOf(setOf(unbuilt(plannedAs('head', 'static'), 'built-in', { output: error, why })))
    expect(found.map(({ id, log }) => [id, log])).toEqual([
      ['build/failed', error],
      ['build/modules-not-fetched', undefined],
    ])
    // the fix is the same for both patterns
    expect(found[1]?.fix?.split('GOPRIVATE')).toHaveLength(2)
    expect(found[1]?.fix).toContain('`GOPRIVATE: a.example,b.example`')
  })

  test.each<[Obstacle, 'pass' | 'unmeasured']>([
    [{ kind: 'not-compiled', first: 'x' }, 'pass'],
    [{ kind: 'base-image', image: 'a', because: 'not-found', detail: 'x' }, 'pass'],
    [{ kind: 'base-image', image: 'a', because: 'denied', detail: 'x' }, 'pass'],
    [{ kind: 'base-image', image: 'a', because: 'rate-limit', detail: 'x' }, 'unmeasured'],
    [{ kind: 'base-image', image: 'a', because: 'unreachable', detail: 'x' }, 'unmeasured'],
    [{ kind: 'network', because: 'dns', detail: 'x' }, 'unmeasured'],
    [{ kind: 'builder', because: 'stopped', detail: 'x' }, 'unmeasured'],
    [{ kind: 'builder', because: 'needs-buildkit', detail: 'x' }, 'pass'],
  ])('base that another run may well build is not measured: %o is %s', (obstacle, verdict) => {
    const variants = setOf(unbuilt(plannedAs('base', 'static'), 'built-in', { output: [], why: [obstacle] }))
    expect(findingsOf(variants)).toMatchObject([{ verdict, revision: 'base' }])
  })

  test('claim nothing about a base that was not built because head was not', () => {
    const variants = setOf(
      unbuilt(plannedAs('base', 'static'), 'built-in', withoutHead),
      unbuilt(plannedAs('base', 'dynamic'), 'built-in', withoutHead),
    )
    expect(findingsOf(variants)).toEqual([
      {
        id: 'build/skipped',
        verdict: 'pass',
        revision: 'base',
        message: 'Base was not built, because head does not build',
      },
    ])
  })

  test('fail for a wrong mode or an unloadable program at head, and inform about them at base', () => {
    const problem: LoadProblem = {
      id: 'load/library-missing',
      params: { library: 'libfoo.so.1', neededBy: '/api', loader: 'glibc' },
    }
    const wrong = (revision: Revision) =>
      measured(
        inspectedAs(revision, 'static', {
          linkage: inspectedAs(revision, 'dynamic').inspection.linkage,
          check: succeed({ load: { starts: false, libraries: [], problems: [problem] }, runtime: [] }),
        }),
      )
    const found = findingsOf(setOf(wrong('base'), wrong('head')))
    expect(found.map(({ verdict, id, revision }) => [verdict, id, revision])).toEqual([
      ['pass', 'link/mode-not-achieved', 'base'],
      ['fail', 'link/mode-not-achieved', 'head'],
      ['pass', 'load/library-missing', 'base'],
      ['fail', 'load/library-missing', 'head'],
    ])
    expect(found[1]?.message).toMatch(
      /^Head: mode `static` must produce a static binary, but the result is a dynamic/,
    )
    expect(found[3]?.message).toContain(
      '`/api` needs `libfoo.so.1`, which the loader does not find in the image',
    )
  })

  test('report an image that could not be read as unchecked', () => {
    const unchecked = inspectedAs('head', 'static', { check: fail('its entry point is a script') })
    expect(findingsOf(setOf(measured(unchecked)))).toMatchObject([
      {
        verdict: 'warn',
        id: 'load/not-checked',
        mode: 'static',
        message: expect.stringContaining('is a script'),
      },
    ])
  })

  test('contain the log of an app that did not become ready', () => {
    const log = ['panic: no database']
    const failure = {
      kind: 'exited',
      exitCode: 2,
      ready: 'response',
      known: { kind: 'database-unreachable' },
    } as const
    const notStarted = { failure, log }
    const of = (revision: Revision) =>
      findingsOf(setOf(measured(inspectedAs(revision, 'static'), { kind: 'not-started', notStarted })))
    expect(of('head')).toEqual([
      {
        verdict: 'warn',
        id: 'start/not-ready',
        revision: 'head',
        mode: 'static',
        message:
          'Head, mode `static`: the app did not become ready; it ended with exit code 2 before it answered; it cannot reach its database',
        log,
        fix: 'add a service container to the job and set `startup: { network: services, env: … }` in .github/linkgate.yml',
      },
    ])
    expect(of('base')).toMatchObject([{ verdict: 'pass', message: expect.stringMatching(/^Base, mode/) }])
  })

  test('report a lost engine once, and do not judge the app by it', () => {
    const lost = { kind: 'engine-lost', detail: 'unexpected EOF' } as const
    const notStarted = { failure: lost, log: [] }
    const outcome = { kind: 'not-started', notStarted } as const
    const all = [
      measured(inspectedAs('base', 'static'), outcome),
      measured(inspectedAs('head', 'static'), outcome),
    ]
    expect(findingsOf(setOf(...all))).toEqual([
      {
        verdict: 'unmeasured',
        id: 'start/engine-lost',
        message:
          'The connection to the container engine was lost during the starts, so start-up and memory are not measured: unexpected EOF',
        fix: expect.stringContaining('run the job again'),
      },
    ])
  })

  describe('an app that did not become ready, in several variants', () => {
    const failure = { kind: 'exited', exitCode: 1, ready: 'response' } as const
    const failed = (...log: string[]): StartOutcome => ({
      kind: 'not-started',
      notStarted: { failure, log },
    })
    const found = (given: Readonly<Record<string, MeasuredVariant['startup']>>, from?: 'shipped') =>
      typedFindings(
        setOf(
          ...Object.entries(given).map(([name, startup]) => {
            const [revision, mode] = name.split(' ') as [Revision, ModeName]
            const one = measured(inspectedAs(revision, mode), startup)
            return from === undefined || mode === 'dynamic' ? one : shipped(one)
          }),
        ),
      ).map((one) => ({ ...worded(one), variants: (one.params as { variants?: unknown }).variants }))
    const shipped = (one: MeasuredVariant): MeasuredVariant =>
      ({ ...one, source: 'shipped', image: { ...one.image, kind: 'dockerfile' } }) as MeasuredVariant

    test('is one finding if the logs differ only in times and addresses', () => {
      const line = (second: number, address: string) =>
        `2026/11/23 17:04:0${second} [db] dial tcp ${address}: connect: connection refused (0xc00012${second}000)`
      const all = found({
        'base static': failed(line(1, '10.0.2.5:5432')),
        'base dynamic': failed(line(2, '10.0.2.5:5432')),
        'head static': failed(line(3, '10.0.2.5:5432')),
        'head dynamic': failed(line(4, '10.0.2.5:5432')),
      })
      expect(all).toMatchObject([
        {
          id: 'start/not-ready',
          verdict: 'warn',
          message: expect.stringMatching(
            /^Base and head, modes `static`, `dynamic`: the app did not become ready; /,
          ),
          log: [line(1, '10.0.2.5:5432')],
        },
      ])
      expect(all[0]).not.toHaveProperty('mode')
      expect(all[0]).not.toHaveProperty('revision')
    })

    test('has the absolute path of a missing file that it opens by a relative path', () => {
      const lacks = (path: string): StartOutcome => ({
        kind: 'not-started',
        notStarted: { failure: { ...failure, known: { kind: 'file-missing', path } }, log: [] },
      })
      const fixes = (path: string, from?: 'shipped') =>
        found({ 'head static': lacks(path) }, from).map(({ fix }) => /files: \{ (\S+):/.exec(fix ?? '')?.[1])
      expect(fixes('conf/app.ini')).toEqual(['/workdir/conf/app.ini'])
      expect(fixes('./conf/app.ini', 'shipped')).toEqual(['/app/conf/app.ini'])
      expect(fixes('/etc/app.ini', 'shipped')).toEqual(['/etc/app.ini'])
    })

    test('has a finding for each different log', () => {
      const all = found({ 'base static': failed('no templates'), 'head static': failed('no database') })
      expect(all.map(({ revision, log, verdict }) => [revision, log, verdict])).toEqual([
        ['base', ['no templates'], 'pass'],
        ['head', ['no database'], 'warn'],
      ])
    })

    test('names both revisions if they have the same image', () => {
      const head = failed('no database')
      expect(found({ 'base static': { kind: 'as-head', head }, 'head static': head })).toMatchObject([
        { verdict: 'warn', message: expect.stringMatching(/^Base and head, mode `static`/) },
      ])
    })

    test('fails the check if base starts and head does not, whatever the budgets', () => {
      expect(found({ 'base static': outcome(ten), 'head static': failed('panic: no route') })).toMatchObject([
        {
          verdict: 'fail',
          revision: 'head',
          mode: 'static',
          message: expect.stringContaining('did not become ready, although it does at base; it ended with'),
        },
      ])
    })

    test('does not fail the check for a fallback image or a failed container', () => {
      const onlyFallback = found(
        {
          'base static': outcome(ten),
          'base dynamic': outcome(ten),
          'head static': outcome(ten),
          'head dynamic': failed('x'),
        },
        'shipped',
      )
      expect(onlyFallback).toMatchObject([{ verdict: 'warn', mode: 'dynamic' }])
      const ours: StartOutcome = {
        kind: 'not-started',
        notStarted: { failure: { kind: 'garbled', answer: '?' }, log: [] },
      }
      expect(found({ 'base static': outcome(ten), 'head static': ours })).toMatchObject([{ verdict: 'warn' }])
    })

    test('does not fail the check if only the second start in its container fails', () => {
      const again: StartOutcome = {
        kind: 'not-started',
        notStarted: { failure, log: ['table orders already exists'], before: 1 },
      }
      expect(found({ 'base static': outcome(ten), 'head static': again })).toMatchObject([
        {
          verdict: 'warn',
          message: expect.stringMatching(
            /did not become ready again, after 1 start in the same container; it ended/,
          ),
          fix: expect.stringMatching(/^make the app start even if files of an earlier start exist/),
        },
      ])
    })

    test('only informs if head starts and base does not', () => {
      expect(found({ 'base static': failed('x'), 'head static': outcome(ten) })).toMatchObject([
        { verdict: 'pass', revision: 'base' },
      ])
    })
  })

  describe('conditions under which the app does not start', () => {
    const found = (isApplied: boolean, log: readonly string[]) =>
      conditionFindings({
        leftOut: [{ kind: 'port', value: '8080' }],
        notStarted: {
          failure: {
            kind: 'exited',
            exitCode: 2,
            ready: 'response',
            ...(isApplied ? { known: { kind: 'port-form', value: '8080' } } : {}),
          },
          log,
        },
        applied: isApplied,
      }).map(worded)

    test('pass if all variants were started without them', () => {
      const log = ['panic: listen tcp: address 8080: missing port in address']
      expect(found(true, log)).toEqual([
        {
          id: 'start/conditions',
          verdict: 'pass',
          message:
            'The app does not start with `PORT=8080` (set by linkgate); it ended with exit code 2 before it answered; it uses PORT as a listen address, and `8080` has no colon. All variants were started without it.',
          fix: "in .github/linkgate.yml, set `startup: { env: { PORT: ':8080' } }`, because the app uses PORT as an address, or set `startup: { env: { PORT: null } }` to leave PORT unset",
          log,
        },
      ])
    })

    test('warn if fewer variants start without them', () => {
      expect(found(false, ['PORT is out of range'])).toMatchObject([
        {
          verdict: 'warn',
          message: expect.stringMatching(/Fewer variants start without it, so all were started with it\.$/),
          fix: expect.stringMatching(/set PORT to a value that the app accepts, such as /),
        },
      ])
    })

    test('have no finding if there are none', () => {
      expect(conditionFindings(undefined)).toEqual([])
    })
  })

  test('are empty if everything is as expected', () => {
    const all = (['base', 'head'] as const).flatMap((revision) =>
      (['static', 'dynamic'] as const).map((mode) => [revision, mode] as const),
    )
    expect(
      findingsOf(setOf(...all.map(([revision, mode]) => measured(inspectedAs(revision, mode))))),
    ).toEqual([])
  })
})

describe('why binaries differ', () => {
  const binary = (sha256: string, modules: Record<string, string>, direct: readonly string[] = []) => ({
    binary: { sha256, modules, direct },
  })
  const causes = (base: Partial<BuiltReportVariant>, head: Partial<BuiltReportVariant>) =>
    explain([variant('base', 'static', base), variant('head', 'static', head)], { alpha: 0.001 })
      .filter(({ metric }) => metric === 'binary-size')
      .map((cause) => `${cause.kind} ${cause.name}: ${causeChangeText(cause)}`)

  test('names new, removed and changed modules', () => {
    expect(
      causes(
        binary('1', {
          'example.com/old': 'v1.0.0',
          'example.com/same': 'v1.0.0',
          'example.com/up': 'v1.0.0',
        }),
        binary('2', {
          'example.com/new': 'v0.1.0',
          'example.com/same': 'v1.0.0',
          'example.com/up': 'v1.1.0',
        }),
      ).sort(),
    ).toEqual([
      'module example.com/new: new v0.1.0',
      'module example.com/old: removed v1.0.0',
      'module example.com/up: v1.0.0 → v1.1.0',
    ])
  })

  test('puts direct requirements of go.mod before indirect ones, and new modules before upgraded ones', () => {
    expect(
      causes(
        binary('1', { 'example.com/b-up': 'v1.0.0', 'example.com/a-along-up': 'v1.0.0' }, [
          'example.com/b-up',
        ]),
        binary(
          '2',
          {
            'example.com/a-along-new': 'v1.0.0',
            'example.com/a-along-up': 'v1.1.0',
            'example.com/b-up': 'v1.1.0',
            'example.com/c-new': 'v1.0.0',
          },
          ['example.com/b-up', 'example.com/c-new'],
        ),
      ).map((line) => line.split(/[ :]/)[1]),
    ).toEqual(['example.com/c-new', 'example.com/b-up', 'example.com/a-along-new', 'example.com/a-along-up'])
  })

  test('names the toolchain', () => {
    const go = (version: string) => ({
      ...binary(version, {}),
      linkage: { kind: 'static', needed: [], machine: 'amd64', pie: false, go: version } as const,
    })
    expect(causes(go('go1.25.0'), go('go1.26.1'))).toEqual(['toolchain go: go1.25.0 → go1.26.1'])
  })

  test('has no cause for identical binaries, whatever their modules are', () => {
    expect(causes(binary('1', { a: 'v1' }), binary('1', { b: 'v1' }))).toEqual([])
  })

  test('has no cause without a base', () => {
    expect(explain([variant('head', 'static')], { alpha: 0.001 })).toEqual([])
  })
})
