/** The embedded engine on machines that allow it more or less: what an app sees there, and that nothing is left behind. */
import { execFile, spawn } from 'node:child_process'
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fail } from '../../../src/common/result.ts'
import { removeLeftovers } from '../../../src/images/leftovers.ts'
import { buildProbe } from '../../../src/startup/probe/build.ts'
import type { EmbeddedFacts } from '../../support/images/embedded-facts.ts'
import { ociArchive } from '../../support/images/image.ts'
import { bundle } from '../../support/runs/bundle.ts'
import { root, temporaryFolder } from '../../support/runs/linkgate.ts'
import { realWorld } from '../../support/world/real.ts'
import { pax, type TarEntry, tar } from '../../support/world/tar.ts'
import { output } from '../../support/world/temporary.ts'

const execute = promisify(execFile)
/** Somebody who is not root, and owns nothing else. */
const somebody = 7654
const nonroot = 65532

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let probe: string
let tool: string
/** Command of `embedded-facts.ts` that anybody may run: the checkout may be in a directory that is root's alone. */
let facts: readonly string[]

beforeAll(async () => {
  folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const world = realWorld(folder.path)
  probe = await buildProbe(world, {
    source: join(root, 'probe'),
    directory: folder.path,
    platform: world.host.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64',
    go: { cache: join(folder.path, 'cache'), version: 'any' },
    withTls: false,
  })
  await mkdir(join(folder.path, 'bin'))
  const node = join(folder.path, 'bin', 'node')
  await copyFile(process.execPath, node)
  facts = [node, await bundle(join(root, '__tests__/support/images/embedded-facts.ts'), folder.path)]
  tool = join(folder.path, 'bin', 'restrict')
  const source = join(root, '__tests__/fixtures/embedded')
  await output(['go', 'build', '-o', tool, '.'], { cwd: source, env: { CGO_ENABLED: '0' } })
  await copyFile(tool, `${tool}-users`)
  await mkdir(join(folder.path, 'sudo'))
  await copyFile(tool, join(folder.path, 'sudo', 'sudo'))
  await chmod(join(folder.path, 'sudo', 'sudo'), 0o4755)
})
afterAll(() => folder[Symbol.asyncDispose]())

const ownedBy = (user: number) => (header: Buffer) => {
  for (const at of [108, 116]) header.write(`${user.toString(8).padStart(7, '0')}\0`, at)
}

/** As linux/capability.h has it: to bind to a port below 1024, in effect at once. */
const bindService = `\x01\0\0\x02\0\x04${'\0'.repeat(14)}`

/** An image with the tool as its app, and a directory of its user. */
async function image({ user = '', isCapable = false }: Pick<Machine, 'user' | 'isCapable'>): Promise<string> {
  const entries: TarEntry[] = [
    { name: 'app/', type: '5', mode: 0o755 },
    ...(isCapable ? [pax({ 'SCHILY.xattr.security.capability': bindService })] : []),
    { name: 'app/facts', mode: 0o755, content: await readFile(tool) },
    { name: 'data/', type: '5', mode: 0o700, patch: ownedBy(nonroot) },
    { name: 'closed/', type: '5', mode: 0o555 },
    { name: 'tmp/', type: '5', mode: 0o1777 },
    { name: 'etc/passwd', content: `root:x:0:0::/root:\nnonroot:x:${nonroot}:${nonroot}::/home/nonroot:\n` },
    { name: 'etc/group', content: `root:x:0:\nnonroot:x:${nonroot}:\nextra:x:77:nonroot\n` },
  ]
  const archive = join(folder.path, `image-${user}-${isCapable}.tar`)
  const config = {
    Entrypoint: ['/app/facts'],
    Env: ['FROM_IMAGE=yes'],
    User: user,
    WorkingDir: '/work',
    Volumes: { '/data': {}, '/var/state': {}, '/closed/state': {} },
  }
  await writeFile(archive, ociArchive([tar(entries)], { config }))
  return archive
}

interface Machine {
  readonly uid: number
  /** A command of root's that runs what follows in another way. */
  readonly under?: readonly string[]
  /** Of the image. */
  readonly user?: string
  /** The app has a file capability. */
  readonly isCapable?: boolean
  /** Directory of programs that are found first. */
  readonly path?: string
  readonly network?: string
}

/** Command and variables of `embedded-facts.ts` on a machine like that, with a directory of its own for temporary files. */
async function onMachine({ uid, under = [], path, network, ...ofImage }: Machine) {
  const temporary = await mkdtemp(join(folder.path, 'tmp-'))
  await chown(temporary, uid, uid)
  const as = `${uid}`
  const command = [
    ...under,
    ...(uid === 0 ? [] : ['setpriv', '--reuid', as, '--regid', as, '--clear-groups']),
    ...facts,
    await image(ofImage),
    probe,
    ...(network === undefined ? [] : [network]),
  ]
  const programs = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
  const PATH = [...(path === undefined ? [] : [path]), ...programs].join(':')
  return { command, env: { PATH, TMPDIR: temporary }, temporary }
}

/** Command lines of processes whose arguments, variables, program or root name this directory. */
async function processesOf(temporary: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map(async (pid) => {
      // it may have ended meanwhile
      const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
      const link = (name: string) => readlink(`/proc/${pid}/${name}`).catch(() => '')
      const line = (await read('cmdline')).replaceAll('\0', ' ').trim()
      const named = [line, await read('environ'), await link('exe'), await link('root')]
      return named.some((text) => text.includes(temporary)) ? [line] : []
    }),
  )
  return lines.flat()
}

/** What the app sees there; checks that nothing is left. */
async function seenOn(machine: Machine): Promise<EmbeddedFacts> {
  const { command, env, temporary } = await onMachine(machine)
  const [program = '', ...args] = command
  const { stdout } = await execute(program, args, { env, cwd: '/' })
  expect(await readdir(temporary)).toEqual([])
  expect(await processesOf(temporary)).toEqual([])
  return JSON.parse(stdout)
}

/** Nobody may make a namespace of users, and everybody is root without a password. */
const withSudo = () => ({
  under: [join(folder.path, 'bin', 'restrict-users')],
  path: join(folder.path, 'sudo'),
})
const restricted = () => [join(folder.path, 'bin', 'restrict')]
const withoutCapability = (name: string) => [
  'setpriv',
  '--bounding-set',
  `-${name}`,
  '--inh-caps',
  `-${name}`,
]
const withoutChroot = withoutCapability('sys_chroot')

const inOwn = { interfaces: ['lo'], processes: 2, listens: true }

describe('as root', () => {
  test('as root of the image: with the capabilities of a container engine, and none over the machine', async () => {
    const { isolation, facts, failure, notPlaced } = await seenOn({ uid: 0 })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(isolation).toEqual({
      kind: 'namespaces',
      namespaces: ['mount', 'pid', 'network'],
      by: 'root',
      refused: [],
    })
    expect(facts).toMatchObject({
      ...inOwn,
      user: 0,
      groups: [0],
      hostname: 'linkgate-1',
      directory: '/work',
      owner: nonroot,
      // CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, AUDIT_WRITE, SETFCAP
      capabilities: 'a00425fb',
      writes: ['/data/new', '/tmp/new', '/var/state/new', '/closed/state/new', '/etc/passwd'],
      reads: expect.arrayContaining(['/proc/self/cgroup', '/etc/hosts']),
    })
    expect(facts).toMatchObject({
      env: expect.arrayContaining([
        'FROM_IMAGE=yes',
        'GIVEN=yes',
        'STARTED=yes',
        'HOME=/root',
        'HOSTNAME=linkgate-1',
      ]),
      files: ['.linkgate-probe', 'app', 'closed', 'data', 'dev', 'etc', 'proc', 'sys', 'tmp', 'var', 'work'],
      devices: expect.arrayContaining([
        'fd',
        'full',
        'null',
        'ptmx',
        'pts',
        'random',
        'shm',
        'urandom',
        'zero',
      ]),
    })
  })

  test('as another user of the image: with its groups and files, and no capabilities', async () => {
    const { facts, notPlaced } = await seenOn({ uid: 0, user: 'nonroot' })
    expect(notPlaced).toBeUndefined()
    expect(facts).toMatchObject({
      ...inOwn,
      user: nonroot,
      groups: [77, nonroot],
      capabilities: '',
      owner: nonroot,
      writes: ['/data/new', '/tmp/new'],
    })
  })

  test('files keep their capabilities, also copies of a program', async () => {
    const { facts, failure, notPlaced } = await seenOn({ uid: 0, user: 'nonroot', isCapable: true })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(facts).toMatchObject({ user: nonroot, capabilities: '400', writes: ['/data/new', '/tmp/new'] })
  })

  test('logs file capabilities that the machine does not allow to set', async () => {
    const { facts, failure, logged } = await seenOn({
      uid: 0,
      user: 'nonroot',
      isCapable: true,
      under: withoutCapability('setfcap'),
    })
    expect(failure).toBe('exited')
    expect(facts).toMatchObject({ user: nonroot, capabilities: '' })
    expect(logged).toEqual([
      expect.stringMatching(/^the embedded engine cannot keep file capabilities here: `\/app\/facts` \(/),
    ])
  })

  test('with user namespaces, if it may not create others: no capabilities over the machine', async () => {
    const { isolation, facts } = await seenOn({ uid: 0, under: withoutCapability('sys_admin') })
    expect(isolation).toMatchObject({ namespaces: ['user', 'mount', 'pid', 'network'], by: 'user' })
    expect(facts).toMatchObject({
      ...inOwn,
      user: 0,
      writes: ['/data/new', '/tmp/new', '/var/state/new', '/closed/state/new', '/etc/passwd'],
    })
  })

  test('with the network of the machine', async () => {
    const { facts } = await seenOn({ uid: 0, network: 'host' })
    expect(facts).toMatchObject({ processes: 2 })
    expect((facts as { readonly interfaces: readonly string[] }).interfaces).not.toEqual(['lo'])
  })
})

describe('as another user', () => {
  test.each([
    ['', 0, 'a00425fb', ['/data/new', '/tmp/new', '/var/state/new', '/closed/state/new', '/etc/passwd']],
    ['nonroot', nonroot, '', ['/data/new', '/tmp/new', '/var/state/new', '/closed/state/new', '/etc/passwd']],
  ])('in a user namespace: as user `%s` of the image', async (user, number, capabilities, writes) => {
    const { isolation, facts, failure, notPlaced } = await seenOn({ uid: somebody, user })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(isolation).toEqual({
      kind: 'namespaces',
      namespaces: ['user', 'mount', 'pid', 'network'],
      by: 'user',
      refused: [],
    })
    // all files are of the one user that there is
    expect(facts).toMatchObject({ ...inOwn, user: number, capabilities, writes, owner: number })
  })

  test('files lose their capabilities in a user namespace that root did not create', async () => {
    const { facts } = await seenOn({ uid: somebody, user: 'nonroot', isCapable: true })
    expect(facts).toMatchObject({ user: nonroot, capabilities: '' })
  })

  test('with /proc of the machine, if it cannot be mounted, as in a container that masks parts of it', async () => {
    const hide = 'mount -t tmpfs none /proc/bus && exec "$@"'
    const under = ['unshare', '--mount', 'sh', '-c', hide, 'sh']
    const { isolation, facts, failure } = await seenOn({ uid: somebody, under })
    expect(failure).toBe('exited')
    expect(isolation).toMatchObject({ namespaces: ['user', 'mount', 'network'], by: 'user' })
    expect(isolation?.refused).toMatchObject([{ because: 'mount /proc: operation not permitted' }])
    expect(facts).toMatchObject({ user: 0, interfaces: ['lo'], files: expect.arrayContaining(['work']) })
  })

  test('as root, if there are no user namespaces and sudo needs no password', async () => {
    const { under, path } = withSudo()
    const { isolation, facts, failure, notPlaced } = await seenOn({
      uid: somebody,
      under,
      path,
      user: 'nonroot',
    })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(isolation).toMatchObject({ namespaces: ['mount', 'pid', 'network'], by: 'sudo' })
    expect(isolation?.refused.map(({ by, because }) => [by, because])).toEqual([
      ['user', 'namespaces: operation not permitted'],
      ['user', 'namespaces: operation not permitted'],
    ])
    expect(facts).toMatchObject({ ...inOwn, user: nonroot, groups: [77, nonroot], owner: nonroot })
  })
})

describe('without namespaces, as in a container of Kubernetes', () => {
  test('as root: with the files of the image, and as its user', async () => {
    const { isolation, facts, failure, notPlaced } = await seenOn({
      uid: 0,
      under: restricted(),
      user: 'nonroot',
    })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(isolation).toMatchObject({ kind: 'chroot', by: 'root' })
    expect(isolation?.refused.map(({ because }) => because)).toEqual(
      Array(4).fill('namespaces: operation not permitted'),
    )
    expect(facts).toMatchObject({
      user: nonroot,
      groups: [77, nonroot],
      directory: '/work',
      files: ['.linkgate-probe', 'app', 'closed', 'data', 'dev', 'etc', 'tmp', 'var', 'work'],
      devices: ['full', 'null', 'random', 'urandom', 'zero'],
      writes: ['/data/new', '/tmp/new'],
      env: expect.arrayContaining(['FROM_IMAGE=yes', 'GIVEN=yes', 'STARTED=yes', 'HOME=/home/nonroot']),
    })
  })

  test.each([
    ['as root', 0, withoutChroot],
    ['as another user', somebody, []],
  ])('%s, without the right to chroot: outside of the image', async (_, uid, more) => {
    const under = [...restricted(), ...more]
    const { isolation, facts, failure, notPlaced } = await seenOn({ uid, under })
    expect({ failure, notPlaced }).toEqual({ failure: 'exited' })
    expect(isolation).toMatchObject({ kind: 'none', namespaces: [] })
    expect(facts).toMatchObject({
      user: uid,
      directory: expect.stringMatching(/^\/.*\/linkgate-.*\/root\/work$/),
      files: expect.arrayContaining(['proc', 'usr']),
      env: expect.arrayContaining(['FROM_IMAGE=yes', 'GIVEN=yes', 'STARTED=yes']),
    })
  })
})

describe('a run that is killed leaves no process, and the next one removes its files', () => {
  test.each<[string, () => Machine]>([
    ['as root', () => ({ uid: 0 })],
    ['in a user namespace', () => ({ uid: somebody, user: 'nonroot' })],
    ['with sudo', () => ({ uid: somebody, ...withSudo() })],
    ['with chroot', () => ({ uid: 0, under: restricted() })],
    ['outside of the image', () => ({ uid: 0, under: [...restricted(), ...withoutChroot] })],
  ])('%s', async (_, machine) => {
    const { command, env, temporary } = await onMachine(machine())
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      env: { ...env, WAIT: 'yes' },
      cwd: '/',
      stdio: 'ignore',
      detached: true,
    })
    const isApp = (line: string) => /\/app\/facts$/.test(line)
    await expect
      .poll(() => processesOf(temporary), { timeout: 30_000 })
      .toSatisfy((lines: readonly string[]) => lines.filter(isApp).length === 2)
    child.kill('SIGKILL')
    await expect.poll(() => processesOf(temporary), { timeout: 10_000 }).toEqual([])
    expect(await readdir(temporary)).toHaveLength(1)
    const world = realWorld(temporary)
    await removeLeftovers(world, {
      git: async () => fail('none'),
      temporary,
      docker: async () => fail('none'),
    })
    expect(world.log.text('warning')).toBe('')
    expect(await readdir(temporary)).toEqual([])
  })
})
