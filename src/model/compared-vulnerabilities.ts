/** Compares the vulnerabilities of head with those of base, by id. */
import {
  type AcceptedVulnerability,
  type CheckedProgram,
  type LinkedVulnerability,
  type Vulnerabilities,
  vulnerabilityKey,
} from './vulnerability.ts'

/** The vulnerabilities of one mode on one platform. */
export interface ComparedVulnerabilities extends Pick<CheckedProgram, 'mode' | 'platform'> {
  readonly head: CheckedProgram['result']
  /** Absent without a base. */
  readonly base?: CheckedProgram['result']
  /** All vulnerabilities of head that are not accepted. */
  readonly counted: readonly LinkedVulnerability[]
  /** Counted vulnerabilities that base does not have; empty unless both programs were checked. */
  readonly added: readonly LinkedVulnerability[]
  /** Vulnerabilities of base that head does not have; empty unless both programs were checked. */
  readonly removed: readonly LinkedVulnerability[]
  /** Vulnerabilities of head that the configuration accepts. */
  readonly accepted: readonly LinkedVulnerability[]
}

/** One comparison for each program of head. */
export function compareVulnerabilities(given: Vulnerabilities): readonly ComparedVulnerabilities[] {
  const heads = given.programs.filter(({ revision }) => revision === 'head')
  return heads.map(({ mode, platform, result: head }) => {
    const base = given.programs.find(
      (one) => one.revision === 'base' && one.mode === mode && one.platform === platform,
    )?.result
    const found = foundIn(head)
    const accepted = found.filter((one) => isAccepted(one, given))
    const counted = found.filter((one) => !accepted.includes(one))
    const isChecked = head.kind === 'checked' && base?.kind === 'checked'
    return {
      mode,
      platform,
      head,
      ...(base === undefined ? {} : { base }),
      counted,
      added: isChecked ? notIn(counted, foundIn(base)) : [],
      removed: isChecked ? notIn(foundIn(base), found) : [],
      accepted,
    }
  })
}

/** Counts a vulnerability that is in several modules once. */
export const vulnerabilityCount = (some: readonly { readonly id: string }[]) =>
  new Set(some.map(({ id }) => id)).size

/** Whether all programs have the same platform, so texts can omit it. */
export function isOnePlatform(programs: readonly ComparedVulnerabilities[]): boolean {
  return new Set(programs.map(({ platform }) => platform)).size <= 1
}

const foundIn = (result: CheckedProgram['result']) => (result.kind === 'checked' ? result.found : [])

function notIn(
  some: readonly LinkedVulnerability[],
  others: readonly LinkedVulnerability[],
): readonly LinkedVulnerability[] {
  const ids = new Set(others.map(({ id }) => id))
  return some.filter(({ id }) => !ids.has(id))
}

/** Whether the vulnerability is accepted on the day of the check. */
function isAccepted(
  found: LinkedVulnerability,
  { budget, date }: Pick<Vulnerabilities, 'budget' | 'date'>,
): boolean {
  return budget.accept.some((one) => isNamed(one, found) && !isExpired(one, date))
}

/** Whether an accepted id is the vulnerability's own or one of its aliases, regardless of case. */
export function isNamed(
  { id }: Pick<AcceptedVulnerability, 'id'>,
  found: Pick<LinkedVulnerability, 'id' | 'aliases'>,
): boolean {
  const key = vulnerabilityKey(id)
  return [found.id, ...found.aliases].some((one) => vulnerabilityKey(one) === key)
}

/** Both dates are ISO 8601, so they compare as strings. */
export function isExpired({ until }: AcceptedVulnerability, date: string): boolean {
  return until !== undefined && until < date
}
