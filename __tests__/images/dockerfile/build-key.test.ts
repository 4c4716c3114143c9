import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIgnoreFile } from '../../../src/dockerfile/read/ignore-file.ts'
import type { TreeEntry } from '../../../src/effects/files.ts'
import { type BuildInputs, buildKey } from '../../../src/images/dockerfile/build-key.ts'

const file = (path: string, digest = 'd', mode = 0o644): TreeEntry => ({ path, kind: 'file', mode, digest })
const directory = (path: string): TreeEntry => ({ path, kind: 'directory', mode: 0o755, digest: '' })

const inputs: BuildInputs = {
  text: 'FROM golang AS build\nCOPY . .\nRUN go build -o /api .\n',
  build: { context: '.', target: 'build', buildArgs: { A: '1', B: '2' }, unknownArgs: ['C'] },
  repository: false,
  tree: [
    directory('.'),
    file('README.md'),
    directory('api'),
    file('api/main.go'),
    directory('docs'),
    file('docs/logo.svg'),
    { path: 'link', kind: 'symlink', mode: 0, digest: 'to' },
    file('run.sh', 's', 0o755),
  ],
  isIgnored: readIgnoreFile('*.md\ndocs\n'),
}
const build = inputs.build
const changed = (path: string, change: Partial<TreeEntry>) => ({
  tree: inputs.tree.map((entry) => (entry.path === path ? { ...entry, ...change } : entry)),
})

describe('the keys of two builds', () => {
  test.each<[string, Partial<BuildInputs>]>([
    ['another line in the Dockerfile', { text: `${inputs.text}USER 1\n` }],
    ['another stage', { build: { ...build, target: 'other' } }],
    [
      'the last stage instead of a named one',
      { build: { context: '.', buildArgs: build.buildArgs, unknownArgs: ['C'] } },
    ],
    ['another value of an argument', { build: { ...build, buildArgs: { A: '1', B: '3' } } }],
    ['one more argument', { build: { ...build, buildArgs: { A: '1', B: '2', D: '' } } }],
    ['one more argument of unknown value', { build: { ...build, unknownArgs: ['C', 'D'] } }],
    ['another context', { build: { ...build, context: 'api' } }],
    ['a repository', { repository: true }],
    ['other bytes in a file', changed('api/main.go', { digest: 'e' })],
    ['another mode of a file', changed('run.sh', { mode: 0o644 })],
    ['another mode of a directory', changed('api', { mode: 0o700 })],
    ['another mode of the context itself', changed('.', { mode: 0o700 })],
    ['a link that leads elsewhere', changed('link', { digest: 'away' })],
    ['a file instead of a link to it', changed('link', { kind: 'file' })],
    ['a file under another name', changed('run.sh', { path: 'start.sh' })],
    ['one more file', { tree: [...inputs.tree, file('web/a.js')] }],
    ['one more empty directory', { tree: [...inputs.tree, directory('web')] }],
    ['a file that is no longer ignored', { isIgnored: readIgnoreFile('docs\n') }],
  ])('with %s differ', async (_, change) => {
    expect(await buildKey({ ...inputs, ...change })).not.toBe(await buildKey(inputs))
  })

  test.each<[string, Partial<BuildInputs>]>([
    ['in an ignored file', changed('README.md', { digest: 'other' })],
    ['below an ignored directory', changed('docs/logo.svg', { digest: 'other', mode: 0o600 })],
    ['in the order of arguments', { build: { ...build, buildArgs: { B: '2', A: '1' } } }],
    ['in the order in which a directory is listed', { tree: inputs.tree.toReversed() }],
    ['in the patterns that ignore the same files', { isIgnored: readIgnoreFile('# docs\n**/*.md\ndocs/\n') }],
  ])('that differ %s are the same', async (_, change) => {
    expect(await buildKey({ ...inputs, ...change })).toBe(await buildKey(inputs))
  })

  test('are the same for two directories with the same files, and do not depend on files outside the context', async () => {
    const tree = ['one', 'two'].flatMap((name) => [
      directory(name),
      file(`${name}/go.mod`),
      file(`${name}/a.go`),
    ])
    const keyOf = (context: string, more: readonly TreeEntry[] = []) =>
      buildKey({ ...inputs, tree: [directory('.'), ...tree, ...more], build: { ...build, context } })
    expect(await keyOf('one')).toBe(await keyOf('two'))
    expect(await keyOf('one', [file('two/b.go'), file('README')])).toBe(await keyOf('one'))
    expect(await keyOf('one', [file('one/b.go')])).not.toBe(await keyOf('two'))
  })

  test('include an ignored directory if a part of it is not ignored', async () => {
    const isIgnored = readIgnoreFile('docs\n!docs/logo.svg\n')
    const keyOf = (change: Partial<BuildInputs>) => buildKey({ ...inputs, isIgnored, ...change })
    expect(await keyOf(changed('docs', { mode: 0o700 }))).not.toBe(await keyOf({}))
    expect(await keyOf(changed('docs/logo.svg', { digest: 'e' }))).not.toBe(await keyOf({}))
  })
})

test.each<[string, Partial<BuildInputs>]>([
  ['a device', { tree: [...inputs.tree, { path: 'tty', kind: 'other', mode: 0o666, digest: '' }] }],
  ['a missing context', { build: { ...build, context: 'web' } }],
  ['a context that is a link', { build: { ...build, context: 'link' } }],
])('there is no key for %s', async (_, change) => {
  expect(await buildKey({ ...inputs, ...change })).toBeUndefined()
})

test('any change of an entry of a tree changes the key, unless the entry is ignored', async () => {
  const names = fc.constantFrom('a', 'b', 'c.md', 'd/e', 'd/f.md', 'g/h/i')
  const entries = fc.uniqueArray(
    fc.record({ path: names, mode: fc.constantFrom(0o644, 0o755), digest: fc.constantFrom('x', 'y') }),
    { selector: ({ path }) => path, minLength: 1 },
  )
  const isIgnored = readIgnoreFile('**/*.md\ng\n!g/h/i\n')
  await fc.assert(
    fc.asyncProperty(entries, fc.nat(), fc.constantFrom('mode', 'digest', 'path'), async (some, at, what) => {
      const tree = [directory('.'), ...some.map((one) => ({ ...one, kind: 'file' as const }))]
      const place = 1 + (at % some.length)
      const other = { mode: 0o600, digest: 'z', path: `${tree[place]?.path}2` }[what]
      const after = tree.map((entry, index) => (index === place ? { ...entry, [what]: other } : entry))
      const [was, is] = await Promise.all(
        [tree, after].map((one) => buildKey({ ...inputs, tree: one, isIgnored })),
      )
      const isOut = isIgnored(tree[place]?.path ?? '') && isIgnored(after[place]?.path ?? '')
      expect(was === is).toBe(isOut)
    }),
    { numRuns: 100 },
  )
})
