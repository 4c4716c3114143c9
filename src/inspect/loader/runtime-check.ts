/**
 * What the surroundings of a program in its image lack: none of it keeps it from being linked, and most of it fails
 * late and silently. Places and order as in Go's standard library.
 */

import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { RuntimeFact } from '../../findings/facts.ts'
import { type Account, isNumber, readAccounts } from '../entry/accounts.ts'

export interface RuntimeEnvironment {
  /** The image configuration's user: `name`, `uid`, each with `:group` or without; empty for root. */
  readonly user: string
  readonly env: Env
  /** Build tags, from the Go build information. */
  readonly tags: readonly string[]
  /** Modules linked in, path → version. */
  readonly modules: Readonly<Record<string, string>>
  /** Packages linked in; what no package of the program cares about is left out. Absent: not known. */
  readonly packages?: ReadonlySet<string>
}

export async function checkRuntime(
  root: RootFs,
  environment: RuntimeEnvironment,
): Promise<readonly RuntimeFact[]> {
  const uses = (name: string) => environment.packages?.has(name) !== false
  const users = await readAccounts(root, '/etc/passwd')
  const facts = [
    ...(await checkUser(root, environment.user, users, uses('os/user'))),
    ...(uses('crypto/x509') ? [await checkCertificates(root, environment)] : []),
    ...(uses('time') ? [await checkTimeZones(root, environment)] : []),
    ...(uses('os') ? [await checkTemporary(root, environment)] : []),
    ...(uses('os') ? [await checkHome(root, environment, users)] : []),
  ]
  return facts.filter((fact) => fact !== undefined)
}

async function checkUser(
  root: RootFs,
  given: string,
  users: readonly Account[],
  asksForUser: boolean,
): Promise<readonly RuntimeFact[]> {
  const [user = '', group = ''] = given.split(':')
  const facts: RuntimeFact[] = []
  const named = (name: string, accounts: readonly Account[]) =>
    accounts.some((account) => account.name === name || account.id === name)
  if (user !== '' && !isNumber(user) && !named(user, users)) {
    facts.push({ id: 'runtime/user-missing', level: 'fatal', params: { user } })
  }
  const groups = await readAccounts(root, '/etc/group')
  if (group !== '' && !isNumber(group) && !named(group, groups)) {
    facts.push({ id: 'runtime/group-missing', level: 'fatal', params: { group } })
  }
  if (asksForUser && (isNumber(user) || user === '') && !named(user === '' ? '0' : user, users)) {
    const params = { user: user === '' ? '0' : user }
    facts.push({ id: 'runtime/user-unnamed', level: 'info', params })
  }
  return facts
}

/** `certFiles` and `certDirectories` of crypto/x509 for Linux. */
const certificateFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
const certificateDirectories = ['/etc/ssl/certs', '/etc/pki/tls/certs']
/** A module that brings certificates inside the program. */
const builtInCertificates = 'golang.org/x/crypto/x509roots/fallback'

async function checkCertificates(
  root: RootFs,
  { env, modules }: RuntimeEnvironment,
): Promise<RuntimeFact | undefined> {
  if (modules[builtInCertificates] !== undefined) return undefined
  const file = env['SSL_CERT_FILE'] || undefined
  const directories = env['SSL_CERT_DIR']?.split(':') ?? certificateDirectories
  for (const path of file === undefined ? certificateFiles : [file]) {
    const entry = await root.resolve(path)
    if (entry?.kind === 'file' && entry.size > 0) return undefined
  }
  for (const directory of directories) {
    for (const name of await root.list(directory)) {
      const entry = await root.resolve(`${directory}/${name}`)
      if (entry?.kind === 'file' && entry.size > 0) return undefined
    }
  }
  return { id: 'runtime/no-certificates', level: 'warn', params: file === undefined ? {} : { file } }
}

/** `platformZoneSources` of time for Unix. */
const zoneDirectories = [
  '/usr/share/zoneinfo',
  '/usr/share/lib/zoneinfo',
  '/usr/lib/locale/TZ',
  '/etc/zoneinfo',
]

async function checkTimeZones(
  root: RootFs,
  { env, tags, packages }: RuntimeEnvironment,
): Promise<RuntimeFact | undefined> {
  if (tags.includes('timetzdata') || packages?.has('time/tzdata') === true) return undefined
  for (const directory of zoneDirectories) if ((await root.list(directory)).length > 0) return undefined
  const zone = env['TZ']?.replace(/^:/, '') ?? ''
  const named = zone !== '' && zone !== 'UTC'
  const zoneinfo = await root.resolve(env['ZONEINFO'] || '/nowhere')
  // ZONEINFO serves time.LoadLocation only: the local zone is not looked up there
  if (zoneinfo !== undefined && !named) return undefined
  const local = named && (await root.resolve(zone)) === undefined
  if (zoneinfo !== undefined && !local) return undefined
  return {
    id: 'runtime/no-time-zones',
    level: local ? 'warn' : 'info',
    params: { ...(local ? { zone } : {}), lookups: zoneinfo === undefined },
  }
}

async function checkTemporary(
  root: RootFs,
  { env, user }: RuntimeEnvironment,
): Promise<RuntimeFact | undefined> {
  const path = env['TMPDIR'] || '/tmp'
  const entry = await root.resolve(path)
  const exists = entry?.kind === 'directory'
  if (exists && (isRoot(user) || (entry.mode & 0o002) !== 0)) return undefined
  return { id: 'runtime/no-temporary-directory', level: exists ? 'info' : 'warn', params: { path, exists } }
}

async function checkHome(
  root: RootFs,
  { env, user }: RuntimeEnvironment,
  users: readonly Account[],
): Promise<RuntimeFact | undefined> {
  const [name = ''] = user.split(':')
  const account = users.find((one) => one.name === (name || 'root') || one.id === (name || '0'))
  const home = env['HOME'] || account?.home
  // engines set HOME to the root where nothing else is said
  if (home === undefined || home === '') return undefined
  if ((await root.resolve(home))?.kind === 'directory') return undefined
  return { id: 'runtime/no-home', level: 'info', params: { home } }
}

function isRoot(user: string): boolean {
  return ['', '0', 'root'].includes(user.split(':')[0] ?? '')
}
