/** Events in the form of GitHub's event file, with the fields that the tests need. */
import type { Repository } from '../repositories/repository.ts'

export interface Event {
  readonly name: string
  readonly payload: object
}

export interface PullRequest {
  readonly number: number
  readonly baseSha: string
  readonly headSha: string
  /** `owner/name` of the fork; absent if head is in the repository itself. */
  readonly fork?: string
}

const own = {
  id: 1,
  name: 'service',
  full_name: 'octo/service',
  owner: { login: 'octo' },
  default_branch: 'main',
}

function headRepository(fork: string | undefined): object {
  if (fork === undefined) return own
  const [login = '', name = ''] = fork.split('/')
  return { ...own, id: 2, name, full_name: fork, owner: { login } }
}

export function pullRequestEvent({ number, baseSha, headSha, fork }: PullRequest): Event {
  return {
    name: 'pull_request',
    payload: {
      action: 'synchronize',
      number,
      repository: own,
      pull_request: {
        number,
        head: { ref: 'topic', sha: headSha, repo: headRepository(fork) },
        base: { ref: 'main', sha: baseSha, repo: own },
      },
    },
  }
}

/** A run for a pull request has ended. If it is from a fork, GitHub does not include its number. */
export function workflowRunEvent(id: number, { headSha, fork }: PullRequest): Event {
  return {
    name: 'workflow_run',
    payload: {
      action: 'completed',
      repository: own,
      workflow_run: {
        id,
        run_attempt: 1,
        event: 'pull_request',
        conclusion: 'success',
        head_sha: headSha,
        head_branch: 'topic',
        head_repository: headRepository(fork),
        pull_requests: [],
      },
    },
  }
}

/** The merge commit of a pull request is in the merge queue. */
export function mergeGroupEvent({ baseSha, headSha }: Pick<PullRequest, 'baseSha' | 'headSha'>): Event {
  const names = { base_ref: 'refs/heads/main', head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${baseSha}` }
  return {
    name: 'merge_group',
    payload: {
      action: 'checks_requested',
      repository: own,
      merge_group: { base_sha: baseSha, head_sha: headSha, ...names },
    },
  }
}

/** The event file does not contain the repository. */
export const scheduleEvent: Event = { name: 'schedule', payload: { schedule: '23 3 * * *' } }

/** Checks out the merge of the branch `topic` into main, like actions/checkout on `pull_request`. */
export async function checkOutMerge({ git }: Pick<Repository, 'git'>): Promise<{
  readonly baseSha: string
  readonly headSha: string
}> {
  const headSha = await git('rev-parse', 'topic')
  const baseSha = await git('rev-parse', 'main')
  await git('checkout', '--quiet', '--detach', 'main')
  await git('merge', '--quiet', '--no-ff', '--message', 'Merge topic into main', 'topic')
  return { baseSha, headSha }
}
