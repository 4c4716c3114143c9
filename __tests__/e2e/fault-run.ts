/** A pull request's run whose way to GitHub is as a scenario says. */

import { LoopbackProxy, type Tunnel } from '../support/github/proxy.ts'
import { GitHubServer } from '../support/github/server.ts'
import { type Certificate, TlsFront } from '../support/github/tls-front.ts'
import type { Shas } from '../support/programs/hello.ts'
import { pullRequest } from '../support/workflows/events.ts'
import { runStep, type StepEnd } from '../support/workflows/workflow-step.ts'
import type { FaultScenario } from './scenario.ts'

export interface FaultRun {
  /** An empty one. */
  readonly folder: string
  /** With `words` checked out. */
  readonly checkout: string
  readonly at: Shas
  /** Of github.example. */
  readonly certificate: Certificate
}

export interface FaultEnd {
  readonly end: StepEnd
  /** Of the pull request, in the end. */
  readonly comments: readonly string[]
  /** Of every answer, 0 where there was none. */
  readonly statuses: readonly number[]
  /** How often the comment was sent. */
  readonly sent: number
  readonly tunnels: readonly Tunnel[]
}

export async function runFault(scenario: FaultScenario, run: FaultRun): Promise<FaultEnd> {
  const { proxy } = scenario
  await using server = await GitHubServer.start({
    ...(proxy === undefined ? {} : { flavor: 'enterprise' }),
    ...scenario.server,
  })
  server.setPullRequest(7, run.at.words)
  scenario.before?.(server)
  await using front = await TlsFront.start(server.port, run.certificate)
  const port = proxy?.variable === 'HTTPS_PROXY' ? front.port : server.port
  await using between = await LoopbackProxy.start(proxy?.leads === true ? port : undefined, proxy)
  const user = proxy?.user === undefined ? '' : `${proxy.user}@`
  const tokens = { reads: server.readOnlyToken, wrong: 'wrong', writes: server.token }
  const end = await runStep({
    folder: run.folder,
    directory: run.checkout,
    event: { name: 'pull_request', payload: pullRequest({ base: run.at.two })(run.at) },
    api: scenario.isDown === true ? await nowhere() : (proxy?.api(server.port) ?? server.url),
    inputs: { 'github-token': tokens[scenario.token ?? 'writes'] },
    env: {
      ...(proxy === undefined ? {} : { [proxy.variable]: `http://${user}127.0.0.1:${between.port}` }),
      ...(proxy?.trusts === true ? { NODE_EXTRA_CA_CERTS: run.certificate.path } : {}),
      ...proxy?.env,
    },
    ...(scenario.haste === undefined ? {} : { haste: scenario.haste }),
  })
  return {
    end,
    comments: server.commentsOf(7).map(({ body }) => body),
    statuses: server.exchanges.map(({ status }) => status),
    sent: server.operations.filter((one) => one === 'issues/create-comment').length,
    tunnels: between.tunnels,
  }
}

/** An address where somebody has listened. */
async function nowhere(): Promise<string> {
  await using server = await GitHubServer.start()
  return server.url
}
