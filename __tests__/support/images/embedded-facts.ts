/**
 * Prints facts about an app in a container of the embedded engine, as JSON: `node embedded-facts.ts ARCHIVE PROBE [NETWORK]`. It is a
 * program, so that it can run as any user. With WAIT=yes, the app runs until it is killed.
 */
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { Engine, Isolation } from '../../../src/effects/engine.ts'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import { EmbeddedEngine } from '../../../src/images/engines/embedded/embedded.ts'
import { noBuilder } from '../../../src/images/engines/embedded/no-builder.ts'
import { openProbe, type StartRequest } from '../../../src/startup/probe/probe.ts'
import { openWorld } from '../../../src/world/open.ts'
import { quietLog } from '../../../src/world/terminal-log.ts'
import { anyResponse } from '../world/start-request.ts'

export interface EmbeddedFacts {
  readonly isolation: Isolation | undefined
  /** The output of `__tests__/fixtures/embedded/facts.go`; absent if the app did not start. */
  readonly facts: unknown
  /** The failure that the probe reports; `exited` is the expected one. */
  readonly failure: string
  /** Why no copies of the program could be placed in a running container; absent if they were placed. */
  readonly notPlaced?: string
  /** Log lines of the engine. */
  readonly logged: readonly string[]
}

const facts = '/app/facts'

async function embeddedFacts(archive: string, probePath: string, network?: string): Promise<EmbeddedFacts> {
  const { signal } = new AbortController()
  const logged: string[] = []
  const quiet = quietLog(signal, (line) => console.error(line))
  const log = { ...quiet, info: (line: string) => void logged.push(line) }
  const temporaryRoot = process.env['TMPDIR'] ?? '/tmp'
  const world = openWorld({ env: process.env, temporaryRoot, log, signal, secrets: openSecrets() })
  const workspace = await openWorkspace(world)
  const engine: Engine = new EmbeddedEngine(world, workspace.directory, noBuilder)
  try {
    engine.take('facts', archive)
    const entrypoint = '/.linkgate-probe'
    const container = await engine.create({
      image: 'facts',
      run: workspace.run,
      entrypoint,
      // identifies the processes of this run
      env: { GIVEN: 'yes', RUN_IN: temporaryRoot },
      ...(network === undefined ? {} : { network }),
    })
    await engine.copyInto(container, probePath, entrypoint)
    const probe = openProbe(engine.start(container))
    const started = await probe.start(request)
    const entered = openProbe(engine.enter(container, entrypoint))
    const placed = await entered.place({ program: facts, directory: '/.linkgate-copies', copies: 2 })
    if (started.ok) throw new Error('the app prints facts and ends')
    const { failure, log } = started.problem
    const line = log.find((one) => one.startsWith('{'))
    return {
      isolation: engine.isolation?.(),
      facts: line === undefined ? log : JSON.parse(line),
      failure: failure.kind === 'container-ended' ? failure.output : failure.kind,
      ...(placed.ok ? {} : { notPlaced: placed.problem.message }),
      logged,
    }
  } finally {
    await engine.removeAll(workspace.run)
    await workspace.close()
  }
}

const request: StartRequest = {
  ...anyResponse,
  argv: [facts],
  env: ['STARTED=yes', ...(process.env['WAIT'] === undefined ? [] : [`WAIT=${process.env['WAIT']}`])],
}

if (import.meta.main) {
  const [, , archive = '', probe = '', network] = process.argv
  console.log(JSON.stringify(await embeddedFacts(archive, probe, network)))
}
