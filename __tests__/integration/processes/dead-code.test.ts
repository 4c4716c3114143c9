/** Unused methods that the real linker omits or keeps, and their size. */
import { appendFile, cp, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compareModes } from '../../../src/attribution/compare-modes.ts'
import { checkLinking } from '../../../src/attribution/linked/linked.ts'
import { programComparer } from '../../../src/attribution/program-comparer.ts'
import { sourcesIn } from '../../../src/attribution/program-sources.ts'
import { type Finding, findingFix } from '../../../src/findings/finding.ts'
import { chainText } from '../../../src/findings/link-chain.ts'
import { goBuild } from '../../../src/images/go-build/go-build.ts'
import { recordLink } from '../../../src/images/go-build/link-record.ts'
import type { InspectedVariant } from '../../../src/images/inspect-variants.ts'
import { openResults } from '../../../src/images/results/kept-results.ts'
import { pagedSource } from '../../../src/inspect/bytes/byte-source.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import type { Platform } from '../../../src/model/platform.ts'
import { sum } from '../../support/attribution.ts'
import { expectValue } from '../../support/results.ts'
import { memoryStorage } from '../../support/results-storage.ts'
import { handlesFor, inspectedAs, planWith, setOf } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const orders = fileURLToPath(new URL('../../fixtures/programs/orders', import.meta.url))

const [GOPROXY = '', GOSUMDB = '', GOMODCACHE = ''] = (
  await output(['go', 'env', 'GOPROXY', 'GOSUMDB', 'GOMODCACHE'])
).split('\n')
/** Go settings of this machine: otherwise, a world of the tests is offline. */
const modules = { GOFLAGS: '', GOPROXY, GOSUMDB, GOMODCACHE }

interface Sides {
  readonly head: string
  readonly base?: string
}

/** Findings for two checkouts whose program is `./cmd/api`. */
async function found(
  name: string,
  sides: Sides,
  { env = {}, path = './cmd/api' }: { env?: Record<string, string>; path?: string } = {},
) {
  const world = realWorld(directory, env, { host: { arch: process.arch === 'arm64' ? 'arm64' : 'amd64' } })
  const checkouts = { head: sides.head, ...(sides.base === undefined ? {} : { base: sides.base }) }
  const platform: Platform = `linux/${world.host.arch}`
  const given = planWith({ checkouts, platform })
  const revisions = { ...given.source.revisions, base: { sha: 'b'.repeat(40), ref: 'main' } }
  const plan = { ...given, source: { ...given.source, revisions } }
  const sourcesOf = (checkout: string) => [
    {
      ImportPath: plan.target.main.importPath,
      Dir: join(checkout, path),
      Module: { Path: '', Main: true },
    },
  ]
  const sources = {
    head: sourcesOf(sides.head),
    ...(sides.base === undefined ? {} : { base: sourcesOf(sides.base) }),
  }
  const target = { ...plan.target, main: { ...plan.target.main, path, name }, sources }
  const handles = await handlesFor(world)
  try {
    const variants = await Promise.all(
      (['base', 'head'] as const).flatMap((revision) => {
        const checkout = sides[revision]
        return checkout === undefined ? [] : [builtIn(revision, checkout)]
      }),
    )
    const all = setOf(...variants)
    const storage = memoryStorage()
    const explained = async () => {
      const results = openResults(world, storage, 'linkgate')
      const { findings, pruned, modules } = await checkLinking(
        { ...handles, results },
        { ...plan, target },
        all,
      )
      const about = {
        pruned: async () => pruned,
        compare: programComparer(world, results),
        sources: sourcesIn(world, { ...plan, target }),
      }
      const compared = await compareModes(world, all, about)
      return { found: { findings, modules, compared }, counts: results.counts }
    }
    const { found: first } = await explained()
    // a later run has nothing to link and no program to read
    const steps = () => world.log.said.filter(({ level }) => level === 'step').length
    const before = steps()
    const { found: second, counts } = await explained()
    expect(steps() - before).toBe(1)
    expect(second).toEqual(first)
    expect(JSON.stringify(second)).toBe(JSON.stringify(first))
    expect(counts).toMatchObject({ added: 0 })
    const { findings, modules, compared } = first
    return { findings, modules, causes: compared.flatMap(({ causes }) => causes) }
  } finally {
    await handles.workspace.close()
  }

  async function builtIn(revision: 'base' | 'head', checkout: string): Promise<InspectedVariant> {
    const file = join(directory, `${name}-${revision}`)
    const variant = inspectedAs(revision, 'static')
    const build = async (to: string, flags: readonly string[] = []) =>
      expectValue(
        await goBuild(world, {
          mode: variant.mode,
          main: target.main,
          platform,
          checkout,
          root: checkout,
          output: to,
          temporary: directory,
          flags,
        }),
      )
    await build(file)
    const link = await recordLink(world, `${handles.workspace.directory}/user's link of ${revision}`)
    // in a separate directory, because Go does not link again a program that already exists
    const recorded = join(handles.workspace.directory, `recorded-${revision}`)
    await build(recorded, link.flags)
    expect(await world.files.sha256(recorded)).toBe(await world.files.sha256(file))
    const read = await world.files.readWith(file, (one) => readProgram(pagedSource(one)))
    const { modules: linked = {} } = read?.ok === true ? (read.value.buildInfo ?? {}) : {}
    const binary = {
      size: (await stat(file)).size,
      sha256: await world.files.sha256(file),
      modules: linked,
      direct: [],
    }
    return {
      ...variant,
      platform,
      checkout,
      image: { ...variant.image, binary: file, link: link.record },
      inspection: { ...variant.inspection, binary },
    } as InspectedVariant
  }
}

const chainsOf = (findings: readonly Finding[]) =>
  findings.map((one) =>
    one.id === 'link/dead-code-lost' || one.id === 'link/dead-code-kept'
      ? chainText(one.params.chain)
      : one.id,
  )

const goMod = 'module example.com/api\n\ngo 1.20\n'
const program = (body: string, imports: readonly string[]) =>
  `package main\n\nimport (\n${imports.map((one) => `\t"${one}"`).join('\n')}\n)\n\nfunc main() {\n${body}\n}\n`

async function checkout(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(directory, name)
  await writeTree(path, { 'go.mod': goMod, ...files })
  return path
}

describe('a function that looks up methods by names', () => {
  const plain = { 'cmd/api/main.go': program('\tfmt.Println("up")', ['fmt']) }
  const templates = {
    'go.mod': `${goMod}\nrequire example.com/kit v1.0.0\n\nreplace example.com/kit => ./kit\n`,
    'kit/go.mod': 'module example.com/kit\n\ngo 1.20\n',
    'kit/page/page.go':
      'package page\n\nimport (\n\t"os"\n\t"text/template"\n)\n\ntype Page struct{ Title string }\n\nfunc Show(p Page) {\n\tshow(template.Must(template.New("").Parse("{{.Title}}")), p)\n}\n\n//go:noinline\nfunc show(t *template.Template, p Page) { _ = t.Execute(os.Stdout, p) }\n',
    'cmd/api/main.go': program('\tpage.Show(page.Page{Title: "up"})', ['example.com/kit/page']),
  }

  test('is only in head, or also in base', async () => {
    const [base, head] = [await checkout('plain', plain), await checkout('templates', templates)]
    const { findings: lost, causes, modules } = await found('lost', { base, head })
    expect(lost).toMatchObject([
      { id: 'link/dead-code-lost', verdict: 'warn', mode: 'static', params: { by: 'method-lookup' } },
    ])
    expect(chainsOf(lost)).toEqual([
      expect.stringMatching(/^main\.main → page\.Show → .*template\.\(\*state\)\.evalField$/),
    ])
    const { size: whole } = await stat(join(directory, 'lost-head'))
    const { size: before } = await stat(join(directory, 'lost-base'))
    const { measured } = (lost[0] as Extract<Finding, { readonly id: 'link/dead-code-lost' }>).params
    expect(measured).toEqual({ size: whole - (measured?.saved ?? 0), saved: expect.any(Number) })
    expect(causes).toContainEqual({
      kind: 'dead-code',
      name: 'template.(*state).evalField',
      change: { type: 'kept' },
      delta: measured?.saved,
      share: (measured?.saved ?? 0) / (whole - before),
    })
    expect(sum(causes.map(({ delta }) => delta))).toBe(whole - before)
    expect(modules).toMatchObject({
      modules: [
        {
          name: 'example.com/kit',
          chain: [
            { package: 'main', name: 'main' },
            { package: 'example.com/kit/page', name: 'Show' },
          ],
          imports: ['example.com/api/cmd/api', 'example.com/kit/page'],
        },
      ],
    })
    const kept = await found('kept', { base: head, head })
    expect(kept.findings).toMatchObject([
      { id: 'link/dead-code-kept', verdict: 'pass', params: { measured } },
    ])
  })

  test('is that of base if head has another one too', async () => {
    const base = await checkout('one', templates)
    const head = await checkout('two', {
      ...templates,
      'cmd/api/main.go': `${program('\tcall(os.Stdin)\n\tpage.Show(page.Page{Title: "up"})', [
        'example.com/kit/page',
        'os',
        'reflect',
      ])}
//go:noinline
func call(v any) { reflect.ValueOf(v).MethodByName(os.Args[0]).Call(nil) }
`,
    })
    const { findings } = await found('both', { base, head })
    const { size } = await stat(join(directory, 'both-base'))
    expect(findings).toMatchObject([
      {
        id: 'link/dead-code-kept',
        revision: 'base',
        params: { others: 0, inHead: [{ package: 'main', name: 'call' }] },
      },
    ])
    const { measured } = (findings[0] as Extract<Finding, { readonly id: 'link/dead-code-kept' }>).params
    expect((measured?.size ?? 0) + (measured?.saved ?? 0)).toBe(size)
    expect(chainsOf(findings)).toEqual([expect.stringMatching(/template\.\(\*state\)\.evalField$/)])
    expect(findings.map(findingFix)).toEqual([
      'remove the calls that lead to `template.(*state).evalField` and `main.call`, or look up methods by constant names; each of them alone keeps all methods',
    ])
    // if head lacks the function of base, head is measured
    const { findings: other } = await found('other', { base: head, head: base })
    expect(other).toMatchObject([{ id: 'link/dead-code-kept', revision: 'head', params: { others: 0 } }])
  })
})

test('a service with Gin: the saving is that of building base in both ways', async () => {
  const [base, head] = [join(directory, 'orders'), join(directory, 'changed')]
  for (const one of [base, head]) await cp(orders, one, { recursive: true })
  await appendFile(join(head, 'cmd/orders/main.go'), '\nfunc init() { println("changed") }\n')
  const env = { ...modules, CGO_ENABLED: '0' }
  const {
    findings: [kept],
  } = await found('orders', { head, base }, { env, path: './cmd/orders' })
  if (kept?.id !== 'link/dead-code-kept') throw new Error(kept?.id ?? 'nothing was found')
  expect(kept.revision).toBe('base')
  const { chain, measured } = kept.params
  expect(chainText(chain)).toContain('validator.New')
  expect(chain.at(-1)).toEqual({
    package: 'github.com/go-playground/validator/v10',
    name: 'tryCallValidateFn',
  })
  const { way } = measured ?? {}
  expect(way).toEqual({
    tags: ['validator_novalidatefn'],
    upgrades: [{ module: 'github.com/go-playground/validator/v10', from: 'v10.27.0', to: 'v10.30.3' }],
  })
  // manually, as the finding advises
  const other = join(directory, 'orders-other')
  await cp(orders, other, { recursive: true })
  const run = (command: readonly string[]) => output(command, { cwd: other, env })
  await run(['go', 'get', 'github.com/go-playground/validator/v10@v10.30.3'])
  await run([
    'go',
    'build',
    '-trimpath',
    '-buildvcs=false',
    '-tags=validator_novalidatefn',
    '-ldflags=-s -w',
    '-o',
    'api',
    './cmd/orders',
  ])
  const [before, after] = [await stat(join(directory, 'orders-base')), await stat(join(other, 'api'))]
  expect(measured).toMatchObject({ size: after.size, saved: before.size - after.size })
  expect(after.size).toBeLessThan(0.75 * before.size)
  // the checkout is unchanged
  for (const file of ['go.mod', 'go.sum'])
    expect(await readFile(join(base, file), 'utf8')).toBe(await readFile(join(orders, file), 'utf8'))
})
