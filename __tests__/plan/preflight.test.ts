import { expect, test } from 'vitest'
import { InputError } from '../../src/common/errors.ts'
import { succeed } from '../../src/common/result.ts'
import { openWorkspace } from '../../src/effects/workspace.ts'
import { preflight } from '../../src/plan/preflight.ts'
import { openCheckout } from '../../src/repository/git/git.ts'
import { fakeEngine } from '../support/world/plan.ts'
import { fakeWorld } from '../support/world/world.ts'

test('a missing directory is an input error, and no command runs', async () => {
  const world = fakeWorld({ files: { '/repo/go.mod': 'module x' } })
  const workspace = await openWorkspace(world)
  const never = () => Promise.reject(new Error('not to be called'))
  for (const directory of ['/repo/servce', '/repo/go.mod']) {
    const inputs = { directory, rounds: 7, engine: 'docker' } as const
    const tools = { docker: never, git: never, removeLeftovers: never }
    const checked = preflight(world, workspace, { inputs, context: undefined, ...tools })
    const problem = `${directory} is not a directory: run actions/checkout first, or point working-directory (--repo) at one`
    await expect(checked).rejects.toEqual(new InputError([problem]))
  }
  await workspace.close()
})

test('a secret of the configuration is masked in an error of git', async () => {
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
    removeLeftovers: async () => {},
  })
  await expect(checked).rejects.toThrow('fatal: ***')
  await workspace.close()
})
