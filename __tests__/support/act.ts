/** Workflow files run by act (https://github.com/nektos/act), a runner that others wrote, on this host. */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './linkgate.ts'
import type { Repository } from './repository.ts'

export interface ActRun {
  readonly exitCode: number
  /** What all steps printed. */
  readonly output: string
}

export interface PullRequestEvent {
  readonly number: number
  readonly baseSha: string
  readonly headSha: string
}

export interface ActOptions {
  readonly repository: Repository
  /** Path of the workflow file. */
  readonly workflow: string
  readonly event: PullRequestEvent
  readonly token: string
  readonly env: Readonly<Record<string, string>>
  /** Folder for everything that act keeps. */
  readonly folder: string
}

/** The reference by which the example workflows name this action. */
export const reference = 'linkgate/linkgate@v0.1.0'

export async function act(options: ActOptions): Promise<ActRun> {
  const { repository, workflow, event, token, env, folder } = options
  const eventPath = join(folder, 'event.json')
  await mkdir(folder, { recursive: true })
  await writeFile(eventPath, JSON.stringify(payload(event)))
  const args = [
    'pull_request',
    '--workflows',
    workflow,
    '--eventpath',
    eventPath,
    '--platform=ubuntu-latest=-self-hosted',
    `--local-repository=${reference}=${root}`,
    `--action-cache-path=${join(folder, 'actions')}`,
    `--cache-server-path=${join(folder, 'cache')}`,
    '--cache-server-addr=127.0.0.1',
    '--env-file=/dev/null',
    '--secret-file=/dev/null',
    `--secret=GITHUB_TOKEN=${token}`,
    ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
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
    child.on('close', (code) => resolve({ exitCode: code ?? -1, output }))
  })
}

function payload({ number, baseSha, headSha }: PullRequestEvent): object {
  const repository = {
    name: 'service',
    full_name: 'octo/service',
    owner: { login: 'octo' },
    default_branch: 'main',
  }
  return {
    action: 'synchronize',
    number,
    repository,
    pull_request: {
      number,
      head: { ref: 'topic', sha: headSha, repo: repository },
      base: { ref: 'main', sha: baseSha, repo: repository },
    },
  }
}
