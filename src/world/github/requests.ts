/** Sends requests for one repository. Connects at the first one, and converts each failure. */
import { CancelledError } from '../../common/errors.ts'
import { ApiError } from '../../effects/github.ts'
import { apiError, connect, faultOf, type Octokit, realTiming } from './connect.ts'
import { isConnectionFault, Patience, type RetryTiming } from './retry.ts'

export interface GitHubOptions {
  /** The action's own token, which is not used for anything else. */
  readonly token: string
  /**
   * Without a slash at the end: `https://api.github.com`; `https://host/api/v3` for GitHub Enterprise Server;
   * `https://host/api/v1` for Gitea or Forgejo.
   */
  readonly apiUrl: string
  readonly owner: string
  readonly repo: string
  readonly signal: AbortSignal
  /** Time limit of one attempt, in milliseconds. */
  readonly timeoutMs?: number
  /** Time that all failed attempts and waits together may take before a call fails, in milliseconds. */
  readonly budgetMs?: number
  readonly timing?: RetryTiming
}

export class Requests {
  readonly at: { readonly owner: string; readonly repo: string }
  readonly timing: RetryTiming
  readonly #options: GitHubOptions
  readonly #patience: Patience
  #octokit: Promise<Octokit> | undefined

  constructor(options: GitHubOptions) {
    const { owner, repo, signal, timing = realTiming, timeoutMs = 20_000, budgetMs = 60_000 } = options
    this.at = { owner, repo }
    this.timing = timing
    this.#options = options
    this.#patience = new Patience({ timing, signal, budgetMs, timeoutMs })
  }

  /** Does `work` even if the run is being cancelled. Rejects with Octokit's own error. */
  async send<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    const { token, apiUrl, signal } = this.#options
    this.#octokit ??= connect(token, apiUrl, signal, this.#patience)
    return work(await this.#octokit)
  }

  /** Rejects with ApiError or CancelledError. */
  async call<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    const { signal } = this.#options
    if (signal.aborted) throw new CancelledError()
    try {
      return await this.send(work)
    } catch (error) {
      if (signal.aborted) throw new CancelledError()
      throw apiError(error, this.timing.wall())
    }
  }

  /**
   * Sends a request that creates something. If a failed request may have created it, `make` is called with `again`, and must first
   * look for it.
   */
  create<T>(make: (octokit: Octokit, again: boolean) => Promise<T>): Promise<T> {
    const { signal } = this.#options
    return this.call(async (api) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await make(api, attempt > 1)
        } catch (error) {
          const fault = faultOf(error)
          if (signal.aborted || !isConnectionFault(fault) || !(await this.#patience.waits(fault, attempt)))
            throw error
        }
      }
    })
  }

  /** undefined if the server answers with one of these statuses. */
  async callUnless<T>(
    statuses: readonly number[],
    work: (octokit: Octokit) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await this.call(work)
    } catch (error) {
      if (error instanceof ApiError && error.status !== undefined && statuses.includes(error.status)) {
        return undefined
      }
      throw error
    }
  }
}
