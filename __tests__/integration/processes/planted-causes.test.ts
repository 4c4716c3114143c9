/** The first cause of a change of size is the planted one, with its bytes, in programs that Go builds. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Cause } from '../../../src/model/cause.ts'
import { causeLine } from '../../../src/report/cause-line.ts'
import { causeTitle } from '../../../src/report/cause-words.ts'
import { quote } from '../../../src/report/text.ts'
import { comparedReport } from '../../support/programs/compared.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()

interface Plant {
  /** Files that head has in addition to those of base, or with other content. */
  readonly files?: Readonly<Record<string, string>>
  /** Additional files of both, or only of base if head has nothing vendored. */
  readonly before?: Readonly<Record<string, string>>
  readonly build?: { readonly base?: Build; readonly head?: Build }
  /** The beginning of the first item in the cause line. */
  readonly title: string
  readonly cause: Partial<Cause>
  /** Bytes that the cause must explain, within a tenth. Default: the whole change. */
  readonly bytes?: number
}

interface Build {
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const stripped = ['-trimpath', '-ldflags=-s -w']
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => (index * 7919 + 13) % 251).join(',')
const table = (of: string, count: number) =>
  `package ${of}\n\nvar table = [...]uint8{${numbers(count)}}\n\n//go:noinline\nfunc At(index int) uint8 { return table[index%len(table)] }\n`
const main = (imports: readonly string[], ...lines: readonly string[]) =>
  `package main\n\nimport (\n${['net/http', 'os', ...imports].map((path) => `\t${/["]/.test(path) ? path : `"${path}"`}\n`).join('')})\n\nfunc main() {\n${lines.map((line) => `\t${line}\n`).join('')}\tif err := http.ListenAndServe(os.Getenv("ADDRESS"), nil); err != nil {\n\t\tos.Exit(1)\n\t}\n}\n`
/** go.mod, and the vendored modules with their requirements. */
function modules(
  given: Readonly<
    Record<string, { version: string; size?: number; indirect?: boolean; by?: string; code?: string }>
  >,
) {
  const all = Object.entries(given)
  const required = all.map(
    ([path, { version, indirect }]) => `\t${path} ${version}${indirect === true ? ' // indirect' : ''}`,
  )
  const replaced = all.flatMap(([path, { by }]) => (by === undefined ? [] : [`replace ${path} => ${by}\n`]))
  const listed = all.map(([path, { version, by, indirect }]) =>
    [
      `# ${path} ${version}${by === undefined ? '' : ` => ${by}`}`,
      indirect === true ? '## go 1.24' : '## explicit; go 1.24',
      path,
      ...(by === undefined ? [] : []),
    ]
      .join('\n')
      .replace('## go 1.24', '## explicit; go 1.24'),
  )
  return {
    'go.mod': `module example.com/app\n\ngo 1.24\n\nrequire (\n${required.join('\n')}\n)\n\n${replaced.join('')}`,
    'vendor/modules.txt': `${[...listed, ...all.flatMap(([path, { by }]) => (by === undefined ? [] : [`# ${path} => ${by}`]))].join('\n')}\n`,
    ...Object.fromEntries(
      all.map(([path, { size = 0, code }]) => [
        `vendor/${path}/code.go`,
        code ?? table(path.split('/').at(-1) ?? '', size),
      ]),
    ),
  }
}

const validator = (value: string) =>
  `package validator\n\nimport "reflect"\n\nfunc Check(value any, name string) int {\n\tv := reflect.ValueOf(value)\n\treturn len(name) + ${value}\n}\n`
const kit = { version: 'v1.2.3', size: 40_000 }
const useKit = main(['example.com/kit'], 'println(kit.At(len(os.Args)))')
const withKit = { ...modules({ 'example.com/kit': kit }), 'main.go': useKit }
const plain = { 'go.mod': 'module example.com/app\n\ngo 1.24\n', 'main.go': main([]) }

const types = Array.from({ length: 30 }, (_, index) => index + 1)
const steps = Array.from({ length: 1500 }, (_, index) => index + 2)

const plants: Readonly<Record<string, Plant>> = {
  'a dependency is added': {
    files: withKit,
    title: 'new module `example.com/kit` v1.2.3',
    cause: {
      kind: 'module',
      name: 'example.com/kit',
      direct: true,
      change: { type: 'added', version: 'v1.2.3' },
    },
  },
  'a dependency is removed': {
    before: withKit,
    files: { ...plain, 'vendor/modules.txt': '' },
    title: 'removed module `example.com/kit` v1.2.3',
    cause: { kind: 'module', change: { type: 'removed', version: 'v1.2.3' } },
  },
  'a dependency is upgraded': {
    before: withKit,
    files: modules({ 'example.com/kit': { version: 'v1.3.0', size: 90_000 } }),
    title: 'module `example.com/kit` v1.2.3 → v1.3.0',
    cause: {
      kind: 'module',
      name: 'example.com/kit',
      change: { type: 'changed', from: 'v1.2.3', to: 'v1.3.0' },
    },
  },
  'a dependency is replaced': {
    before: withKit,
    files: modules({ 'example.com/kit': { version: 'v1.2.3', size: 80_000, by: 'example.com/fork v1.9.0' } }),
    title: 'module `example.com/kit` v1.2.3 → example.com/fork v1.9.0',
    cause: { kind: 'module', name: 'example.com/kit' },
  },
  'a dependency brings another one': {
    files: {
      ...modules({
        'example.com/thin': {
          version: 'v0.4.0',
          code: 'package thin\n\nimport "example.com/deep"\n\nfunc At(index int) uint8 { return deep.At(index) }\n',
        },
        'example.com/deep': { version: 'v0.9.0', size: 120_000, indirect: true },
      }),
      'main.go': main(['example.com/thin'], 'println(thin.At(len(os.Args)))'),
    },
    title: 'new module `example.com/thin` v0.4.0 with 1 module that it requires',
    cause: { kind: 'module', name: 'example.com/thin', direct: true },
  },
  'more of a dependency is used': {
    before: {
      ...withKit,
      'vendor/example.com/kit/more.go': table('kit', 70_000)
        .replaceAll('table', 'more')
        .replace('func At', 'func More'),
    },
    files: { 'main.go': main(['example.com/kit'], 'println(kit.At(len(os.Args)), kit.More(len(os.Args)))') },
    title: 'more of module `example.com/kit` linked',
    cause: { kind: 'module', name: 'example.com/kit', change: { type: 'linked' } },
  },
  'generic functions, one of the standard library, get many instances': {
    files: {
      'main.go': main(['example.com/app/sorts'], 'println(sorts.All(len(os.Args)))'),
      'sorts/sorts.go': `package sorts\n\nimport "slices"\n\n${types.map((index) => `type t${index} [${index}]int64\ntype s${index} struct{ values [${index}]int64 }`).join('\n')}\n\nfunc sorted[T any](count int, less func(a, b T) bool) int {\n\tall := make([]T, count)\n\tfor i := range all {\n\t\tfor j := i; j > 0 && less(all[j], all[j-1]); j-- {\n\t\t\tall[j], all[j-1] = all[j-1], all[j]\n\t\t}\n\t}\n\treturn len(all)\n}\n\nfunc All(count int) (sum int) {\n${types.map((index) => `\tsum += sorted(count, func(a, b t${index}) bool { return a[0] < b[0] })\n\tslices.SortFunc(make([]s${index}, count), func(a, b s${index}) int { return int(a.values[0] - b.values[0]) })`).join('\n')}\n\treturn sum\n}\n`,
    },
    title: 'new package `example.com/app/sorts`',
    cause: { kind: 'package', name: 'example.com/app/sorts', change: { type: 'added' } },
  },
  'a file is embedded': {
    files: {
      'main.go': main(['_ "embed"'], 'println(page[len(os.Args)])').replace(
        'func main',
        '//go:embed page.html\nvar page string\n\nfunc main',
      ),
      'page.html': '<p>linkgate</p>\n'.repeat(9000),
    },
    title: 'new embedded file `page.html`',
    cause: { kind: 'embedded-file', name: 'page.html', package: 'example.com/app' },
    bytes: 144_000,
  },
  "a table of the app's own": {
    files: {
      'main.go': main(['example.com/app/geo'], 'println(geo.At(len(os.Args)))'),
      'geo/geo.go': table('geo', 150_000),
    },
    title: 'new package `example.com/app/geo`',
    cause: { kind: 'package', name: 'example.com/app/geo' },
    bytes: 150_000,
  },
  'symbols and debug information are no longer stripped': {
    build: { head: { flags: ['-trimpath'] } },
    title: 'symbols and debug information no longer stripped',
    cause: { kind: 'symbols' },
  },
  'paths are no longer trimmed': {
    build: { head: { flags: ['-ldflags=-s -w'] } },
    title: 'build setting `-trimpath` no longer `true`',
    cause: { kind: 'build-setting', name: '-trimpath' },
  },
  'races are detected': {
    // this compiles the standard library again, so the program uses as little of it as possible
    before: { 'main.go': 'package main\n\nfunc main() { println("app") }\n' },
    build: {
      base: { env: { CGO_ENABLED: '1' } },
      head: { flags: [...stripped, '-race'], env: { CGO_ENABLED: '1' } },
    },
    title: 'build setting `-race` now `true`',
    cause: { kind: 'build-setting', name: '-race' },
  },
  'a tag selects a file': {
    before: {
      'tagged.go':
        '//go:build extra\n\npackage main\n\nimport "example.com/app/extra"\n\nfunc init() { println(extra.At(7)) }\n',
      'extra/extra.go': table('extra', 90_000),
    },
    build: { head: { flags: [...stripped, '-tags=extra'] } },
    title: 'build setting `-tags` now `extra`',
    cause: { kind: 'build-setting', name: '-tags' },
  },
  'a tag selects a module': {
    before: {
      ...modules({ 'example.com/kit': kit }),
      'tagged.go':
        '//go:build extra\n\npackage main\n\nimport "example.com/kit"\n\nfunc init() { println(kit.At(7)) }\n',
    },
    build: { head: { flags: [...stripped, '-tags=extra'] } },
    title: 'build setting `-tags` now `extra`',
    cause: { kind: 'build-setting', name: '-tags' },
  },
  'code in C': {
    before: {
      'c.go': 'package main\n\n// int small(int n);\nimport "C"\n\nfunc init() { println(C.small(1)) }\n',
      'small.c': 'int small(int n) { return n; }\n',
    },
    files: {
      'small.c': `${steps.map((step) => `__attribute__((noinline)) static int f${step}(int n) { return n * ${step} + n % ${step + 7} + n / ${step + 3}; }`).join('\n')}\nint small(int n) { int sum = 0; ${steps.map((step) => `sum += f${step}(n + sum);`).join(' ')} return sum; }\n`,
    },
    build: { base: { env: { CGO_ENABLED: '1' } }, head: { env: { CGO_ENABLED: '1' } } },
    title: 'C code',
    cause: { kind: 'c' },
  },
  'methods are looked up by html/template': {
    files: {
      'main.go': main(
        ['html/template'],
        'template.Must(template.New("page").Parse("{{.}}")).Execute(os.Stdout, os.Args)',
      ),
    },
    title: 'dead code no longer left out, because of `reflect.',
    cause: { kind: 'dead-code', change: { type: 'kept' } },
  },
  'methods are looked up by a dependency': {
    before: {
      ...modules({ 'example.com/validator': { version: 'v1.1.0', code: validator('v.NumMethod()') } }),
      'main.go': main(['example.com/validator'], 'println(validator.Check(os.Stdout, os.Args[0]))'),
    },
    files: modules({
      'example.com/validator': { version: 'v1.2.0', code: validator('len(v.MethodByName(name).Call(nil))') },
    }),
    title: 'dead code no longer left out, because of `reflect.',
    cause: { kind: 'dead-code' },
  },
  'methods are no longer looked up': {
    before: {
      'main.go': main(['reflect'], 'reflect.ValueOf(os.Stdout).MethodByName(os.Args[0]).Call(nil)'),
    },
    files: plain,
    title: 'dead code now left out',
    cause: { kind: 'dead-code', change: { type: 'left-out' } },
  },
}

interface Built {
  readonly path: string
  readonly checkout: string
}

async function build(
  name: string,
  files: Readonly<Record<string, string>>,
  given: Build = {},
): Promise<Built> {
  const checkout = join(directory, name)
  await writeTree(checkout, { ...plain, ...files })
  const path = join(directory, `${name}.out`)
  const flags = given.flags ?? stripped
  const isVendored = (files['vendor/modules.txt'] ?? '') !== ''
  const vendor = [isVendored ? '-mod=vendor' : '-mod=mod']
  await output(['go', 'build', '-buildvcs=false', ...vendor, ...flags, '-o', path, '.'], {
    cwd: checkout,
    env: { ...offlineGo, GOFLAGS: '', CGO_ENABLED: '0', ...given.env },
  })
  return { path, checkout }
}

const app = { module: '.', path: '.', name: 'app', importPath: 'example.com/app' }

describe('the planted change is the first cause', () => {
  test.each(Object.entries(plants))('%s', async (name, plant) => {
    const id = name.replaceAll(/\W+/g, '-')
    const { before = {}, files = {} } = plant
    const [base, head] = [
      await build(`${id}/base`, before, plant.build?.base),
      await build(`${id}/head`, { ...before, ...files }, plant.build?.head),
    ]
    const report = await comparedReport(base, head, app)
    const line = causeLine(report)
    const [size, was] = [(await stat(head.path)).size, (await stat(base.path)).size]
    const known = report.programs?.[0]?.causes ?? []
    expect(known.reduce((sum, one) => sum + one.delta, 0)).toBe(size - was)
    const [first = ''] = line?.items ?? []
    expect(first.startsWith(plant.title), first).toBe(true)
    const cause = known.find((one) => first.startsWith(causeTitle(one, quote)))
    expect(cause).toMatchObject(plant.cause)
    const brought = known.filter((one) => one.kind === 'module' && one.through === cause?.name)
    const explained = [...brought, ...(cause === undefined ? [] : [cause])].reduce(
      (sum, one) => sum + one.delta,
      0,
    )
    const planted = plant.bytes ?? size - was
    expect(Math.abs(explained - planted), `${explained} of ${planted}`).toBeLessThan(Math.abs(planted) / 10)
  })
})
