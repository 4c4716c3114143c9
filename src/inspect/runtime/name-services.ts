/** /etc/nsswitch.conf: where host names, users and groups are looked up. Parsed like in Go's net package and glibc. */

export interface NameSource {
  /** e.g. `files`, `dns`, `mdns4_minimal`. */
  readonly name: string
  /** Whether its criteria in brackets, if any, equal the defaults. */
  readonly isStandard: boolean
}

/** By database: `hosts`, `passwd`, `group`. */
export type NameServices = ReadonlyMap<string, readonly NameSource[]>

/** undefined for a file that Go's parser rejects. */
export function readNameServices(text: string): NameServices | undefined {
  const found = new Map<string, NameSource[]>()
  for (const line of text.split('\n')) {
    const content = line.replace(/#.*$/s, '').trim()
    if (content === '') continue
    const colon = content.indexOf(':')
    if (colon < 0) return undefined
    const sources = readSources(content.slice(colon + 1))
    if (sources === undefined) return undefined
    const database = content.slice(0, colon).trim()
    found.set(database, [...(found.get(database) ?? []), ...sources])
  }
  return found
}

function readSources(text: string): readonly NameSource[] | undefined {
  const sources: NameSource[] = []
  for (let rest = text.trim(); rest !== ''; rest = rest.trim()) {
    const [word = ''] = /^\S+/.exec(rest) ?? []
    rest = rest.slice(word.length).trim()
    if (!rest.startsWith('[')) {
      sources.push({ name: word, isStandard: true })
      continue
    }
    const end = rest.indexOf(']')
    const criteria = end < 0 ? undefined : readCriteria(rest.slice(1, end))
    if (criteria === undefined) return undefined
    sources.push({ name: word, isStandard: criteria.every(isStandard) })
    rest = rest.slice(end + 1)
  }
  return sources
}

/** `!status=action`, in lower case. */
interface Criterion {
  readonly status: string
  readonly action: string
  readonly isNegated: boolean
}

function readCriteria(text: string): readonly Criterion[] | undefined {
  const criteria = text
    .trim()
    .split(/\s+/)
    .filter((one) => one !== '')
    .map((one) => /^(!?)([^=]*)=(.*)$/.exec(one.toLowerCase()))
  return criteria.some((one) => one === null)
    ? undefined
    : criteria.map((one) => {
        const [, not = '', status = '', action = ''] = one ?? []
        return { status, action, isNegated: not !== '' }
      })
}

const usual: Readonly<Record<string, string>> = {
  success: 'return',
  notfound: 'continue',
  unavail: 'continue',
  tryagain: 'continue',
}

/** Like `standardStatusAction` of net: the last criterion of a source may return early. */
function isStandard(
  { status, action, isNegated }: Criterion,
  index: number,
  all: readonly Criterion[],
): boolean {
  if (isNegated || !Object.hasOwn(usual, status)) return false
  return action === usual[status] || (action === 'return' && index === all.length - 1)
}
