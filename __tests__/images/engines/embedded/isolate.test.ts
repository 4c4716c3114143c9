import { describe, expect, test } from 'vitest'
import { findIsolation, type IsolationForm } from '../../../../src/images/engines/embedded/isolate.ts'
import { fakeWorld } from '../../../support/world/world.ts'

const name = ({ by, namespaces }: IsolationForm) => [by, ...namespaces].join(' ')

/** What is tried, on a machine where only `works` does. */
async function tried({
  user = 1000,
  sudo = false,
  works,
}: {
  readonly user?: number
  readonly sudo?: boolean
  readonly works?: string
}) {
  const { exec } = fakeWorld({
    commands: {
      'id -u': `${user}\n`,
      'sudo --non-interactive': sudo ? '' : { exitCode: 1 },
      try: ({ command: [, form = ''] }) =>
        form === works
          ? '{"probe":5,"pid":1,"user":0}\n'
          : { exitCode: 125, stderr: `warning\nnamespaces: ${form}: operation not permitted\n` },
    },
  })
  const { found, refused } = await findIsolation(exec, async (form) => ['try', name(form)])
  return { found, refused, asked: exec.lines() }
}

describe('the isolation of an app', () => {
  test('of root: as a container engine makes it, and root is not asked for', async () => {
    const { found, refused, asked } = await tried({ user: 0, works: 'root mount pid network' })
    expect(found).toEqual({ kind: 'namespaces', namespaces: ['mount', 'pid', 'network'], by: 'root' })
    expect(refused).toEqual([])
    expect(asked).toEqual(['id -u', 'try root mount pid network'])
  })

  test('of a user: first without the rights of anybody else', async () => {
    const { found, refused, asked } = await tried({ sudo: true, works: 'user user mount network' })
    expect(found).toEqual({ kind: 'namespaces', namespaces: ['user', 'mount', 'network'], by: 'user' })
    expect(refused).toEqual([
      {
        kind: 'namespaces',
        namespaces: ['user', 'mount', 'pid', 'network'],
        by: 'user',
        because: 'namespaces: user user mount pid network: operation not permitted',
      },
    ])
    expect(asked.filter((line) => line.startsWith('sudo'))).toEqual([])
  })

  test('without namespaces of users: of root, if sudo needs no password', async () => {
    const works = 'sudo mount pid network'
    expect((await tried({ sudo: true, works })).found).toMatchObject({ by: 'sudo' })
    const without = await tried({ works })
    expect(without.found).toBeUndefined()
    expect(without.refused.map(({ by }) => by)).toEqual(['user', 'user'])
  })

  test('root without its rights tries what a user may do', async () => {
    const { found } = await tried({ user: 0, works: 'user user mount pid network' })
    expect(found).toMatchObject({ by: 'user' })
  })
})
