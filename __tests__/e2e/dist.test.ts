import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { smallRepository } from '../support/repositories/repository.ts'
import { root, start, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { action, stateEnv, stepEnv, stepFolder } from '../support/workflows/step.ts'

/** What a file of `dist` imports, and all that these import in turn; without what is imported when first used. */
async function loadedAtOnce(file: string, before: Iterable<string> = []): Promise<ReadonlySet<string>> {
  const loaded = new Set(before)
  const text = await readFile(join(root, 'dist', file), 'utf8')
  for (const [, path = ''] of text.matchAll(/^import .*"\.\/(.+)";$/gm)) {
    const imported = file.startsWith('chunks/') ? `chunks/${path}` : path
    if (loaded.has(imported)) continue
    loaded.add(imported)
    for (const more of await loadedAtOnce(imported, loaded)) loaded.add(more)
  }
  return loaded
}

describe('the bundle', () => {
  test('is what action.yml names', async () => {
    const files = await readdir(join(root, 'dist'))
    expect(files).toContain(action.runs.main.replace('dist/', ''))
    expect(files).toContain(action.runs.post.replace('dist/', ''))
    expect(files).toContain('cache.js')
    expect(files).toContain('worker.js')
    expect(files).toContain('licenses.txt')
  })

  test('has chunks with descriptive names', async () => {
    expect((await readdir(join(root, 'dist/chunks'))).sort()).toEqual([
      'actions-cache.js',
      'actions-core.js',
      'actions-github.js',
      'actions-http.js',
      'commander.js',
      'cyclonedx.js',
      'd3-hierarchy.js',
      'deliver-report.js',
      'dockerfile-ast.js',
      'http-client.js',
      'linkgate-action.js',
      'linkgate-attribution.js',
      'linkgate-check.js',
      'linkgate-clean-up.js',
      'linkgate-core.js',
      'linkgate-deliver.js',
      'linkgate-dockerfile.js',
      'linkgate-doctor.js',
      'linkgate-environment.js',
      'linkgate-findings.js',
      'linkgate-git-docker.js',
      'linkgate-image.js',
      'linkgate-local.js',
      'linkgate-measure.js',
      'linkgate-model.js',
      'linkgate-preflight.js',
      'linkgate-publish-measured.js',
      'linkgate-publish-phase.js',
      'linkgate-publish.js',
      'linkgate-report.js',
      'linkgate-request.js',
      'linkgate-run.js',
      'linkgate-sarif.js',
      'linkgate-sbom.js',
      'linkgate-shell.js',
      'linkgate-version.js',
      'linkgate-world.js',
      'rolldown-runtime.js',
      'undici.js',
      'yaml.js',
      'zod.js',
    ])
  })

  test.each([
    ['main.js', 'linkgate-action.js'],
    ['cli.js', 'linkgate-check.js'],
    ['cli.js', 'linkgate-local.js'],
  ])('%s loads most of the program only when the command is known', async (file, command) => {
    const loaded = await loadedAtOnce(file)
    expect(loaded).toContain('chunks/linkgate-request.js')
    for (const name of ['run', 'report', 'model', 'dockerfile'])
      expect(loaded).not.toContain(`chunks/linkgate-${name}.js`)
    expect(await readFile(join(root, 'dist', file), 'utf8')).toContain(`import("./chunks/${command}")`)
  })

  test.each([
    ['main.js', 'linkgate-action.js'],
    ['cli.js', 'linkgate-check.js'],
  ])(
    '%s: a check queries git and the engine before it loads the code for measuring',
    async (file, command) => {
      const loaded = await loadedAtOnce(`chunks/${command}`, await loadedAtOnce(file))
      expect(loaded).toContain('chunks/linkgate-preflight.js')
      for (const name of [
        'run',
        'measure',
        'report',
        'findings',
        'attribution',
        'dockerfile',
        'doctor',
        'publish',
      ])
        expect(loaded).not.toContain(`chunks/linkgate-${name}.js`)
      const first = await readFile(join(root, 'dist/chunks/linkgate-preflight.js'), 'utf8')
      expect(first).toContain('import("./linkgate-measure.js")')
    },
  )

  test('loads the clients of the cache and of GitHub only when they are used', async () => {
    const first = await loadedAtOnce('chunks/linkgate-action.js', await loadedAtOnce('main.js'))
    const measuring = await loadedAtOnce('chunks/linkgate-measure.js', first)
    const loaded = await loadedAtOnce('chunks/linkgate-publish-measured.js', measuring)
    expect(loaded).toContain('chunks/linkgate-run.js')
    for (const name of ['actions-cache', 'actions-github', 'actions-http', 'undici'])
      expect(loaded).not.toContain(`chunks/${name}.js`)
    expect(await loadedAtOnce('cache.js')).not.toContain('chunks/linkgate-run.js')
    // the documentation of all findings, and CycloneDX
    for (const name of ['linkgate-sarif', 'linkgate-sbom', 'cyclonedx'])
      expect(loaded).not.toContain(`chunks/${name}.js`)
    const world = await readFile(join(root, 'dist/chunks/linkgate-world.js'), 'utf8')
    expect(world).toContain('import("./actions-github.js")')
  })

  test('computes in a process that loads nothing else', async () => {
    const loaded = await loadedAtOnce('worker.js')
    const names = ['zod', 'linkgate-attribution', 'linkgate-core', 'linkgate-environment', 'linkgate-model']
    for (const one of loaded)
      expect([...names, 'linkgate-version', 'rolldown-runtime']).toContain(/\/(.+)\.js$/.exec(one)?.[1])
  })

  test('cleans up without loading what measures', async () => {
    const loaded = await loadedAtOnce('post.js')
    expect(loaded).toContain('chunks/linkgate-clean-up.js')
    for (const name of ['run', 'findings']) expect(loaded).not.toContain(`chunks/linkgate-${name}.js`)
  })

  test('main.js reports all problems of its inputs, and exits with 2', async () => {
    await using folder = await temporaryFolder()
    await stepFolder(folder.path)
    const { exitCode, stdout } = await start('main.js', {
      env: stepEnv(
        folder.path,
        { directory: root, temporary: folder.path },
        { phase: 'mesure', cache: 'yes', comment: 'sometimes' },
      ),
    }).finished
    expect(exitCode).toBe(2)
    expect(stdout).toContain('::error::input `phase` is `mesure`: did you mean `measure`?')
    expect(stdout).toContain('::error::input `cache` is `yes`: allowed: `true`, `false`')
    expect(stdout).toContain('::error::input `comment` is `sometimes`')
  })

  test('main.js outside a pull request: report, outputs, summary and exit code; post.js finds nothing to do', async () => {
    await using repository = await smallRepository('orders')
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
    await using repository = await smallRepository('orders')
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
    expect(post.stdout).toContain('removed leftovers of an interrupted run')
    expect(await traces(repository)).toBe(before)
  })
})
