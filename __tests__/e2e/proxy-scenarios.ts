/** The proxies between a runner and GitHub: a table of `events.test.ts`. */
import type { FaultScenario } from './scenario.ts'

const comment = { comment: true, sent: 1 } as const
const none = { comment: false } as const

export const proxyScenarios: readonly FaultScenario[] = [
  {
    ...comment,
    name: 'HTTPS_PROXY with a name and a password, NODE_EXTRA_CA_CERTS',
    proxy: {
      variable: 'HTTPS_PROXY',
      account: 'user:pass-word',
      user: 'user:pass-word',
      api: () => 'https://github.example/api/v3',
      leads: true,
      trusts: true,
      to: 'github.example:443',
    },
  },
  {
    ...none,
    name: 'HTTPS_PROXY, a certificate that is not trusted',
    proxy: {
      variable: 'HTTPS_PROXY',
      api: () => 'https://github.example/api/v3',
      leads: true,
      to: 'github.example:443',
    },
    notice:
      /this machine does not trust its certificate; set `NODE_EXTRA_CA_CERTS` to the file of your certificate authority/,
  },
  {
    ...none,
    name: 'HTTPS_PROXY with another password',
    proxy: {
      variable: 'HTTPS_PROXY',
      account: 'user:pass-word',
      user: 'user:wrong-word',
      api: () => 'https://github.example/api/v3',
      leads: true,
      to: 'github.example:443',
    },
    notice:
      /the proxy did not forward the request to https:\/\/github\.example\/api\/v3 but answered 407: it requires a user name/,
  },
  {
    ...none,
    name: 'HTTP_PROXY, which refuses',
    proxy: {
      variable: 'HTTP_PROXY',
      refuses: 403,
      api: () => 'http://github.example/api/v3',
      leads: false,
      to: 'github.example:80',
    },
    notice:
      /the proxy did not forward the request to http:\/\/github\.example\/api\/v3 but answered 403: allow that host/,
  },
  {
    ...comment,
    name: 'HTTP_PROXY, which finds nobody at first',
    proxy: {
      variable: 'HTTP_PROXY',
      refuses: 502,
      times: 1,
      api: () => 'http://github.example/api/v3',
      leads: true,
      to: 'github.example:80',
    },
  },
  {
    ...comment,
    name: 'NO_PROXY',
    proxy: {
      variable: 'HTTP_PROXY',
      env: { NO_PROXY: 'other.example,0.0.0.0' },
      // loopback addresses by their names are never asked of a proxy
      api: (port) => `http://0.0.0.0:${port}/api/v3`,
      leads: false,
      to: undefined,
    },
  },
]
