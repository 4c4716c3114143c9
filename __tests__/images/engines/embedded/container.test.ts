import { describe, expect, test } from 'vitest'
import {
  layOutContainer,
  lostCapabilities,
  namespacesFor,
  writeNames,
} from '../../../../src/images/engines/embedded/container.ts'
import type { LayerRootFs } from '../../../../src/inspect/image/layer-root-fs.ts'
import { expectValue, problemOf } from '../../../support/results.ts'
import { type GivenEntry, rootFsOf } from '../../../support/world/root-fs.ts'
import { fakeWorld } from '../../../support/world/world.ts'

interface Given {
  readonly files?: Readonly<Record<string, GivenEntry>>
  readonly user?: string
  readonly workingDir?: string
  readonly environment?: readonly string[]
  readonly volumes?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly network?: string
}

async function made({ files = {}, user = '', workingDir = '', network, ...given }: Given) {
  const { environment = [], volumes = [], env = {} } = given
  const world = fakeWorld({ files: { '/etc/hosts': 'machine', '/etc/resolv.conf': 'nameserver 10.0.0.1' } })
  const root = rootFsOf({ '/app/api': 'program', ...files }) as LayerRootFs
  const image = { id: '1', layers: [], entrypoint: ['/app/api'], user, workingDir }
  const container = await layOutContainer(
    world.files,
    { image, command: [], environment, volumes, stored: [], root },
    { entrypoint: '/probe', env },
    { directory: '/run/root', hostname: 'linkgate-1' },
  )
  if (container.ok) await writeNames(world.files, root, container.value, network !== 'host')
  const at = (path: string) => `/run/root${path}`
  return {
    container,
    read: (path: string) => world.files.readText(at(path)),
    stat: (path: string) => world.files.stat(at(path)),
  }
}

const accounts = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\napi:x:1000:1001::/home/api:\n',
  '/etc/group': 'root:x:0:\nstaff:x:50:api\n',
}

describe('a container of an image', () => {
  test('has what an engine adds: variables, the home directory, the working directory, host names', async () => {
    const environment = ['A=image', 'B=image']
    const { container, read } = await made({ environment, env: { A: 'given' }, workingDir: '/srv/data' })
    expect(expectValue(container)).toEqual({
      root: '/run/root',
      hostname: 'linkgate-1',
      argv: ['/probe'],
      env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        'HOSTNAME=linkgate-1',
        'HOME=/',
        'A=given',
        'B=image',
      ],
      dir: '/srv/data',
      user: 0,
      groups: [0],
      owners: [],
      capabilities: [],
    })
    expect(await read('/etc/hosts')).toContain('127.0.0.1\tlinkgate-1\n')
    expect(await read('/etc/resolv.conf')).toBe('')
  })

  test('runs as the user of the image, with the groups that list it', async () => {
    const { container } = await made({ files: accounts, user: 'api', environment: ['PATH=/app'] })
    expect(expectValue(container)).toMatchObject({
      user: 1000,
      groups: [1001, 50],
      env: ['PATH=/app', 'HOSTNAME=linkgate-1', 'HOME=/home/api'],
    })
  })

  test('resolves names like the machine if it uses the network of the machine', async () => {
    const { read } = await made({ network: 'host' })
    expect(await read('/etc/hosts')).toBe('machine')
    expect(await read('/etc/resolv.conf')).toBe('nameserver 10.0.0.1')
    expect(namespacesFor('host', ['user', 'mount', 'pid', 'network'])).toEqual(['user', 'mount', 'pid'])
    expect(namespacesFor(undefined, ['mount', 'network'])).toEqual(['mount', 'network'])
  })

  test.each([
    ['namespaces', ['mount', 'pid'], 7, undefined],
    ['namespaces', ['user', 'mount'], 0, undefined],
    [
      'namespaces',
      ['user', 'mount'],
      7,
      'the embedded engine cannot keep file capabilities here: `/a`, `/b`',
    ],
    ['chroot', [], 0, 'the embedded engine cannot keep file capabilities here: `/a`, `/b`'],
  ] as const)('reports lost file capabilities: %s %j, user %d: %s', (kind, namespaces, user, line) => {
    const capabilities = ['/a', '/b'].map((path) => ({ path, value: '01' }))
    expect(lostCapabilities({ capabilities, user }, { kind, namespaces })).toBe(line)
    expect(lostCapabilities({ capabilities: [], user }, { kind, namespaces })).toBeUndefined()
  })

  test('writes nothing through a link of the image', async () => {
    const { container, read } = await made({
      files: { '/etc': { link: '/config' }, '/config/hosts': 'image', '/data': { link: '/outside' } },
    })
    expectValue(container)
    expect(await read('/config/hosts')).toContain('localhost')
    const { container: refused } = await made({
      files: { '/data': { link: '/outside' } },
      workingDir: '/data/x',
    })
    expect(problemOf(refused)).toBe('`/data` of the image is not a directory')
  })

  test('has the directories of its volumes, also behind links, with the content of the image', async () => {
    const { container, stat, read } = await made({
      files: { '/srv/www/page': 'text', '/data': { link: '/srv/data' }, '/srv/data/x': '' },
      volumes: ['/srv/www', '/var/lib/app', '/data/more', '/'],
    })
    expectValue(container)
    expect(await stat('/var/lib/app')).toMatchObject({ kind: 'directory' })
    expect(await stat('/srv/data/more')).toMatchObject({ kind: 'directory' })
    expect(await read('/srv/www/page')).toBe('text')
  })

  test.each<[string, Given]>([
    ['a volume', { volumes: ['/app/api'] }],
    ['a working directory', { workingDir: '/app/api' }],
  ])('%s cannot be a file', async (_, given) => {
    expect(problemOf((await made(given)).container)).toBe('`/app/api` of the image is not a directory')
  })

  test.each([
    ['nobody', 'the image has no user `nobody`'],
    ['0:staff', 'the image has no group `0:staff`'],
  ])('reports a user or group that the image does not have: %s', async (user, problem) => {
    expect(problemOf((await made({ user })).container)).toBe(problem)
  })
})
