/** Vulnerabilities of head against those of base, by their ids. */
import {
  type AcceptedVulnerability,
  type CheckedProgram,
  type LinkedVulnerability,
  type Vulnerabilities,
  vulnerabilityKey,
} from './vulnerability.ts'

/** Programs of one mode on one platform. */
export interface ComparedVulnerabilities extends Pick<CheckedProgram, 'mode' | 'platform'> {
  readonly head: CheckedProgram['result']
  /** Absent where there is no base. */
  readonly base?: CheckedProgram['result']
  /** Of head: all that are not accepted. */
  readonly counted: readonly LinkedVulnerability[]
  /** Those of them that base does not have; none unless both were checked. */
  readonly added: readonly LinkedVulnerability[]
  /** Of base: those that head does not have; none unless both were checked. */
  readonly removed: readonly LinkedVulnerability[]
  /** Of head. */
  readonly accepted: readonly LinkedVulnerability[]
}

/** One for each program of head. */
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
      added: isChecked ? without(counted, foundIn(base)) : [],
      removed: isChecked ? without(foundIn(base), found) : [],
      accepted,
    }
  })
}

/** How many vulnerabilities there are: one that is in several modules counts once. */
export const vulnerabilityCount = (some: readonly { readonly id: string }[]) =>
  new Set(some.map(({ id }) => id)).size

/** Whether texts need not name the platform. */
export function isOnePlatform(programs: readonly ComparedVulnerabilities[]): boolean {
  return new Set(programs.map(({ platform }) => platform)).size <= 1
}

const foundIn = (result: CheckedProgram['result']) => (result.kind === 'checked' ? result.found : [])

function without(
  some: readonly LinkedVulnerability[],
  others: readonly LinkedVulnerability[],
): readonly LinkedVulnerability[] {
  const ids = new Set(others.map(({ id }) => id))
  return some.filter(({ id }) => !ids.has(id))
}

/** On the day of the check. */
function isAccepted(
  found: LinkedVulnerability,
  { budget, date }: Pick<Vulnerabilities, 'budget' | 'date'>,
): boolean {
  return budget.accept.some((one) => isNamed(one, found) && !isExpired(one, date))
}

/** Whether the id is that of the database, or what others call the vulnerability; case does not matter. */
export function isNamed(
  { id }: Pick<AcceptedVulnerability, 'id'>,
  found: Pick<LinkedVulnerability, 'id' | 'aliases'>,
): boolean {
  const key = vulnerabilityKey(id)
  return [found.id, ...found.aliases].some((one) => vulnerabilityKey(one) === key)
}

/** Days are compared as texts. */
export function isExpired({ until }: AcceptedVulnerability, date: string): boolean {
  return until !== undefined && until < date
}
