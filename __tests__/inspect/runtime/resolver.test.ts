import { describe, expect, test } from 'vitest'
import { readNameServices } from '../../../src/inspect/runtime/name-services.ts'
import { resolverOf } from '../../../src/inspect/runtime/resolver.ts'
import type { RuntimeUse } from '../../../src/inspect/runtime/runtime-use.ts'
import { runtimeUse } from '../../support/programs/runtime-use.ts'

const c = { libc: 'glibc', packages: [] } as const
const withCgo = runtimeUse({ hosts: 'libc', c })

interface Given {
  readonly use?: Partial<RuntimeUse>
  readonly env?: Readonly<Record<string, string>>
  readonly nsswitch?: string
  readonly allowsMdns?: boolean
}

function resolver({ use, env = {}, nsswitch, allowsMdns = false }: Given) {
  const services = nsswitch === undefined ? undefined : (readNameServices(nsswitch) ?? 'damaged')
  return resolverOf({ ...withCgo, ...use }, env, {
    allowsMdns,
    ...(services === undefined ? {} : { services }),
  })
}

const chosen = (given: Given) => {
  const found = resolver(given)
  switch (found?.uses) {
    case 'go':
      return `go: ${found.because}`
    case 'go-or-libc':
      return ['go or libc', ...found.sources].join(' ')
    case 'libc':
      return `libc: ${found.because}${found.source === undefined ? '' : ` ${found.source}`}`
    default:
      return 'none'
  }
}

test('a program that resolves no names has no resolver', () => {
  expect(resolver({ use: { hosts: 'none' } })).toBeUndefined()
})

describe('the C library is not used if the program has no code that calls it', () => {
  test.each<readonly [string, Given, string]>([
    ['no cgo', { use: { hosts: 'go' } }, 'go: netgo'],
    ['the tag', { use: { hosts: 'go', tags: ['netgo'] } }, 'go: netgo'],
    ['GODEBUG', { use: { hosts: 'go', tags: ['netgo'] }, env: { GODEBUG: 'netdns=cgo' } }, 'go: netgo'],
    ['nsswitch.conf', { use: { hosts: 'go', tags: ['netgo'] }, nsswitch: 'hosts: sss' }, 'go: netgo'],
  ])('%s', (_what, given, expected) => expect(chosen(given)).toBe(expected))

  test('a program without C code at all', () => {
    expect(resolverOf(runtimeUse({ hosts: 'go' }), {}, { allowsMdns: false })).toEqual({
      uses: 'go',
      because: 'no-cgo',
    })
  })
})

describe('with cgo, as Go chooses', () => {
  test.each<readonly [string, Given, string]>([
    ['nothing is set', {}, 'go or libc'],
    ['files and dns', { nsswitch: 'hosts: files dns' }, 'go or libc'],
    ['another database', { nsswitch: 'passwd: sss\nhosts:\tdns   files # sss' }, 'go or libc'],
    ['no hosts', { nsswitch: '# nothing\n\npasswd: files' }, 'go or libc'],
    ['a tag', { use: { tags: ['netcgo'] } }, 'libc: netcgo'],
    ['a tag, and GODEBUG', { use: { tags: ['netcgo'] }, env: { GODEBUG: 'netdns=go' } }, 'go: GODEBUG'],
    ['GODEBUG', { env: { GODEBUG: 'madvdontneed=1,netdns=cgo+2' } }, 'libc: GODEBUG'],
    ['GODEBUG, turned round', { env: { GODEBUG: 'netdns=1+go' } }, 'go: GODEBUG'],
    ['GODEBUG, the last one counts', { env: { GODEBUG: 'netdns=cgo,netdns=go' } }, 'go: GODEBUG'],
    ['GODEBUG, only to print', { env: { GODEBUG: 'netdns=2' } }, 'go or libc'],
    ['GODEBUG, of no meaning', { env: { GODEBUG: 'netdns=libc' } }, 'go or libc'],
    ['built in', { use: { debug: 'netdns=cgo,panicnil=1' } }, 'libc: GODEBUG'],
    [
      'built in, and the environment',
      { use: { debug: 'netdns=cgo' }, env: { GODEBUG: 'netdns=go#x' } },
      'go: GODEBUG',
    ],
    ['LOCALDOMAIN, empty', { env: { LOCALDOMAIN: '' } }, 'libc: LOCALDOMAIN'],
    ['RES_OPTIONS', { env: { RES_OPTIONS: 'ndots:2' } }, 'libc: RES_OPTIONS'],
    ['RES_OPTIONS, empty', { env: { RES_OPTIONS: '', HOSTALIASES: '' } }, 'go or libc'],
    ['HOSTALIASES', { env: { HOSTALIASES: '/etc/aliases' } }, 'libc: HOSTALIASES'],
    ['a source of others', { nsswitch: 'hosts: files sss dns' }, 'libc: nsswitch sss'],
    ['criteria', { nsswitch: 'hosts: files [NOTFOUND=return] dns' }, 'go or libc'],
    [
      'criteria in the middle',
      { nsswitch: 'hosts: files [NOTFOUND=return UNAVAIL=continue] dns' },
      'libc: nsswitch files',
    ],
    ['negated criteria', { nsswitch: 'hosts: dns [!UNAVAIL=return] files' }, 'libc: nsswitch dns'],
    ['an unknown status', { nsswitch: 'hosts: files [MERGE=continue] dns' }, 'libc: nsswitch files'],
    [
      'mDNS, as Debian has it',
      { nsswitch: 'hosts: files mdns4_minimal [NOTFOUND=return] dns' },
      'go or libc mdns4_minimal',
    ],
    ['mDNS for more names', { nsswitch: 'hosts: files mdns4 dns', allowsMdns: true }, 'libc: nsswitch mdns4'],
    ['its own name', { nsswitch: 'hosts: files dns myhostname' }, 'go or libc myhostname'],
    ['nothing that Go knows', { nsswitch: 'hosts: myhostname' }, 'libc: nsswitch myhostname'],
    ['a line without a colon', { nsswitch: 'hosts files' }, 'libc: nsswitch'],
    ['brackets that do not end', { nsswitch: 'hosts: files [NOTFOUND=return dns' }, 'libc: nsswitch'],
    ['a criterion of no form', { nsswitch: 'hosts: files [NOTFOUND] dns' }, 'libc: nsswitch'],
  ])('%s', (_what, given, expected) => expect(chosen(given)).toBe(expected))
})
