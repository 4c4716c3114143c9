/** Every output of linkgate, by name: a new one that is not listed here does not compile. */
import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import type { GitHub } from '../../src/effects/github.ts'
import type { Log } from '../../src/effects/log.ts'
import { maskedGitHub, maskedLog, maskedStep, maskedTerminal } from '../../src/effects/masked.ts'
import type { Step } from '../../src/effects/step.ts'
import type { Terminal } from '../../src/effects/terminal.ts'

const secret = 'plain-of-the-job'
const text = `a ${secret} b`
const place = { title: text, file: text, line: 1 }

/** A call of each method that outputs text; `none` for methods that output none, or must not mask it. */
type Doors<Handle> = Readonly<Record<keyof Handle, ((handle: Handle) => unknown) | 'none'>>

const log: Doors<Log> = {
  info: (door) => door.info(text),
  notice: (door) => door.notice(text, place),
  warning: (door) => door.warning(text, place),
  error: (door) => door.error(text, place),
  step: (door) => door.step(text, async () => undefined),
  watch: (door) => door.watch(() => text),
}
const terminal: Doors<Terminal> = {
  print: (door) => door.print(text),
  printError: (door) => door.printError(text),
  color: 'none',
  width: 'none',
}
const step: Doors<Step> = {
  input: 'none',
  // the runner must get the secret
  maskSecret: 'none',
  // the post step needs the exact names of what to remove
  saveState: 'none',
  savedState: 'none',
  writeSummary: (door) => door.writeSummary(text),
  setOutput: (door) => door.setOutput('markdown', text),
}
const github: Doors<GitHub> = {
  createComment: (door) => door.createComment(1, text),
  updateComment: (door) => door.updateComment(1, text),
  setStatus: (door) =>
    door.setStatus('sha', { context: text, state: 'success', description: text, url: text }),
  viewer: 'none',
  comments: 'none',
  deleteComment: 'none',
  claim: 'none',
  release: 'none',
  pullRequest: 'none',
  history: 'none',
  permissionOf: 'none',
  statuses: 'none',
}

/** A handle that has every method, and records the arguments of all calls. */
function recorder<Handle>(given: unknown[]): Handle {
  const method = (...args: readonly unknown[]) =>
    void given.push(...args.map((one) => (typeof one === 'function' ? one() : one)))
  return new Proxy(
    {},
    {
      get: () => method,
      ownKeys: () => Object.keys(github),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  ) as Handle
}

function tryDoors<Handle extends object>(
  doors: Doors<Handle>,
  wrap: (handle: Handle, secrets: ReturnType<typeof openSecrets>) => Handle,
): void {
  test.each(
    Object.entries<((handle: Handle) => unknown) | 'none'>(doors).filter(([, door]) => door !== 'none'),
  )('%s', (_, door) => {
    const secrets = openSecrets()
    secrets.learnEnvironment({ MY_TOKEN: secret })
    const given: unknown[] = []
    if (door !== 'none') door(wrap(recorder<Handle>(given), secrets))
    expect(JSON.stringify(given)).toContain('a *** b')
    expect(JSON.stringify(given)).not.toContain(secret)
  })
}

describe('log', () => tryDoors(log, maskedLog))
describe('terminal', () => tryDoors(terminal, maskedTerminal))
describe('step', () => tryDoors(step, maskedStep))
describe('github', () => tryDoors(github, maskedGitHub))

test('a value that the runner must mask is masked in all later outputs', () => {
  const secrets = openSecrets()
  const given: unknown[] = []
  const door = maskedStep(recorder<Step>(given), secrets)
  door.maskSecret('token-of-the-step')
  door.setOutput('report', '/tmp/token-of-the-step.json')
  expect(given).toEqual(['token-of-the-step', 'report', '/tmp/***.json'])
})
