/** Files of a repository that nobody means well with: one sentence each, whatever reads them. */
import { execFileSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/common/errors.ts'
import { loadConfig } from '../../src/config/load.ts'
import { readWorkflows } from '../../src/doctor/facts/gather.ts'
import { ignoreFileOf } from '../../src/repository/dockerfiles/dockerignore.ts'
import { surveyDockerfiles } from '../../src/repository/dockerfiles/survey.ts'
import { otherEvidence } from '../../src/repository/go/main-evidence.ts'
import { findModules } from '../../src/repository/go/modules.ts'
import { realFiles } from '../../src/world/files.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'
import { fakeWorld } from '../support/world/world.ts'

const directory = await temporaryDirectory()
const files = realFiles(directory)

type Make = (path: string) => unknown
const large =
  (bytes: number): Make =>
  async (path) => {
    await writeFile(path, '')
    await truncate(path, bytes)
  }
const link =
  (target: string): Make =>
  (path) =>
    symlink(target, path)
const pipe: Make = (path) => execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', path])
const folder: Make = (path) => mkdir(path)
const text =
  (content: string): Make =>
  (path) =>
    writeFile(path, content)

const config = '.github/linkgate.yml'
const workflow = '.github/workflows/image.yml'
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const job = (steps: string) => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps}\n`
const reads = (most: string) => new RegExp(`but linkgate reads at most ${most}`)
const outside = /is a link to `.*`, outside the repository: commit the file itself$/
const expected = /but linkgate expects a file: rename or remove it$/

test.each<[name: string, path: string, make: Make, sentence: RegExp]>([
  ['configuration of 600 MB', config, large(600_000_000), reads('256,000')],
  [
    'configuration with thousands of errors',
    config,
    text(lines(2_000, (index) => `k${index}: 1`)),
    /`version` is missing/,
  ],
  [
    'configuration with a key thousands of times',
    config,
    text(lines(2_000, () => 'version: 1')),
    /must be unique$/,
  ],
  [
    'configuration with thousands of modes',
    config,
    text(`version: 1\nmodes:\n${lines(2_000, (index) => `  m${index}: {link: static}`)}`),
    /has 2000 modes, but a check compares at most 20/,
  ],
  ['configuration of brackets', config, text('['.repeat(3_000)), /not valid YAML: /],
  [
    'configuration of nested keys',
    config,
    text('? '.repeat(100_000)),
    /not valid YAML: keys are nested too deeply: use fewer levels$/,
  ],
  [
    'configuration that is a bomb of aliases',
    config,
    text(`a0: &a0 [x, x]\n${lines(30, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)}`),
    /not valid YAML: Excessive alias count/,
  ],
  ['configuration from /dev/zero', config, link('/dev/zero'), outside],
  ['configuration from the kernel', config, link('/proc/kmsg'), outside],
  ['configuration from outside', config, link('/etc/passwd'), outside],
  ['configuration in a circle', config, link('linkgate.yml'), /is a broken link: commit the file itself$/],
  ['configuration that is a directory', config, folder, expected],
  ['configuration that is a pipe', config, pipe, expected],
  ['Dockerfile of 30 MB', 'Dockerfile', large(30_000_000), reads('256,000')],
  ['Dockerfile of 200 kB', 'Dockerfile', text(`FROM golang\nRUN ${'a '.repeat(100_000)}`), reads('100,000')],
  [
    'Dockerfile with thousands of instructions',
    'Dockerfile',
    text('FROM a\n'.repeat(4_000)),
    /has 4,000 instructions, but linkgate reads at most 500/,
  ],
  ['Dockerfile with 20,000 lines', 'Dockerfile', text('#\n'.repeat(20_000)), /has 20,001 lines, /],
  [
    'Dockerfile of nested variables',
    'Dockerfile',
    text(`FROM golang\nENV A=${'${a:-'.repeat(16_000)}`),
    /variables, which linkgate does not expand: set them/,
  ],
  [
    'Makefile that grows without end',
    'Makefile',
    text(`A := x\n${'A += $(A)\n'.repeat(60)}all:\n\tdocker build -t $(A) .\n`),
    /^nothing$/,
  ],
  ['.dockerignore from outside', '.dockerignore', link('/etc/passwd'), outside],
  ['.dockerignore of 600 MB', '.dockerignore', large(600_000_000), reads('256,000')],
  ['go.mod of 600 MB', 'go.mod', large(600_000_000), reads('256,000')],
  ['go.mod from /dev/zero', 'go.mod', link('/dev/zero'), outside],
  ['go.mod that is a pipe', 'go.mod', pipe, expected],
  ['go.sum from /dev/zero', 'go.sum', link('/dev/zero'), outside],
  ['go.sum of 600 MB', 'go.sum', large(600_000_000), reads('16,000,000')],
  ['go.sum that is a pipe', 'go.sum', pipe, expected],
  ['go.work from /dev/zero', 'go.work', link('/dev/zero'), outside],
  ['vendored modules from outside', 'vendor/modules.txt', link('/etc/passwd'), outside],
  ['workflow of 600 MB', workflow, large(600_000_000), reads('256,000')],
  [
    'workflow with hundreds of builds',
    workflow,
    text(job(lines(600, (index) => `      - run: docker build -f d${index} .`))),
    /define more than 500 image builds: remove unused ones$/,
  ],
  ['workflow from /dev/zero', workflow, link('/dev/zero'), outside],
  ['compose file of 600 MB', 'compose.yaml', large(600_000_000), reads('256,000')],
  ['bake file of 600 MB', 'docker-bake.hcl', large(600_000_000), reads('256,000')],
  ['Makefile of 600 MB', 'Makefile', large(600_000_000), reads('256,000')],
  ['Procfile from /dev/zero', 'Procfile', link('/dev/zero'), outside],
  ['Procfile that is a pipe', 'Procfile', pipe, expected],
  ['GoReleaser configuration of 600 MB', '.goreleaser.yml', large(600_000_000), reads('256,000')],
])('%s', async (name, path, make, sentence) => {
  const root = join(directory, name.replaceAll(/\W/g, '-'))
  await writeTree(root, {
    ...(path === 'go.mod' ? {} : { 'go.mod': 'module a\n\ngo 1.26\n' }),
    ...(path === 'Dockerfile'
      ? {}
      : { Dockerfile: 'FROM golang:1.26\nWORKDIR /a\nCOPY . .\nRUN go build -o /b .\nCMD ["/b"]\n' }),
    ...(path === workflow ? {} : { [workflow]: 'on: push\njobs: {}\n' }),
  })
  await mkdir(dirname(join(root, path)), { recursive: true })
  await make(join(root, path))
  const problems = await problemsIn(root)
  expect(problems.length).toBeLessThanOrEqual(21)
  expect(problems[0]).toMatch(sentence)
  for (const problem of problems) expect(problem).not.toContain('\n')
})

/** By all that reads a checkout before anything is built. */
async function problemsIn(root: string): Promise<readonly string[]> {
  const world = { ...fakeWorld(), files }
  try {
    const loaded = await loadConfig(world, root, undefined)
    if (!loaded.ok) return loaded.problem.map(({ message }) => message)
    await findModules(files, root)
    await readWorkflows(world, root)
    const { builds } = await surveyDockerfiles(files, root, { buildArgs: {}, secrets: [], ssh: [] })
    for (const build of builds) await ignoreFileOf(files, root, build)
    await otherEvidence(files, root, [])
    return ['nothing']
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
}
