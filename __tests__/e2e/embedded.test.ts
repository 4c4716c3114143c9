/** Whole checks on the embedded engine: the numbers of Docker, and what a machine that allows nothing still gives. */
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isMeasured } from '../../src/model/measurement.ts'
import type { WrittenReport } from '../support/reports/worded.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import type { Repository } from '../support/repositories/repository.ts'
import { left, root, start, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { output } from '../support/world/temporary.ts'

const undo = new AsyncDisposableStack()
let place: Pick<Repository, 'directory' | 'temporary'>
let before = ''
let onDocker: WrittenReport
let embedded: WrittenReport
let outside: WrittenReport

beforeAll(async () => {
  const folder = undo.use(await temporaryFolder())
  place = { directory: join(folder.path, 'repository'), temporary: join(folder.path, 'temporary') }
  await mkdir(place.temporary)
  // it reads its templates where it works, and has a Dockerfile
  await layOut('templates-in-workdir', place.directory)
  await repositoryAt(place.directory).commit('All there is')
  const config = join(folder.path, 'built-in.yml')
  await writeFile(config, 'version: 1\nbuild: { dockerfile: false }\n')
  const bin = join(folder.path, 'bin')
  await mkdir(bin)
  await writeFile(join(bin, 'buildah'), '#!/bin/sh\nexit 1\n')
  await chmod(join(bin, 'buildah'), 0o755)
  const restrict = join(bin, 'restrict')
  const source = join(root, '__tests__/fixtures/embedded')
  await output(['go', 'build', '-o', restrict, '.'], { cwd: source, env: { CGO_ENABLED: '0' } })
  before = await traces(place)
  onDocker = await checked(['--engine', 'docker', '--config', config])
  // Docker is hidden: nothing here leads to the engine of the tests
  const hidden = await withoutEngines(join(folder.path, 'hidden'))
  embedded = await checked([], { PATH: `${bin}:${hidden}`, DOCKER_HOST: undefined })
  const withoutRights = [restrict, 'setpriv', '--bounding-set', '-sys_chroot', '--inh-caps', '-sys_chroot']
  outside = await checked(['--engine', 'embedded', '--config', config], {}, withoutRights)
})
afterAll(() => undo.disposeAsync())

/** Has all programs of this machine, except container engines and builders. */
async function withoutEngines(directory: string): Promise<string> {
  await mkdir(directory)
  const hidden = /^(?:docker.*|podman.*|buildah|buildctl|buildkitd|nerdctl|containerd.*)$/
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const names = await readdir(folder).catch(() => [])
    // the first one on PATH counts
    for (const name of names.filter((one) => !hidden.test(one)))
      await symlink(join(folder, name), join(directory, name)).catch(() => {})
  }
  return directory
}

async function checked(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  under: readonly string[] = [],
): Promise<WrittenReport> {
  const { exitCode, stdout, stderr } = await start('cli.js', {
    under,
    args: ['check', '--repo', place.directory, '--rounds', '7', '--json', ...args],
    env: { ...process.env, TMPDIR: place.temporary, ...env },
  }).finished
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stdout}${stderr}`)
  return JSON.parse(stdout)
}

/** What no clock decides. */
const exactly = ({ variants }: WrittenReport) =>
  variants.map(({ mode, source, linkage, image, metrics }) => ({
    mode,
    source,
    linkage,
    image,
    sizes: ['binary-size', 'image-size', 'pull-size', 'layers'].map((name) => metrics[name]),
    isStarted: isMeasured(metrics['startup']) && isMeasured(metrics['memory']),
  }))

test('the sizes, digests and linkage of Docker, and every mode starts', () => {
  expect(exactly(embedded)).toMatchObject([
    { mode: 'static', source: 'built-in', linkage: { kind: 'static' }, isStarted: true },
    { mode: 'dynamic', source: 'built-in', linkage: { kind: 'dynamic' }, isStarted: true },
  ])
  expect(exactly(embedded)).toEqual(exactly(onDocker))
  expect(onDocker.engine.name).toBe('docker')
  expect(embedded.engine).toMatchObject({
    name: 'embedded',
    isolation: { kind: 'namespaces', namespaces: ['mount', 'pid', 'network'], by: 'root', refused: [] },
  })
  expect(embedded.noise.placement).toEqual(onDocker.noise.placement)
})

test('a Dockerfile without a builder is one finding', () => {
  expect(embedded.findings.filter(({ verdict }) => verdict !== 'pass')).toMatchObject([
    {
      id: 'dockerfile/no-builder',
      verdict: 'warn',
      message: expect.stringMatching(/^The image of Dockerfile is not measured/),
    },
  ])
})

test('without any isolation, both modes start outside their image, which is a warning', () => {
  expect(outside.engine.isolation).toMatchObject({ kind: 'none', by: 'root' })
  expect(exactly(outside)).toEqual(exactly(onDocker))
  expect(outside.findings.filter(({ verdict }) => verdict !== 'pass')).toMatchObject([
    {
      id: 'start/outside-image',
      message: expect.stringContaining('(`chroot: operation not permitted`)'),
    },
  ])
})

test('leaves nothing behind, neither in the engine nor in a directory', async () => {
  expect(await left(place, before)).toEqual([])
})
