/**
 * Files and settings that a program needs at run time and its image lacks. The program starts without them, and most of them cause
 * late and silent failures. Places and order as in Go's standard library.
 */

import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { RuntimeFact } from '../../findings/facts.ts'
import { type Account, isNumber, readAccounts } from '../entry/accounts.ts'
import { certificatesOf } from '../runtime/certificates.ts'
import type { RuntimeUse } from '../runtime/runtime-use.ts'
import { platformZones, timeZonesOf } from '../runtime/time-zones.ts'

export interface RuntimeEnvironment {
  /** User in the image config: `name` or `uid`, with or without `:group`; empty for root. */
  readonly user: string
  readonly env: Env
  /** What the program uses; absent if unknown, as for a packed program. */
  readonly use?: RuntimeUse
}

type Use = Pick<RuntimeUse, 'users' | 'certificates' | 'timeZones' | 'goroot' | 'debug'>

const everything: Use = {
  users: 'go',
  certificates: { reads: true, embeds: false },
  timeZones: { reads: true, embeds: false },
  debug: '',
}

export async function checkRuntime(
  root: RootFs,
  environment: RuntimeEnvironment,
): Promise<readonly RuntimeFact[]> {
  const { user, use = everything } = environment
  const users = await readAccounts(root, '/etc/passwd')
  const facts = [
    ...(await checkUser(root, user, users, use.users !== 'none')),
    await checkCertificates(root, environment.env, use),
    await checkTimeZones(root, environment.env, use),
    await checkTemporary(root, environment),
    await checkHome(root, environment, users),
  ]
  return facts.filter((fact) => fact !== undefined)
}

async function checkUser(
  root: RootFs,
  given: string,
  users: readonly Account[],
  looksUpUsers: boolean,
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
  if (looksUpUsers && (isNumber(user) || user === '') && !named(user === '' ? '0' : user, users)) {
    const params = { user: user === '' ? '0' : user }
    facts.push({ id: 'runtime/user-unnamed', level: 'info', params })
  }
  return facts
}

async function checkCertificates(root: RootFs, env: Env, use: Use): Promise<RuntimeFact | undefined> {
  const found = await certificatesOf(use, env, root)
  if (found?.from !== 'none') return undefined
  const file = env['SSL_CERT_FILE'] || undefined
  return { id: 'runtime/no-certificates', level: 'warn', params: file === undefined ? {} : { file } }
}

async function checkTimeZones(root: RootFs, env: Env, use: Use): Promise<RuntimeFact | undefined> {
  if ((await platformZones(use, env, root)).from !== 'none') return undefined
  const lookups = (await timeZonesOf(use, env, root))?.from === 'none'
  const zone = env['TZ']?.replace(/^:/, '') ?? ''
  const local = zone !== '' && zone !== 'UTC' && (await root.resolve(zone)) === undefined
  if (!local && !lookups) return undefined
  return {
    id: 'runtime/no-time-zones',
    level: local ? 'warn' : 'info',
    params: { ...(local ? { zone } : {}), lookups },
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
  // engines set HOME to `/` if nothing else sets it
  if (home === undefined || home === '') return undefined
  if ((await root.resolve(home))?.kind === 'directory') return undefined
  return { id: 'runtime/no-home', level: 'info', params: { home } }
}

function isRoot(user: string): boolean {
  return ['', '0', 'root'].includes(user.split(':')[0] ?? '')
}
