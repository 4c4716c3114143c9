/**
 * Common parts of the substitutes for actions/upload-artifact and actions/download-artifact. act would fetch the real ones from
 * github.com, but the tests must not need a network. The substitutes accept the inputs that the example workflows use, write files to
 * the same paths as the real ones, and make the same requests to act's artifact service and GitHub's API. They do not prove that the
 * real ones accept these inputs (actionlint checks that), and an artifact is a tar archive here, not a zip.
 */
import { execFileSync } from 'node:child_process'

/** An input of the step; empty if it is not set. */
export function input(name: string): string {
  return process.env[`INPUT_${name.toUpperCase()}`] ?? ''
}

export function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: act has no artifact service`)
  return value
}

/** Calls the artifact service of this run. */
export async function call(method: string, given: object): Promise<Readonly<Record<string, unknown>>> {
  const token = variable('ACTIONS_RUNTIME_TOKEN')
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { scp: string }
  const [, workflowRunBackendId, workflowJobRunBackendId] =
    claims.scp
      .split(' ')
      .find((scope) => scope.startsWith('Actions.Results:'))
      ?.split(':') ?? []
  const url = new URL(
    `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
    variable('ACTIONS_RESULTS_URL'),
  )
  const response = await sent(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ workflowRunBackendId, workflowJobRunBackendId, ...given }),
  })
  return (await response.json()) as Readonly<Record<string, unknown>>
}

/** Rejects unless the response is a success. */
export async function sent(url: URL | string, request: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, request)
  if (!response.ok && response.status !== 302) {
    throw new Error(`${request.method ?? 'GET'} ${new URL(url).pathname}: ${response.status}`)
  }
  return response
}

export function pack(directory: string, name: string): Buffer {
  return execFileSync('tar', ['--create', '--directory', directory, name], { maxBuffer: 64 << 20 })
}

export function unpack(archive: Uint8Array, directory: string): void {
  execFileSync('tar', ['--extract', '--directory', directory], { input: archive })
}

/** Runs a step. An exception makes it fail. */
export async function step(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.log(`::error::${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
