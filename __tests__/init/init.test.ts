import { readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { World } from '../../src/effects/world.ts'
import { privateModules } from '../../src/init/detect/private-modules.ts'
import { type InitOptions, runInit } from '../../src/init/init.ts'
import { initText } from '../../src/init/texts/terminal-text.ts'
import { newRepository } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import { realWorld } from '../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'
import { fakeWorld } from '../support/world/world.ts'

const directory = await temporaryDirectory()
const config = '.github/linkgate.yml'
const workflow = '.github/workflows/linkgate.yml'
const goMod = 'module example.com/api\n\ngo 1.24\n'
const goMain = 'package main\n\nfunc main() {}\n'

let made = 0

async function repository(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = join(directory, `made-${++made}`)
  await newRepository(path)
  await writeTree(path, { 'go.mod': goMod, 'main.go': goMain, ...files })
  return path
}

const init = (
  path: string,
  options: Partial<InitOptions> = {},
  world: World = realWorld(directory, { GOFLAGS: '' }),
) =>
  runInit(world, {
    version: '0.1.0',
    probeSource: join(import.meta.dirname, '../../probe'),
    directory: path,
    force: false,
    dryRun: false,
    ...options,
  })

const refused = (path: string, options: Partial<InitOptions> = {}) =>
  init(path, options).then(
    () => [],
    (error: { readonly problems: readonly string[] }) => error.problems,
  )

const written = async (path: string) =>
  (await readdir(join(path, '.github'), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .sort()

const read = (path: string, file: string) => readFile(join(path, file), 'utf8')

test('private modules are the modules of go.mod that match GOPRIVATE, without those in the repository', async () => {
  const required = [
    'git.example.com/me/auth',
    'git.example.com/us/log',
    'example.org/me/auth',
    'other.org/a/b/c',
  ]
  const world = fakeWorld({
    files: {
      '/repo/api/go.mod': `module x\n\nrequire (\n${required.map((path) => `\t${path} v1.0.0 // indirect\n`).join('')})\nrequire other.org/here v1.0.0\nreplace other.org/here v1.0.0 => ../here\n`,
    },
    commands: { 'go env GOPRIVATE': '*.example.com/m?,other.org,[\n' },
  })
  expect(await privateModules(world, '/repo', 'api')).toEqual(['git.example.com/me/auth', 'other.org/a/b/c'])
})

describe('existing files', () => {
  test.each([[[config]], [[workflow]], [[config, workflow]]])('%s: writes nothing', async (files) => {
    const path = await repository(Object.fromEntries(files.map((file) => [file, 'mine'])))
    const [problem, ...others] = await refused(path)
    expect(others).toEqual([])
    expect(problem).toMatch(
      `${files.join(' and ')} already ${files.length > 1 ? 'exist' : 'exists'}, so linkgate wrote nothing: `,
    )
    expect(await written(path)).toEqual(files)
    for (const file of files) expect(await read(path, file)).toBe('mine')
  })

  test('a dangling link counts as existing, and a directory cannot be overwritten', async () => {
    const path = await repository({ '.github/x': '', [`${workflow}/x`]: '' })
    await symlink('nowhere', join(path, config))
    expect((await refused(path))[0]).toMatch(`\`${workflow}\` is a directory`)
    const other = await repository({ '.github/x': '' })
    await symlink('nowhere', join(other, config))
    expect((await refused(other))[0]).toMatch(
      '.github/linkgate.yml already exists, so linkgate wrote nothing: pass --dry-run to see the result, or --force to overwrite',
    )
  })

  test('are overwritten with --force', async () => {
    const path = await repository({ '.github/linkgate.yaml': 'mine', [workflow]: 'mine' })
    const { files } = await init(path, { force: true })
    expect(files.map((file) => file.path)).toEqual(['.github/linkgate.yaml', workflow])
    expect(await written(path)).toEqual(['.github/linkgate.yaml', workflow])
    for (const file of files) expect(await read(path, file.path)).toBe(file.text)
  })

  test('are kept if the second file cannot be written', async () => {
    const path = await repository({ [config]: 'mine' })
    const world = realWorld(directory, { GOFLAGS: '' })
    const move = async (from: string, to: string) => {
      if (to.endsWith(workflow)) throw new Error('no room')
      await world.files.move(from, to)
    }
    await expect(init(path, { force: true }, { ...world, files: { ...world.files, move } })).rejects.toThrow(
      'no room',
    )
    expect(await written(path)).toEqual([config])
    expect(await read(path, config)).toBe('mine')
  })

  test('include another workflow that runs linkgate: no second one is written', async () => {
    const path = await repository({
      '.github/workflows/ci.yml':
        'on: pull_request\njobs: { a: { steps: [{ uses: linkgate/linkgate@v0.1.0 }] } }\n',
    })
    const done = await init(path)
    expect(done.files.map((file) => file.path)).toEqual([config])
    expect(done.found).toContain(
      '.github/workflows/ci.yml already runs linkgate, so linkgate wrote no workflow',
    )
  })
})

test('--dry-run prints both files and writes none, even if files exist', async () => {
  const path = await repository({ [config]: 'mine' })
  const done = await init(path, { dryRun: true })
  const text = initText(done, { dryRun: true }, { color: false, width: 100 })
  expect(text).toContain(`would write ${config} and ${workflow}`)
  for (const file of done.files) expect(text).toContain(`# ${file.path}\n${file.text.trimEnd()}`)
  expect(await written(path)).toEqual([config])
})

test('the workflow contains the path of a configuration in another place', async () => {
  const path = await repository()
  await init(path, { config: 'ci/linkgate.yml' })
  expect(await read(path, workflow)).toContain('        with:\n          config: ci/linkgate.yml\n')
  expect(await refused(path, { config: '../x.yml' })).toEqual([
    '--config is `../x.yml`: use a path inside the repository, relative to its root, such as .github/linkgate.yml',
  ])
})

test('reports a missing git repository or Go module in one sentence, and writes nothing', async () => {
  expect(await refused('/')).toEqual([expect.stringContaining('/ is not in a git repository')])
  const path = join(directory, 'without-go')
  await newRepository(path)
  expect(await refused(path)).toEqual([expect.stringContaining('this repository')])
  expect(await written(path)).toEqual([])
})

test('handles cases without a fixture: other frameworks, old Go, several images, a merge queue', async () => {
  const dockerfile = 'FROM golang:1.24\nCOPY . .\nRUN go build -o /api .\nCMD ["/api"]\n'
  const path = await repository({
    'go.mod': 'module example.com/api\n\ngo 1.13\n',
    'tools/gen/main.go': goMain,
    'a.Dockerfile': dockerfile,
    'b.Dockerfile': dockerfile,
    '.github/workflows/ci.yml': 'on: [pull_request, merge_group]\njobs: {}\n',
  })
  const { files, found, unknown } = await init(path)
  const [{ text: configuration } = { text: '' }, { text: workflow } = { text: '' }] = files
  expect(configuration).toContain('  main: . # main package: the only one that is not an example or a tool\n')
  expect(configuration).toContain(
    '  dockerfile: a.Dockerfile # the first of several\n  # other possible values are b.Dockerfile\n',
  )
  expect(workflow).toContain(
    'go-version: stable # the newest: go.mod requires Go 1.13, but linkgate needs Go 1.21\n',
  )
  expect(workflow).toContain('  merge_group: # for the merge queue, as in .github/workflows/ci.yml\n')
  expect(found).toContain('main package . (the only one that is not an example or a tool)')
  expect(unknown.join('\n')).toMatch(/production image: linkgate picked a\.Dockerfile;/)
})

test('writes the build with the strongest evidence if several files build a Dockerfile', async () => {
  const path = await repository({
    Dockerfile: 'FROM golang:1.24 AS full\nCOPY . .\nRUN go build -o /api .\nCMD ["/api"]\n',
    'compose.yaml': 'services: { api: { build: { context: ., target: full }, command: serve } }\n',
    '.github/workflows/ci.yml':
      'jobs: { image: { steps: [{ uses: docker/build-push-action@v6, with: { context: . } }] } }\n',
  })
  const { files, found } = await init(path)
  expect(files[0]?.text).toContain('\n  dockerfile: Dockerfile # built by .github/workflows/ci.yml:1\n')
  expect(found).toContain('Dockerfile Dockerfile, context . (built by .github/workflows/ci.yml:1)')
})

test('generates files that are not in git before each build, unless the Dockerfile seems to do so', async () => {
  const path = join(directory, 'front-end')
  await layOut('embed-missing', path)
  const command = 'prepare: npm --prefix web ci && npm --prefix web run build'
  const shipped = await init(path)
  expect(shipped.files[0]?.text).toContain(
    `\n  # ${command} # creates files that are not in git; the Dockerfile seems`,
  )
  expect(shipped.unknown).toEqual([])
  await rm(join(path, 'Dockerfile'))
  const alone = await init(path, { force: true })
  expect(alone.files[0]?.text).toContain(`\n  ${command} # creates files that are not in git\n`)
  expect(alone.found).toContain('before each build: `npm --prefix web ci && npm --prefix web run build`')
})

test('writes both files even without Go on this machine', async () => {
  const path = await repository()
  const world = realWorld(directory)
  const missing = { exitCode: 127, stdout: '', stderr: '' }
  const query: World['exec']['query'] = (command, options) =>
    command[0] === 'go' ? Promise.resolve(missing) : world.exec.query(command, options)
  const exec = { ...world.exec, query, ask: query }
  const { unknown } = await init(path, {}, { ...world, exec })
  expect(unknown).toEqual([expect.stringMatching(/^main package: Go was not found: /)])
  expect(await written(path)).toEqual([config, workflow])
})
