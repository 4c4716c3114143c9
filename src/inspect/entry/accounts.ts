/** Users and groups of an image, and permissions for its files. */

import { type Result, succeed } from '../../common/result.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'

export interface Account {
  readonly name: string
  readonly id: string
  /** Primary group of a user, by number. */
  readonly group: string
  readonly home: string
  /** Names of the users in a group. */
  readonly members: readonly string[]
}

/** The lines of /etc/passwd or /etc/group. */
function parseAccounts(text: string): readonly Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 3)
    .map(([name = '', , id = '', group = '', , home = '']) => ({
      name,
      id,
      group,
      home,
      members: group.split(',').filter((member) => member !== ''),
    }))
}

export async function readAccounts(root: RootFs, path: '/etc/passwd' | '/etc/group') {
  const bytes = await root.read(path)
  return parseAccounts(bytes === undefined ? '' : new TextDecoder().decode(bytes))
}

/** User and groups of a process. */
export interface Identity {
  /** As given. Default: `root`. */
  readonly name: string
  readonly user: number
  readonly groups: readonly number[]
}

/** The image lacks the name. */
export interface UnknownAccount {
  readonly kind: 'user' | 'group'
}

/**
 * Resolves `USER[:GROUP]`, by name or number, like engines, gosu and su-exec: without a group, the primary group of the user and
 * those that list it.
 */
export async function identityOf(root: RootFs, given: string): Promise<Result<Identity, UnknownAccount>> {
  const [user = '', group = ''] = given.split(':')
  const [users, groups] = [await readAccounts(root, '/etc/passwd'), await readAccounts(root, '/etc/group')]
  const account = accountOf(users, user || '0')
  if (account === undefined && !isNumber(user || '0')) return { ok: false, problem: { kind: 'user' } }
  const own = { name: given === '' ? 'root' : given, user: Number(account?.id ?? (user || '0')) }
  if (group !== '') {
    const found = accountOf(groups, group)
    if (found === undefined && !isNumber(group)) return { ok: false, problem: { kind: 'group' } }
    return succeed({ ...own, groups: [Number(found?.id ?? group)] })
  }
  const listed = groups.filter(({ members }) => account !== undefined && members.includes(account.name))
  return succeed({ ...own, groups: [Number(account?.group ?? '0'), ...listed.map(({ id }) => Number(id))] })
}

function accountOf(accounts: readonly Account[], given: string): Account | undefined {
  return accounts.find(({ name, id }) => name === given || id === given)
}

export function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}

const bits = { read: 4, execute: 1 } as const

/** On a directory, `execute` permits to search it. Root may do everything, except execute a file without any execute bit. */
export function mayUse(
  { owner, mode, kind }: Pick<RootEntry, 'owner' | 'mode' | 'kind'>,
  { user, groups }: Identity,
  right: keyof typeof bits,
): boolean {
  if (user === 0) return right === 'read' || kind === 'directory' || (mode & 0o111) !== 0
  const shift = owner.user === user ? 6 : groups.includes(owner.group) ? 3 : 0
  return ((mode >> shift) & bits[right]) !== 0
}
