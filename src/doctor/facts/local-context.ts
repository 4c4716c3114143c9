/** The workflow run in which the doctor runs. */

import { jsonOrUndefined } from '../../common/json.ts'
import { type Result, succeed } from '../../common/result.ts'
import { boundedText, largestEvent } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import { type GitHubContext, readContext } from '../../repository/event.ts'
import type { LocalContext } from './facts.ts'

/** The context from the environment; undefined on a local machine. */
export async function contextOf({ files, host: { env } }: World): Promise<Result<GitHubContext> | undefined> {
  const path = env['GITHUB_EVENT_PATH'] ?? ''
  const source =
    path === '' ? undefined : await boundedText(files, path, { name: path, largest: largestEvent })
  const read = readContext(env, source === undefined ? undefined : jsonOrUndefined(source))
  if (!read.ok) return read
  return read.value === undefined ? undefined : succeed(read.value)
}

export function localContextOf({ host: { env } }: World, context: Result<GitHubContext>): LocalContext {
  // owner/name/.github/workflows/ci.yml@refs/heads/main
  const [, workflow = '.github/workflows/linkgate.yml'] =
    /^[^/]+\/[^/]+\/(.+?\.ya?ml)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '') ?? []
  return { context, workflow, job: env['GITHUB_JOB'] ?? 'image' }
}
