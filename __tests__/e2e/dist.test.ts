import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root, start, temporaryFolder, traces } from '../support/linkgate.ts'
import { ordersRepository, type Repository } from '../support/repository.ts'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly main: string; readonly post: string }
}

const action = parse(await readFile(join(root, 'action.yml'), 'utf8')) as Action

/** What the runner hands to a step: the inputs with their defaults, and its own variables. */
function stepEnv(
  folder: string,
  { directory, temporary }: Pick<Repository, 'directory' | 'temporary'>,
  inputs: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  // where these tests run in a workflow themselves, its own event is none of theirs
  const machine = Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER)_/.test(name))
  const values = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      value.includes('${{') ? '' : value,
    ]),
  )
  const given = Object.fromEntries(
    Object.entries({ 'working-directory': directory, ...inputs }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  )
  return {
    ...Object.fromEntries(machine),
    ...values,
    ...given,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: temporary,
  }
}

async function stepFolder(folder: string): Promise<void> {
  for (const name of ['output', 'state', 'summary']) await writeFile(join(folder, name), '')
}

describe('the bundle', () => {
  test('is what action.yml names', async () => {
    const files = await readdir(join(root, 'dist'))
    expect(files).toContain(action.runs.main.replace('dist/', ''))
    expect(files).toContain(action.runs.post.replace('dist/', ''))
    expect(files).toContain('licenses.txt')
  })

  test('loads the cache client only when it is used', async () => {
    const main = await readFile(join(root, 'dist/main.js'), 'utf8')
    expect(main).not.toMatch(/^import .*cache/m)
  })

  test('cli.js says which Node it needs instead of failing to load', async () => {
    const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } })`
    const { exitCode, stderr } = await start('cli.js', { node: ['--import', older] }).finished
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'linkgate: this is Node 20.1.0 and linkgate needs Node 24 or newer: install it from https://nodejs.org\n',
    )
  })

  test('main.js says what is wrong with its inputs, all of it, and exits with 2', async () => {
    await using folder = await temporaryFolder()
    await stepFolder(folder.path)
    const { exitCode, stdout } = await start('main.js', {
      env: stepEnv(
        folder.path,
        { directory: root, temporary: folder.path },
        { engine: 'dokcer', cache: 'yes', comment: 'sometimes' },
      ),
    }).finished
    expect(exitCode).toBe(2)
    expect(stdout).toContain('::error::input `engine` is `dokcer`: did you mean `docker`?')
    expect(stdout).toContain('::error::input `cache` is `yes`: allowed here: `true`, `false`')
    expect(stdout).toContain('::error::input `comment` is `sometimes`')
  })

  test('main.js outside a pull request: report, outputs, summary and exit code; post.js finds nothing to do', async () => {
    await using repository = await ordersRepository()
    await using folder = await temporaryFolder()
    await stepFolder(folder.path)
    await repository.apply('readme')
    await repository.commit('Tell more')
    const before = await traces(repository)
    const env = stepEnv(folder.path, repository, {
      cache: 'false',
      rounds: '7',
      report: join(folder.path, 'report.json'),
    })
    const { exitCode, stdout } = await start('main.js', { env }).finished
    expect(exitCode, stdout).toBe(0)
    const output = await readFile(join(folder.path, 'output'), 'utf8')
    expect(output).toMatch(/^verdict<<.*\npass$/m)
    expect(await readFile(join(folder.path, 'summary'), 'utf8')).toContain('✅ linkgate · orders')
    expect(await traces(repository)).toBe(before)
    const state = await readFile(join(folder.path, 'state'), 'utf8')
    const post = await start('post.js', { env: { ...env, ...stateEnv(state) } }).finished
    expect(post).toMatchObject({ exitCode: 0, stdout: '' })
  })

  test('post.js removes what a killed main.js left behind', async () => {
    await using repository = await ordersRepository()
    await using folder = await temporaryFolder()
    await stepFolder(folder.path)
    await repository.apply('readme')
    await repository.commit('Tell more')
    const before = await traces(repository)
    const env = stepEnv(folder.path, repository, { cache: 'false' })
    const running = start('main.js', { env })
    await running.said('prepare the probe: ')
    running.child.kill('SIGKILL')
    await running.finished
    expect(await traces(repository)).not.toBe(before)
    const state = await readFile(join(folder.path, 'state'), 'utf8')
    const post = await start('post.js', { env: { ...env, ...stateEnv(state) } }).finished
    expect(post.exitCode).toBe(0)
    expect(post.stdout).toContain('removed what an interrupted run left behind')
    expect(await traces(repository)).toBe(before)
  })
})

/** How the runner gives a step's state to its post step. */
function stateEnv(file: string): Record<string, string> {
  const found = [...file.matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm)]
  return Object.fromEntries(found.map(([, name, , value]) => [`STATE_${name}`, value ?? '']))
}
