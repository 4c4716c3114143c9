/** Runs workflow files with act (https://github.com/nektos/act), an independent runner, on this host. */
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Report } from '../../../src/document/report.ts'
import { currentActions } from '../../../src/repository/workflow/current-actions.ts'
import type { Repository } from '../repositories/repository.ts'
import { endedRuns, root, temporaryFolder } from '../runs/linkgate.ts'
import type { Event } from './act-events.ts'
import { unpack } from './artifacts/service.ts'

export interface ActRun {
  readonly exitCode: number
  /** Output of all steps. */
  readonly output: string
}

export interface ActOptions {
  readonly repository: Pick<Repository<string>, 'directory'>
  /** Name of the file in `example-workflows`. */
  readonly example: string
  readonly event: Event
  readonly token: string
  readonly env: Readonly<Record<string, string>>
  /** Directory for everything that act keeps between runs. */
  readonly folder: string
  readonly runId: number
}

/** References of this action and of the artifact actions in the example workflows. */
const references = {
  linkgate: 'linkgate/linkgate@v0.1.0',
  upload: currentActions.upload,
  download: currentActions.download,
}

/** An artifact of a run, from act's directory. */
export function artifactIn(folder: string, runId: number, name: string): Promise<Uint8Array> {
  return readFile(join(folder, 'artifacts', String(runId), name, `${name}.zip`))
}

/** The one report in an artifact. */
export async function reportIn(folder: string, runId: number, name: string): Promise<Report> {
  await using unpacked = await temporaryFolder()
  unpack(await artifactIn(folder, runId, name), unpacked.path)
  const files = await readdir(unpacked.path)
  expect(files).toHaveLength(1)
  return JSON.parse(await readFile(join(unpacked.path, files[0] ?? ''), 'utf8')) as Report
}

export async function act(options: ActOptions): Promise<ActRun> {
  const { repository, example, event, token, env, folder, runId } = options
  await mkdir(folder, { recursive: true })
  const eventPath = join(folder, 'event.json')
  await writeFile(eventPath, JSON.stringify(event.payload))
  const workflow = await asFile(example, folder)
  const actions = await actionsIn(folder)
  const variables = { ...env, GITHUB_RUN_ID: String(runId) }
  const args = [
    event.name,
    '--workflows',
    workflow,
    '--eventpath',
    eventPath,
    '--platform=ubuntu-latest=-self-hosted',
    ...Object.entries(actions).map(([reference, path]) => `--local-repository=${reference}=${path}`),
    `--action-cache-path=${join(folder, 'actions')}`,
    `--cache-server-path=${join(folder, 'cache')}`,
    '--cache-server-addr=127.0.0.1',
    `--artifact-server-path=${join(folder, 'artifacts')}`,
    '--artifact-server-addr=127.0.0.1',
    `--artifact-server-port=${await freePort()}`,
    '--env-file=/dev/null',
    '--secret-file=/dev/null',
    `--secret=GITHUB_TOKEN=${token}`,
    ...Object.entries(variables).map(([name, value]) => `--env=${name}=${value}`),
  ]
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn('act', args, { cwd: repository.directory, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', (code) => {
      const exitCode = code ?? -1
      const cwd = repository.directory
      endedRuns.push({ command: ['act', example], cwd, exitCode, stdout: output, stderr: '' })
      resolve({ exitCode, output })
    })
  })
}

/** The lines of a text that act treats as commands if a step prints them. */
export async function commandsByAct(printed: string): Promise<readonly string[]> {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'printed'), printed)
  const steps = [{ run: `cat '${join(folder.path, 'printed')}'` }]
  const workflow = stringify({ on: 'push', jobs: { print: { 'runs-on': 'ubuntu-latest', steps } } })
  await writeFile(join(folder.path, 'print.yml'), workflow)
  const args = ['push', '--json', '--workflows=print.yml', '--platform=ubuntu-latest=-self-hosted']
  const files = ['--env-file=/dev/null', '--secret-file=/dev/null']
  const { stdout } = await promisify(execFile)('act', [...args, ...files], {
    cwd: folder.path,
    maxBuffer: 100_000_000,
  })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { command?: string; raw?: string })
    .flatMap(({ command, raw = '' }) => (command === undefined ? [] : [raw.trim()]))
}

/** An example with an additional last step in each job that prints the summary, because act does not show it. */
async function asFile(example: string, folder: string): Promise<string> {
  const workflow = parse(await readFile(join(root, 'example-workflows', example), 'utf8')) as {
    jobs: Record<string, { steps: object[] }>
  }
  for (const { steps } of Object.values(workflow.jobs)) {
    steps.push({ if: 'always()', run: 'cat "$GITHUB_STEP_SUMMARY"' })
  }
  const path = join(folder, example)
  await writeFile(path, stringify(workflow))
  return path
}

/**
 * Directories of all actions in the examples, by reference. act copies a whole directory, but users only get a part of this one.
 */
async function actionsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const at = (name: string) => join(folder, 'references', name)
  for (const name of ['action.yml', 'dist', 'package.json', 'probe', 'schemas']) {
    await cp(join(root, name), join(at('linkgate'), name), { recursive: true })
  }
  const standIns = join(root, '__tests__/support/workflows/artifacts')
  for (const name of ['upload', 'download']) {
    await cp(join(standIns, `${name}.yml`), join(at(name), 'action.yml'))
    for (const file of ['service.ts', `${name}.ts`]) await cp(join(standIns, file), join(at(name), file))
  }
  return Object.fromEntries(Object.entries(references).map(([name, reference]) => [reference, at(name)]))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
