/** Calls and responses of a path of the server. */

export interface Answer {
  readonly status: number
  /** Sent as JSON, except for a text. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Call {
  /** Values of the parameters in the path, by name. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** Address of this path, for links to other pages. */
  readonly address: string
  /** Address of the API. */
  readonly origin: string
}

export interface Route {
  readonly operation: string
  readonly method: string
  /** As in the description: `/repos/{owner}/{repo}/pulls`. */
  readonly template: string
  /** Whether it changes something, and so needs a token with write permission. */
  readonly writes: boolean
  readonly handle: (call: Call) => Answer
}

export function problem(status: number, message: string): Answer {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  }
}

export const notFound = problem(404, 'Not Found')
