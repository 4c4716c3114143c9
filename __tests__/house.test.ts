/** The rules of docs/architecture.md that neither the linter nor the compiler holds, and that the linter and knip hold the others. */
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { copyFile, readFile, symlink } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layers } from '../scripts/generate/layers.ts'
import { decidedByKey, namesExportedTwice, sourcesBelow } from './support/sources/sources.ts'
import { temporaryDirectory, writeTree } from './support/world/temporary.ts'

const root = join(import.meta.dirname, '..')
const src = await sourcesBelow(root, 'src')

describe('exported names', () => {
  test('are unique in src', () => {
    expect(namesExportedTwice(src)).toEqual(new Map())
  })

  test.each<[string, string, readonly string[]]>([
    ['functions and types', 'export interface a { b: number }', ['a']],
    ['several at once', 'export const { x, y: a } = { x: 1, y: 2 }', ['a']],
    ['a list', 'const b = 1\nexport { b as a }', ['a']],
    ['the same thing again', "export { a } from './one.ts'", []],
    ['the same thing, imported before', "import { a } from './one.ts'\nexport { a }", []],
    ['another thing under the name', "export { c as a } from './one.ts'", ['a']],
    ['a parameter of the name', 'export const z = (a: number) => a', []],
  ])('%s', (_, text, expected) => {
    const sources = new Map([
      ['one.ts', 'export function a() {}\nexport class c {}'],
      ['two.ts', text],
    ])
    expect([...namesExportedTwice(sources).keys()]).toEqual(expected)
  })
})

describe('code decides by `ok` or by a kind what happened', () => {
  /** Formats of others and of the configuration, that have no discriminant. */
  const formats = ['src/model/measurement.ts', 'src/images/dockerfile/pinned-builds.ts']

  test('and by no key that is there or not', () => {
    const files = decidedByKey(src).map((place) => place.replace(/:\d+$/, ''))
    expect([...new Set(files)].sort()).toEqual([...formats].sort())
  })

  test('a planted one is seen', () => {
    const text =
      "const a = {}\nexport const b =\n  'problem' in a ? 1 : 2\nfor (const c in a) console.log(c)\n"
    expect(decidedByKey(new Map([['a.ts', text]]))).toEqual(['a.ts:3'])
  })
})

test('every folder of src is a layer', async () => {
  const known = [...layers.flat(), 'world', 'main.ts', 'cli.ts', 'post.ts', 'cache.ts', 'worker.ts']
  // an empty folder may be left of a move, and git does not have it
  const found = new Set(globSync('**/*.ts', { cwd: join(root, 'src') }).map((path) => path.split(sep)[0]))
  expect([...found].filter((name) => name !== undefined && !known.includes(name))).toEqual([])
})

const long = (lines: number) => `export function long() {\n${'  console.log(1)\n'.repeat(lines)}}\n`
const complex = `export function complex(a: number) {\n${'  if (a > 1) for (;;) if (a > 2) return a\n'.repeat(4)}  return 0\n}\n`

/** Each file, and the rule that it breaks; nothing where it may do what it does. */
const planted: Readonly<Record<string, readonly [rule: string | undefined, text: string]>> = {
  'src/inspect/upwards.ts': ['noRestrictedImports', "export { plan } from '../plan/plan.ts'\n"],
  'src/inspect/sideways.ts': ['noRestrictedImports', "export type { Config } from '../config/config.ts'\n"],
  'src/plan/deep/run.ts': ['noRestrictedImports', "export { run } from '../../run.ts'\n"],
  'src/judge/entry.ts': ['noRestrictedImports', "export { main } from '../main.ts'\n"],
  'src/startup/lazy.ts': ['noRestrictedImports', "export const judge = () => import('../judge/judge.ts')\n"],
  'src/commands/real.ts': ['noRestrictedImports', "export { realFiles } from '../world/files.ts'\n"],
  'src/report/file.ts': ['noRestrictedImports', "export { readFile } from 'node:fs/promises'\n"],
  'src/run.ts': ['noRestrictedImports', "export { check } from './commands/check.ts'\n"],
  'src/publish/core.ts': ['noRestrictedImports', "export { info } from '@actions/core'\n"],
  'src/publish/downwards.ts': [undefined, "export { judge } from '../judge/judge.ts'\n"],
  'src/world/files.ts': [undefined, "export { readFile } from 'node:fs/promises'\n"],
  'src/images/one.ts': [
    'noImportCycles',
    "import { two } from './two.ts'\n\nexport const one = () => two()\n",
  ],
  'src/images/two.ts': [
    'noImportCycles',
    "import type { one } from './one.ts'\n\nexport const two = (given?: typeof one) => given\n",
  ],
  'src/model/long.ts': ['noExcessiveLinesPerFunction', long(60)],
  'src/model/short.ts': [undefined, long(40)],
  'src/model/complex.ts': ['noExcessiveCognitiveComplexity', complex],
  'src/model/file.ts': [
    'noExcessiveLinesPerFile',
    'export const a = [\n'.concat('  1,\n'.repeat(260), ']\n'),
  ],
}

test('the linter rejects each planted violation, and nothing else', async () => {
  const directory = await temporaryDirectory()
  for (const file of ['biome.json', 'biome.layers.json'])
    await copyFile(join(root, file), join(directory, file))
  await writeTree(
    directory,
    Object.fromEntries(Object.entries(planted).map(([path, [, text]]) => [path, text])),
  )
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', 'src']
  const { diagnostics } = JSON.parse(await outputOf('biome', args, directory)) as {
    readonly diagnostics: readonly {
      readonly category: string
      readonly location: { readonly path: string }
    }[]
  }
  const found = diagnostics.map(({ category, location }) => `${location.path} ${category.split('/').at(-1)}`)
  const expected = Object.entries(planted).flatMap(([path, [rule]]) =>
    rule === undefined ? [] : [`${path} ${rule}`],
  )
  expect([...new Set(found)].sort()).toEqual(expected.sort())
})

test('a file that is excepted from a rule needs it', async () => {
  const directory = await temporaryDirectory()
  const { overrides, ...rest } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')) as {
    readonly overrides: readonly { readonly includes: readonly string[]; readonly linter: object }[]
  }
  const exceptions = overrides.filter(
    (one) => one.includes.every((path) => path.startsWith('src/')) && JSON.stringify(one).includes('"off"'),
  )
  expect(exceptions.length).toBeGreaterThan(0)
  const excepted = exceptions.flatMap(({ includes }) => includes)
  await writeTree(directory, {
    'biome.json': JSON.stringify({
      ...rest,
      extends: [],
      overrides: overrides.filter((one) => !exceptions.includes(one)),
    }),
    ...Object.fromEntries(excepted.map((path) => [path, src.get(path) ?? ''])),
  })
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', 'src']
  const output = await outputOf('biome', args, directory)
  for (const { includes, linter } of exceptions) {
    const [rule = ''] = /noExcessive\w+/.exec(JSON.stringify(linter)) ?? []
    const { diagnostics } = JSON.parse(output) as {
      readonly diagnostics: readonly {
        readonly category: string
        readonly location: { readonly path: string }
      }[]
    }
    const broken = diagnostics.filter(({ category }) => category.endsWith(`/${rule}`))
    expect([...new Set(broken.map(({ location }) => location.path))].sort(), rule).toEqual(
      [...includes].sort(),
    )
  }
})

test('knip fails on an unused export', async () => {
  const directory = await temporaryDirectory()
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'))
  for (const file of ['knip.json', 'package.json', 'tsconfig.json']) {
    await copyFile(join(root, file), join(directory, file))
  }
  await writeTree(directory, {
    'src/main.ts': "import { used } from './model/used.ts'\n\nused()\n",
    'src/model/used.ts': 'export function used() {}\nexport function unused() {}\n',
    'src/model/alone.ts': 'export const alone = 1\n',
  })
  const { issues } = JSON.parse(
    await outputOf('knip', ['--reporter=json', '--include=exports,files'], directory),
  ) as {
    readonly issues: readonly {
      readonly file: string
      readonly exports: readonly { readonly name: string }[]
      readonly files: readonly unknown[]
    }[]
  }
  const found = issues.flatMap(({ file, exports, files }) => [
    ...exports.map(({ name }) => `${file} ${name}`),
    ...files.map(() => `${file} as a whole`),
  ])
  expect(found.sort()).toEqual(['src/model/alone.ts as a whole', 'src/model/used.ts unused'])
})

/** What a tool of this project prints, whether it finds something or not. */
function outputOf(tool: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin', tool), args, { cwd, maxBuffer: 64 << 20 }, (_error, stdout) =>
      resolve(stdout),
    )
  })
}
