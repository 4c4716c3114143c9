import { describe, expect, test } from 'vitest'
import { findIsolation, type IsolationForm } from '../../../../src/images/engines/embedded/isolate.ts'
import { type Call, fakeWorld } from '../../../support/world/world.ts'

const name = ({ kind, by, namespaces }: IsolationForm) =>
  [by, ...(kind === 'namespaces' ? namespaces : [kind])].join(' ')

/** What is tried on a machine where only `works` succeeds. */
async function tried({
  user = 1000,
  sudo = false,
  works,
}: {
  readonly user?: number
  readonly sudo?: boolean
  readonly works?: string
}) {
  const world = fakeWorld({
    files: { '/probe': 'probe' },
    commands: {
      'id -u': `${user}\n`,
      'sudo --non-interactive -- true': sudo ? '' : { exitCode: 1 },
      'sudo --non-interactive -- /probe': answer,
      '/probe contain': answer,
    },
  })
  async function answer({ command }: Call) {
    const text = await world.files.readText(command.at(-1) ?? '')
    const { namespaces, chroot } = JSON.parse(text ?? '')
    const kind = chroot ? 'chroot' : namespaces.length > 0 ? 'namespaces' : 'none'
    const by = command[0] === 'sudo' ? 'sudo' : user === 0 && !namespaces.includes('user') ? 'root' : 'user'
    const form = name({ kind, namespaces, by })
    asked.push(form)
    return form === works
      ? '{"probe":7,"pid":1,"user":0}\n'
      : { exitCode: 125, stderr: `warning\nnamespaces: ${form}: operation not permitted\n` }
  }
  const asked: string[] = []
  const { found, refused } = await findIsolation(world, '/probe', '/run/trial')
  return { found, refused, asked, asksSudo: world.exec.lines('sudo').length > 0 }
}

describe('the isolation of an app', () => {
  test('for root: namespaces as in a container engine, without sudo', async () => {
    const { found, refused, asked, asksSudo } = await tried({ user: 0, works: 'root mount pid network' })
    expect(found).toEqual({ kind: 'namespaces', namespaces: ['mount', 'pid', 'network'], by: 'root' })
    expect(refused).toEqual([])
    expect(asked).toEqual(['root mount pid network'])
    expect(asksSudo).toBe(false)
  })

  test('for a user: first with user namespaces, without sudo', async () => {
    const { found, refused, asksSudo } = await tried({ sudo: true, works: 'user user mount network' })
    expect(found).toEqual({ kind: 'namespaces', namespaces: ['user', 'mount', 'network'], by: 'user' })
    expect(refused).toEqual([
      {
        kind: 'namespaces',
        namespaces: ['user', 'mount', 'pid', 'network'],
        by: 'user',
        because: 'namespaces: user user mount pid network: operation not permitted',
      },
    ])
    expect(asksSudo).toBe(false)
  })

  test('for a user without user namespaces: as root, if sudo needs no password', async () => {
    const works = 'sudo mount pid network'
    expect((await tried({ sudo: true, works })).found).toMatchObject({ by: 'sudo' })
    const without = await tried({ works })
    expect(without.found).toBeUndefined()
    expect(without.refused.map(name)).toEqual([
      'user user mount pid network',
      'user user mount network',
      'user none',
    ])
  })

  test('for root without its capabilities: as for a user', async () => {
    const { found } = await tried({ user: 0, works: 'user user mount pid network' })
    expect(found).toMatchObject({ by: 'user' })
  })

  test.each([
    ['root, in a container without capabilities', { user: 0, works: 'root chroot' }, 5],
    ['root that cannot even use chroot', { user: 0, works: 'root none' }, 6],
    ['sudo, in a container without capabilities', { sudo: true, works: 'sudo chroot' }, 5],
    ['the user, outside of the image', { sudo: true, works: 'user none' }, 6],
    ['the user, without sudo', { works: 'user none' }, 3],
  ])('without namespaces, as %s', async (_, machine, tries) => {
    const { found, asked } = await tried(machine)
    expect(found && name(found)).toBe(machine.works)
    expect(asked).toHaveLength(tries)
  })

  test('does not exist on another system or architecture', async () => {
    const mac = fakeWorld({ host: { os: 'darwin' } })
    expect(await findIsolation(mac, '/probe', '/run/trial')).toMatchObject({
      found: undefined,
      refused: [{ because: 'darwin does not run Linux programs' }],
    })
    expect(mac.exec.lines()).toEqual([])
    const arm = fakeWorld({
      commands: {
        'id -u': '0',
        '/probe contain': () => {
          throw new Error('spawn ENOEXEC')
        },
      },
    })
    expect(await findIsolation(arm, '/probe', '/run/trial')).toMatchObject({
      found: undefined,
      refused: [{ because: 'spawn ENOEXEC' }],
    })
  })
})
