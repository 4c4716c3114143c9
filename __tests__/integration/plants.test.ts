/** A regression planted in a package is named by that package, with real programs and the real probe. */
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isBuilt } from '../../src/images/built-variant.ts'
import { explain } from '../../src/judge/causes/explain.ts'
import { startFacts } from '../../src/judge/evidence/start-metrics.ts'
import type { Cause } from '../../src/model/cause.ts'
import type { ReportVariant, Revision } from '../../src/model/variant.ts'
import { startOutcomeOf } from '../../src/startup/measured-variant.ts'
import { measureStartup } from '../../src/startup/startup.ts'
import { hostEngine } from '../support/images/host-engine.ts'
import { variant } from '../support/reports/report.ts'
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

/** Directory of the package under the module, and what it does when it is initialised. */
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

/** The fixture with some files more, as a program. */
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
      limit: 25,
      interimAnalyses: [],
      isDecided: () => false,
      probeSource: join(root, 'probe'),
    })
    const variants = [...startup.variants.filter(isBuilt)].map(
      (one): ReportVariant => variant(one.revision, 'static', startFacts(startOutcomeOf(one))),
    )
    const shown = (revision: Revision) => variants.filter((one) => one.revision === revision)
    expect([shown('base').length, shown('head').length]).toEqual([1, 1])
    return explain(variants).filter(({ kind }) => kind === 'init' || kind === 'phase')
  } finally {
    await handles.workspace.close()
  }
}

const goArch = async () => (await execute('go', ['env', 'GOARCH'])).stdout.trim()

describe('a package that does more when it is initialised is named', () => {
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
    // nothing else is blamed for it
    expect(new Set(named.map((cause) => cause.name))).toEqual(new Set([`example.com/orders/${path}`]))
  })
})

test('a slow first response is told apart from a slow start', async () => {
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
