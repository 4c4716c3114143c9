/** Whatever the documents show is there and works: files, links, commands, YAML, versions. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { currentActions } from '../src/repository/workflow/current-actions.ts'
import { commandProblems, spanProblems } from './support/documents/commands.ts'
import { brokenLinks } from './support/documents/links.ts'
import { type Block, blocksOf, spansOf } from './support/documents/markdown.ts'
import { missingPaths } from './support/documents/paths.ts'
import { snippetProblem, yamlProblem } from './support/documents/yaml.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }

const documents = globSync(['*.md', 'docs/*.md', 'scripts/*.md'], { cwd: root }).sort()

const of = (markdown: string, ...languages: readonly string[]) =>
  blocksOf(markdown).filter(({ language }) => languages.includes(language))

/** Each with its line, for the message. */
const problemsIn = (blocks: readonly Block[], problem: (text: string) => readonly string[]) =>
  blocks.flatMap(({ line, text }) => problem(text).map((message) => `line ${line}: ${message}`))

test('there are documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/workflows.md', 'SECURITY.md']))
})

describe.each(documents)('%s', (at) => {
  const markdown = read(at)

  test('links to what there is', () => {
    expect(brokenLinks(markdown, at)).toEqual([])
  })

  test('names paths that exist', () => {
    expect(missingPaths(markdown)).toEqual([])
  })

  test('shows commands that exist, with options that they take', () => {
    expect(problemsIn(of(markdown, 'sh'), commandProblems)).toEqual([])
    const spans = spansOf(markdown).filter((text) => /^(?:npx )?linkgate [a-z]|^npm /.test(text))
    expect(spans.flatMap(spanProblems)).toEqual([])
  })

  test('shows YAML that is a configuration or one of the example workflows', () => {
    expect(problemsIn(of(markdown, 'yaml'), yamlProblem)).toEqual([])
    expect(spansOf(markdown).flatMap(snippetProblem)).toEqual([])
  })

  test('every block states what it is', () => {
    const others = blocksOf(markdown).filter(({ language }) => !['sh', 'text', 'yaml'].includes(language))
    expect(others).toEqual([])
  })
})

test('README is short, and its first screen has a picture, light and dark', () => {
  const lines = read('README.md').split('\n')
  expect(lines.length).toBeLessThanOrEqual(131)
  const screen = lines.slice(0, 15).join('\n')
  expect(screen).toMatch(/<picture>\s*<source .*dark.*>\s*<img .*light.*>\s*<\/picture>/)
})

test('CHANGELOG describes the first release in at most 15 short lines', () => {
  const [, release = ''] = read('CHANGELOG.md').split(/^## 0\.1\.0.*$/m)
  const lines = release.split('\n').filter((line) => line !== '')
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.length).toBeLessThanOrEqual(15)
  expect(lines.filter((line) => line.length > 240)).toEqual([])
})

test('the workflow of README is the quick start, which a test runs', () => {
  const [workflow] = of(read('README.md'), 'yaml')
  expect(parse(workflow?.text ?? '')).toEqual(parse(read('example-workflows/quick-start.yml')))
})

test('the example of several platforms does what a test runs of several services', () => {
  const [services, platforms] = ['monorepo', 'platforms'].map((name) =>
    parse(read(`example-workflows/${name}.yml`)),
  )
  const { measure } = platforms.jobs
  // each runner measures what it is, by the one configuration of the service
  expect(measure['runs-on']).toBe(`\${{ matrix.runner }}`)
  expect(measure.strategy.matrix).toEqual({ runner: ['ubuntu-24.04', 'ubuntu-24.04-arm'] })
  const step = services.jobs.measure.steps.find(({ id }: { readonly id?: string }) => id === 'linkgate')
  delete step.with.config
  const of = (example: typeof services) => {
    const { strategy, 'runs-on': _, ...job } = example.jobs.measure
    return { ...example, jobs: { ...example.jobs, measure: { ...job, 'fail-fast': strategy['fail-fast'] } } }
  }
  const text = JSON.stringify(of(services)).replaceAll('matrix.service', 'matrix.runner')
  expect(JSON.parse(text.replaceAll('A service', 'A platform'))).toEqual(of(platforms))
})

test('the example of code scanning is the quick start, with the findings uploaded', () => {
  const [quick, scanning] = ['quick-start', 'code-scanning'].map((name) =>
    parse(read(`example-workflows/${name}.yml`)),
  )
  const [checkout, measure] = quick.jobs.image.steps
  expect(scanning).toEqual({
    ...quick,
    permissions: { ...quick.permissions, 'security-events': 'write' },
    jobs: {
      image: {
        ...quick.jobs.image,
        steps: [
          checkout,
          { id: 'linkgate', ...measure, with: { sarif: 'linkgate.sarif' } },
          {
            if: `\${{ !cancelled() && steps.linkgate.outputs.sarif != '' }}`,
            uses: currentActions.uploadSarif,
            with: { sarif_file: `\${{ steps.linkgate.outputs.sarif }}` },
          },
        ],
      },
    },
  })
})

test('everything that is shown uses the current versions', () => {
  const files = [...documents, ...globSync('example-workflows/*.yml', { cwd: root })]
  const used = files.flatMap((file) =>
    [...read(file).matchAll(/(?<![a-z])uses: (\S+@\S+)/g)].map(([, action = '']) => `${file}: ${action}`),
  )
  const current = [...Object.values(currentActions), `linkgate/linkgate@v${version}`]
  expect(used.filter((one) => !current.some((action) => one.endsWith(`: ${action}`)))).toEqual([])
  expect(used.length).toBeGreaterThan(10)
})

test.each(globSync('.github/**/*.yml', { cwd: root }))('%s is YAML', (file) => {
  expect(parse(read(file), { strict: true })).toBeTypeOf('object')
})

test('every action in a workflow of this repository is pinned by its SHA', () => {
  const steps = globSync('.github/workflows/*.yml', { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/uses: (.*)/g)].map(([, action = '']) => action),
  )
  expect(steps.filter((action) => !/^\.\/|@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([])
})

describe('finds wrong documents', () => {
  test('in links, anchors and pictures', () => {
    const text = [
      '# One thing',
      '[a](docs/none.md) [b](#other) [c](docs/method.md#metrics) [d](docs/method.md#none) [e](#one-thing)',
      '<img src="docs/none.png"> [f](http://example.com) [g](https://example.com)',
    ].join('\n')
    expect(brokenLinks(text, 'README.md')).toEqual([
      'docs/none.md',
      '#other',
      'docs/method.md#none',
      'docs/none.png',
      'http://example.com',
    ])
  })

  test('in paths', () => {
    expect(missingPaths('`src/run.ts`, `src/walk.ts` and `src/*/`\n```sh\ncat docs/none.md\n```\n')).toEqual([
      'docs/none.md',
      'src/walk.ts',
    ])
  })

  test('in commands', () => {
    const commands = [
      'npm run nothing',
      'npm test -- __tests__/none.test.ts',
      'npx linkgate check --bass main',
      'linkgate walk',
      'make everything',
      'npm run build',
    ]
    expect(commands.flatMap(commandProblems)).toEqual([
      'there is no script `nothing`',
      'there is no __tests__/none.test.ts',
      expect.stringContaining('--bass'),
      expect.stringContaining('walk'),
      'nothing says how `make everything` is tested',
    ])
  })

  test('in YAML', () => {
    expect(yamlProblem('version: 1\nbuld: {}')[0]).toContain('build')
    expect(yamlProblem('jobs: {}\non: push')).toEqual(['this workflow is none of example-workflows'])
    expect(yamlProblem('a: [')).toHaveLength(1)
    expect(yamlProblem('a: 1')).toEqual(['neither a configuration nor a workflow'])
    expect(snippetProblem('startup: { argss: [serve] }')[0]).toContain('args')
    expect(snippetProblem('build: { prepare: … }')).toEqual([])
  })
})
