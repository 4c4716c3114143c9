import { expect, test } from 'vitest'
import { succeed } from '../../src/common/result.ts'
import { openWorkspace } from '../../src/effects/workspace.ts'
import { preflight } from '../../src/plan/preflight.ts'
import { openCheckout } from '../../src/repository/git/git.ts'
import { fakeEngine } from '../support/world/plan.ts'
import { fakeWorld } from '../support/world/world.ts'

test('an error of git that repeats a secret of the configuration does not show it', async () => {
  const secret = 'correct-horse-battery'
  const world = fakeWorld({
    env: { PATH: '/bin', LOGIN: secret },
    files: {
      '/repo/.github/linkgate.yml': 'version: 1\nbuild: { secrets: { registry: { env: LOGIN } } }\n',
    },
    commands: {
      'git rev-parse --show-toplevel': '/repo\n',
      'git config': '',
      'go env': { exitCode: 127 },
      git: () => {
        throw new Error(world.secrets.mask(`fatal: ${secret}`))
      },
    },
  })
  const workspace = await openWorkspace(world)
  const engine = fakeEngine(() => {
    throw new Error('nothing is started')
  })
  const inputs = { directory: '/repo', rounds: 7, engine: 'docker' } as const
  const checked = preflight(world, workspace, {
    inputs,
    context: undefined,
    docker: async () => succeed(engine),
    git: () => openCheckout(world, '/repo'),
  })
  await expect(checked).rejects.toThrow('fatal: ***')
  await workspace.close()
})
