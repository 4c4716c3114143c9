import { describe, expect, test } from 'vitest'
import { checkRuntime, type RuntimeEnvironment } from '../../../src/inspect/loader/runtime-check.ts'
import { runtimeUse } from '../../support/programs/runtime-use.ts'
import { wordedFact } from '../../support/reports/worded.ts'
import { type GivenEntry, rootFsOf } from '../../support/world/root-fs.ts'

const pem = '-----BEGIN CERTIFICATE-----\n'
const reading = { reads: true, embeds: false }
const embedding = { reads: true, embeds: true }

const complete: Readonly<Record<string, GivenEntry>> = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nservice:x:1000:1000::/home/service:/bin/false\n',
  '/etc/group': 'root:x:0:\nservices:x:1000:\n',
  '/root': { directory: 0o700 },
  '/home/service': { directory: 0o755 },
  '/tmp': { directory: 0o1777 },
  '/etc/ssl/certs/ca-certificates.crt': pem,
  '/usr/share/zoneinfo/UTC': 'TZif',
}

const check = (root: Readonly<Record<string, GivenEntry>>, environment: Partial<RuntimeEnvironment> = {}) =>
  checkRuntime(rootFsOf(root), { user: '', env: {}, ...environment }).then((facts) => facts.map(wordedFact))
const ids = async (...given: Parameters<typeof check>) => (await check(...given)).map(({ id }) => id)

function without(...paths: readonly string[]): Readonly<Record<string, GivenEntry>> {
  return Object.fromEntries(Object.entries(complete).filter(([path]) => !paths.includes(path)))
}

test('a missing home directory is only informational', async () => {
  expect(await check(without('/root'))).toMatchObject([
    { id: 'runtime/no-home', level: 'info', message: expect.stringContaining('`/root` is not in the image') },
  ])
})

test('a complete image has no findings', async () => {
  expect(await check(complete)).toEqual([])
  expect(await check(complete, { user: 'service:services' })).toEqual([])
})

test('an empty image: findings, of which none is fatal', async () => {
  const facts = await check({})
  expect(facts.map(({ id, level }) => [id, level])).toEqual([
    ['runtime/user-unnamed', 'info'],
    ['runtime/no-certificates', 'warn'],
    ['runtime/no-time-zones', 'info'],
    ['runtime/no-temporary-directory', 'warn'],
  ])
  for (const { message, fix } of facts) {
    expect(message.length).toBeGreaterThan(20)
    expect(fix.length).toBeGreaterThan(10)
  }
})

test('leaves out findings about files that the program does not use', async () => {
  expect(await ids({}, { use: runtimeUse({}) })).toEqual(['runtime/no-temporary-directory'])
  const use = runtimeUse({ users: 'go', certificates: reading, timeZones: reading })
  expect(await ids({}, { use })).toEqual([
    'runtime/user-unnamed',
    'runtime/no-certificates',
    'runtime/no-time-zones',
    'runtime/no-temporary-directory',
  ])
})

describe('the user', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['a name that is there', 'service', []],
    ['a name that is not', 'nobody', ['runtime/user-missing']],
    ['root by name', 'root', []],
    ['a number that is there', '1000', []],
    ['a number that is not', '65532', ['runtime/user-unnamed']],
    ['a group that is there', '1000:services', []],
    ['a group that is not', 'service:wheel', ['runtime/group-missing']],
    ['a group by number', 'service:4711', []],
    ['both not', 'nobody:nogroup', ['runtime/user-missing', 'runtime/group-missing']],
  ])('%s', async (_what, user, expected) => {
    expect(await ids(complete, { user })).toEqual(expected)
  })

  test('a user name in an image without /etc/passwd, even root', async () => {
    const [fact] = await check(without('/etc/passwd'), { user: 'root' })
    expect(fact).toMatchObject({
      id: 'runtime/user-missing',
      level: 'fatal',
      shown: 'unable to find user root',
    })
  })
})

describe(pem, () => {
  const bare = without('/etc/ssl/certs/ca-certificates.crt')
  const here = { '/opt/ca.pem': pem, '/opt/certs/one.pem': pem }

  test.each<
    readonly [string, Readonly<Record<string, GivenEntry>>, Partial<RuntimeEnvironment>, readonly string[]]
  >([
    ['none', bare, {}, ['runtime/no-certificates']],
    ['those of Alpine', { ...bare, '/etc/ssl/cert.pem': pem }, {}, []],
    ['a directory of single ones', { ...bare, '/etc/pki/tls/certs/a.pem': pem }, {}, []],
    [
      'a file without certificates, which hides another one',
      { ...bare, '/etc/ssl/ca-bundle.pem': 'none', '/etc/ssl/cert.pem': pem },
      {},
      ['runtime/no-certificates'],
    ],
    ['an empty file', { ...bare, '/etc/ssl/cert.pem': '' }, {}, ['runtime/no-certificates']],
    [
      'a link that leads nowhere',
      { ...bare, '/etc/ssl/cert.pem': { link: '/x' } },
      {},
      ['runtime/no-certificates'],
    ],
    ['SSL_CERT_FILE', { ...bare, ...here }, { env: { SSL_CERT_FILE: '/opt/ca.pem' } }, []],
    ['SSL_CERT_FILE that is not there', bare, { env: { SSL_CERT_FILE: '/x' } }, ['runtime/no-certificates']],
    // Go reads the usual directories nevertheless
    ['SSL_CERT_FILE that is not there, and a directory', complete, { env: { SSL_CERT_FILE: '/x' } }, []],
    ['SSL_CERT_DIR', { ...bare, ...here }, { env: { SSL_CERT_DIR: '/x:/opt/certs' } }, []],
    ['inside the program', bare, { use: runtimeUse({ certificates: embedding }) }, []],
  ])('%s', async (_what, root, environment, expected) => {
    expect(await ids(root, environment)).toEqual(expected)
  })

  test('describes the consequence', async () => {
    const [fact] = await check(bare)
    expect(fact?.message).toContain(
      'the image has no CA certificates where Go looks for them, so every TLS connection of the app fails with `x509: certificate signed by unknown authority`',
    )
  })
})

describe('time zones', () => {
  const bare = without('/usr/share/zoneinfo/UTC')
  const zip = { ...bare, '/usr/share/zoneinfo.zip': 'zip' }
  const ZONEINFO = '/usr/share/zoneinfo.zip'

  test.each<
    readonly [string, Readonly<Record<string, GivenEntry>>, Partial<RuntimeEnvironment>, readonly string[]]
  >([
    ['none', bare, {}, ['info']],
    ['none, and one is set', bare, { env: { TZ: 'Europe/Prague' } }, ['warn']],
    ['none, and UTC is set', bare, { env: { TZ: 'UTC' } }, ['info']],
    ['the tag', bare, { use: runtimeUse({ timeZones: embedding }), env: { TZ: 'Europe/Prague' } }, []],
    ['no zone is loaded by name', bare, { use: runtimeUse({}) }, []],
    [
      'no zone is loaded by name, and one is set',
      bare,
      { use: runtimeUse({}), env: { TZ: 'Asia/Tokyo' } },
      ['warn'],
    ],
    ['the zones of Go', { ...bare, '/go/lib/time/zoneinfo.zip': 'zip' }, { env: { GOROOT: '/go' } }, []],
    ['ZONEINFO', zip, { env: { ZONEINFO } }, []],
    ['ZONEINFO that is not there', bare, { env: { ZONEINFO } }, ['info']],
    // initLocal of package time does not read ZONEINFO
    ['ZONEINFO does not serve the local zone', zip, { env: { ZONEINFO, TZ: 'Europe/Prague' } }, ['warn']],
    ['a zone by its file', { ...zip, '/etc/zone': 'TZif' }, { env: { ZONEINFO, TZ: ':/etc/zone' } }, []],
  ])('%s', async (_what, root, environment, levels) => {
    const facts = (await check(root, environment)).filter(({ id }) => id === 'runtime/no-time-zones')
    expect(facts.map(({ level }) => level)).toEqual(levels)
  })

  test('the finding names the ignored zone', async () => {
    const [fact] = await check(bare, { env: { TZ: 'Europe/Prague' } })
    expect(fact?.message).toContain(
      'the image has no time zones where Go looks for them; `TZ=Europe/Prague` has no effect and `time.LoadLocation` returns `unknown time zone`',
    )
  })
})

describe('directories to write in', () => {
  test.each<
    readonly [string, Readonly<Record<string, GivenEntry>>, Partial<RuntimeEnvironment>, readonly string[]]
  >([
    ['no /tmp', without('/tmp'), {}, ['runtime/no-temporary-directory warn']],
    ['TMPDIR', { ...without('/tmp'), '/scratch': { directory: 0o777 } }, { env: { TMPDIR: '/scratch' } }, []],
    ['a /tmp for root', { ...complete, '/tmp': { directory: 0o755 } }, {}, []],
    [
      'a /tmp for root only',
      { ...complete, '/tmp': { directory: 0o755 } },
      { user: '1000' },
      ['runtime/no-temporary-directory info'],
    ],
    [
      'a link to one',
      { ...complete, '/tmp': { link: 'var/tmp' }, '/var/tmp': { directory: 0o1777 } },
      {},
      [],
    ],
    ['no home', without('/home/service'), { user: 'service' }, ['runtime/no-home info']],
    ['HOME', complete, { env: { HOME: '/nowhere' } }, ['runtime/no-home info']],
  ])('%s', async (_what, root, environment, expected) => {
    const facts = await check(root, environment)
    expect(facts.map(({ id, level }) => `${id} ${level}`)).toEqual(expected)
  })
})
