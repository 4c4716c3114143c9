/** A planted regression is reported with the name of its package, with real programs and the real probe. */
import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPhases } from '../../src/common/phases.ts'
import type { Report } from '../../src/document/report.ts'
import { isBuilt } from '../../src/images/built-variant.ts'
import { explain } from '../../src/judge/causes/explain.ts'
import { startFacts } from '../../src/judge/evidence/start-metrics.ts'
import type { Cause } from '../../src/model/cause.ts'
import type { Metric } from '../../src/model/metric.ts'
import type { Revision } from '../../src/model/revision.ts'
import type { BuiltReportVariant } from '../../src/model/variant.ts'
import { causeLine } from '../../src/report/cause-line.ts'
import { startOutcomeOf } from '../../src/startup/measured-variant.ts'
import { measureStartup } from '../../src/startup/startup.ts'
import { hostEngine } from '../support/images/host-engine.ts'
import { comparedReport } from '../support/programs/compared.ts'
import { comparisons, variant } from '../support/reports/report.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { goTool, handlesFor, inspectedAs, planWith, setOf } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { writeTree } from '../support/world/temporary.ts'

const execute = promisify(execFile)

const allocations = (count: number) => `
var kept [][]byte
func init() { for i := 0; i < ${count}; i++ { kept = append(kept, make([]byte, 64)) } }`
const sleep = (ms: number) => `
import "time"
func init() { time.Sleep(${ms} * time.Millisecond) }`
const table = (entries: number) => `
import "strconv"
var Table = build()
func build() map[string]int {
	table := map[string]int{}
	for i := 0; i < ${entries}; i++ { table["key-" + strconv.Itoa(i)] = i }
	return table
}`

/** Directory of the package in the module, and the body of its init function. */
const plants = [
  ['internal/cache', allocations(2_000)],
  ['internal/audit', allocations(20_000)],
  ['internal/api.v2', allocations(5_000)],
  ['pkg/deeply/nested/metrics', allocations(300)],
  ['internal/warmup', sleep(1)],
  ['internal/licence', sleep(2)],
  ['internal/flags', sleep(5)],
  ['internal/geo', table(5_000)],
  ['internal/words.dict', table(20_000)],
  ['internal/codes', table(1_000)],
] as const

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let port: number

beforeAll(async () => {
  folder = await temporaryFolder()
  const server = createServer().listen(0)
  const address = server.address()
  port = address === null || typeof address === 'string' ? 0 : address.port
  await new Promise((resolve) => server.close(resolve))
  await build('base')
})
afterAll(() => folder[Symbol.asyncDispose]())

/** A program from the fixture with additional files. */
async function build(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const source = join(folder.path, `source-${name}`)
  await cp(join(root, '__tests__/fixtures/programs/orders'), source, { recursive: true })
  await writeTree(source, files)
  const program = join(folder.path, name)
  await execute('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', program, './cmd/orders'], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  })
  return program
}

async function causesOf(head: string): Promise<readonly Cause[]> {
  return explain(await started(head), { alpha: 0.001 }).filter(
    ({ kind }) => kind === 'init' || kind === 'phase',
  )
}

/** Base and head after their starts. */
async function started(head: string, limit = 25): Promise<readonly BuiltReportVariant[]> {
  const world = realWorld(folder.path)
  const engine = hostEngine(world.exec, { PATH: '/bin' })
  const inspected = (['base', 'head'] as const).map((revision) => {
    const program = revision === 'base' ? join(folder.path, 'base') : head
    const { image } = inspectedAs(revision, 'static').inspection
    return inspectedAs(revision, 'static', {
      start: { entrypoint: [program], command: [] },
      image: { ...image, entrypoint: [program] },
    })
  })
  const handles = await handlesFor(world, engine)
  try {
    const plan = planWith({
      yaml: `startup: { port: ${port} }`,
      platform: `linux/${await goArch()}`,
      go: { ...goTool, cache: join(folder.path, 'cache') },
    })
    const startup = await measureStartup(handles, plan, setOf(...inspected), {
      limit,
      interimAnalyses: [],
      openModes: () => ({ undecided: [], broken: [] }),
      probeSource: join(root, 'probe'),
      phases: openPhases({ now: () => 0 }),
    })
    const variants = [...startup.variants.filter(isBuilt)].map((one) =>
      variant(one.revision, 'static', startFacts(startOutcomeOf(one))),
    )
    const shown = (revision: Revision) => variants.filter((one) => one.revision === revision)
    expect([shown('base').length, shown('head').length]).toEqual([1, 1])
    return variants
  } finally {
    await handles.workspace.close()
  }
}

const goArch = async () => (await execute('go', ['env', 'GOARCH'])).stdout.trim()

describe('a package that does more in its initialization is named', () => {
  test.each(plants)('%s', async (path, body) => {
    const name = path.split('/').at(-1)?.split('.')[0]
    const imported = 'var _ = 0'
    const head = await build(path.replaceAll('/', '-'), {
      [`${path}/plant.go`]: `package ${name}\n${body}\n`,
      'cmd/orders/plant.go': `package main\n\nimport _ "example.com/orders/${path}"\n\n${imported}\n`,
    })
    const named = (await causesOf(head)).filter(({ kind }) => kind === 'init')
    expect(named.map((cause) => cause.name)).toContain(`example.com/orders/${path}`)
    expect(named.find((cause) => cause.name === `example.com/orders/${path}`)?.change).toEqual({
      type: 'added',
    })
    // no other package is reported
    expect(new Set(named.map((cause) => cause.name))).toEqual(new Set([`example.com/orders/${path}`]))
  })
})

describe('a module that does more before main is the first cause, with the amounts that the Go runtime reports', () => {
  const path = 'example.com/warm/table'
  let report: Report
  beforeAll(async () => {
    const fixture = join(root, '__tests__/fixtures/programs/orders/go.mod')
    const head = await build('module', {
      'go.mod': `${await readFile(fixture, 'utf8')}\nrequire example.com/warm v1.2.0\n\nreplace example.com/warm => ./warm\n`,
      'warm/go.mod': 'module example.com/warm\n\ngo 1.24.0\n',
      'warm/table/table.go': `package table

import "time"

var kept [][]byte

func init() {
	time.Sleep(60 * time.Millisecond)
	for range 4000 {
		kept = append(kept, make([]byte, 1024))
		clear(kept[len(kept)-1])
	}
}
`,
      'cmd/orders/plant.go': 'package main\n\nimport _ "example.com/warm/table"\n',
    })
    const [before, after] = await started(head, 8)
    if (before === undefined || after === undefined) throw new Error('both start')
    const given = (name: string) => ({
      path: join(folder.path, name),
      checkout: join(folder.path, `source-${name}`),
    })
    const main = {
      module: '.',
      path: 'cmd/orders',
      name: 'orders',
      importPath: 'example.com/orders/cmd/orders',
    }
    const sizes = await comparedReport(given('base'), given('module'), main)
    const [base, other] = sizes.variants.map((one, index) => {
      const { metrics, inits } = index === 0 ? before : after
      return { ...one, inits, metrics: { ...one.metrics, ...metrics } }
    }) as [BuiltReportVariant, BuiltReportVariant]
    report = {
      ...sizes,
      variants: [base, other],
      causes: explain([base, other], { alpha: 0.001 }, sizes.programs),
    }
  })

  /** The median of the program's own reports, in starts that end right after them. */
  const ownTrace = async () => {
    const seen: Record<'bytes' | 'allocs', number>[] = []
    for (let start = 0; start < 5; start++) {
      const { stderr } = await execute(join(folder.path, 'module'), [], {
        env: { GODEBUG: 'inittrace=1', PORT: 'none' },
      }).catch((error: { readonly stderr: string }) => error)
      const [, bytes, allocs] =
        new RegExp(`^init ${path} .* ms clock, (\\d+) bytes, (\\d+) allocs`, 'm').exec(stderr) ?? []
      seen.push({ bytes: Number(bytes), allocs: Number(allocs) })
    }
    return (of: 'bytes' | 'allocs') => seen.map((one) => one[of]).toSorted((a, b) => a - b)[2] ?? 0
  }

  const firstCause = (metric: Metric, of: Metric = metric) => {
    const [base, head] = report.variants as [BuiltReportVariant, BuiltReportVariant]
    const line = causeLine({ ...report, comparisons: comparisons(base, head, { [metric]: 'fail' }) })
    expect(line?.label).toBe('Cause')
    expect(line?.items[0]).toMatch(/^new init `example\.com\/warm\/table` of module `example\.com\/warm`: /)
    const first = report.causes.find((cause) => cause.metric === of && cause.kind === 'init')
    expect(first).toMatchObject({ kind: 'init', name: path, module: 'example.com/warm' })
    return first?.delta ?? 0
  }

  test.each([
    ['init-allocs', 'init-allocs', 'allocs'],
    ['memory', 'init-bytes', 'bytes'],
  ] as const)('%s', async (metric, of, amount) => {
    const delta = firstCause(metric, of)
    const expected = (await ownTrace())(amount)
    expect(Math.abs(delta - expected), `${delta} of ${expected}`).toBeLessThan(expected / 10)
  })

  test('startup, by at least the time that it sleeps', () => {
    expect(firstCause('startup')).toBeGreaterThanOrEqual(60)
  })
})

test('a slow first response does not count as a slow start', async () => {
  const router = 'internal/middleware/slow.go'
  const head = await build('slow-response', {
    [router]: `package middleware

import (
	"time"

	"github.com/gin-gonic/gin"
)

func Slow() gin.HandlerFunc {
	return func(c *gin.Context) { time.Sleep(5 * time.Millisecond) }
}
`,
    'internal/httpapi/slow_router.go': `package httpapi

import (
	"log/slog"

	"github.com/gin-gonic/gin"

	"example.com/orders/internal/middleware"
	"example.com/orders/internal/store"
)

func NewSlowRouter(orders *store.Store, logger *slog.Logger) *gin.Engine {
	slow := gin.New()
	slow.Use(middleware.Slow())
	slow.NoRoute(gin.WrapH(NewRouter(orders, logger)))
	return slow
}
`,
    'cmd/orders/main.go': `package main

import (
	"log/slog"
	"os"

	"example.com/orders/internal/httpapi"
	"example.com/orders/internal/store"
)

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	settings, err := settingsFromEnv(os.Getenv)
	if err != nil {
		os.Exit(1)
	}
	if err := serve(settings, httpapi.NewSlowRouter(store.New(), logger), logger); err != nil {
		os.Exit(1)
	}
}
`,
  })
  const [first, ...others] = (await causesOf(head)).filter(({ metric }) => metric === 'startup')
  expect(first).toMatchObject({ kind: 'phase', name: 'response' })
  expect(first?.delta).toBeGreaterThan(4)
  expect(others.filter(({ kind }) => kind === 'init')).toEqual([])
  expect(others.every(({ delta }) => Math.abs(delta ?? 0) < 2)).toBe(true)
})
