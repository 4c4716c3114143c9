/** What the tables of `events.test.ts` are made of. */
import type { ProxyOptions } from '../support/github/proxy.ts'
import type { GitHubServer, GitHubServerOptions } from '../support/github/server.ts'

export interface ProxyScenario extends ProxyOptions {
  /** What is set to the proxy's address, of which `to` makes a part. */
  readonly variable: 'HTTP_PROXY' | 'HTTPS_PROXY'
  /** `name:password` in that address. */
  readonly user?: string
  readonly api: (port: number) => string
  readonly leads: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Whether the certificate of the server is trusted. */
  readonly trusts?: true
  /** `host:port` of every tunnel that was asked for. */
  readonly to: string | undefined
}

export interface FaultScenario {
  readonly name: string
  readonly server?: GitHubServerOptions
  readonly before?: (server: GitHubServer) => void
  readonly token?: 'reads' | 'wrong'
  readonly proxy?: ProxyScenario
  /** Nobody listens at the address of the API. */
  readonly isDown?: true
  /** How much faster its clock runs than a real one. */
  readonly haste?: number
  /** A status that was answered on the way, 0 for no answer; absent where nothing of this kind happened. */
  readonly meets?: number
  /** How often the comment was sent. */
  readonly sent?: number
  /** Whether there is a comment at the end: one, whatever happened. */
  readonly comment: boolean
  /** The one notice, where there is no comment. */
  readonly notice?: RegExp
}
