/** Credentials that are recognized by their form: in URLs, in headers, after a name, by a prefix, as a PEM block. */
import { isSecretName } from './names.ts'
import type { Span } from './spans.ts'

/**
 * Each pattern has a group `secret`. Every repetition is bounded except at the end of a pattern, and every pattern begins
 * with fixed characters or at the beginning of a word, so the time is linear in the length of the text.
 */
const patterns: readonly RegExp[] = [
  // https://user:password@host; the password may contain any character
  /:\/\/(?<secret>[^\s/@:'"`]{0,256}:(?!\$|\d{1,5}(?:[/?#\s'"`]|$))(?:(?!:\/\/)[^\s'"`<>\\]){0,512})@/dg,
  // https://token@host; with other schemes, this is a user name
  /https?:\/\/(?<secret>[^\s/@:'"`<>]{1,512})@/dgi,
  // user:password@tcp(host:3306)/name
  /(?<![\w.%+-])[\w.%+-]{1,64}:(?<secret>[^\s'"`]{1,256})@(?:tcp|udp|unix)[46]?\(/dg,
  // user:password@host:5432, user:password@(host), user:password@host/name, but not image:tag@digest
  /(?<![\w.%+@/-])[\w.%+-]{1,64}:(?<secret>[^\s:'"`/@(){}<>]{1,256})@(?!sha\d{1,3}:)(?=\(|\[|[\w.-]{1,253}(?::\d|\/))/dg,
  // user:password@/name, user:password@/, the default address of MySQL in Go; but not a URL with a path that contains `@/`
  /(?<![\w.%+@/-])[\w.%+-]{1,64}:(?<secret>(?!\/\/)[^\s'"`]{1,256})@(?=\/[\w-]{0,64}(?:[?\s'"`,;)\]}]|$))/dg,
  // SQL: CREATE USER x IDENTIFIED BY 'password', IDENTIFIED WITH y BY 'password', WITH PASSWORD 'password'
  /\b(?:identified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?by|password)\s{1,3}'(?<secret>(?:[^'\\\n]|''|\\.){1,256})'/dgi,
  /\bidentified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?by\s{1,3}"(?<secret>(?:[^"\\\n]|""|\\.){1,256})"/dgi,
  // docker login -p password; but neither a port nor a variable
  /\blogin(?:\s[^\n]{0,120}?)?\s-p[ =]['"]?(?![$<%]|\d+(?:\s|$))(?<secret>(?<=')[^'\n]{1,512}|(?<=")(?:[^"\\\n]|\\.){1,512}|(?<=[ =])[^\s'"-]\S{0,511})/dg,
  /\b(?:proxy-)?authorization['"]?\s{0,3}[:=]\s{0,3}['"]?(?:(?:basic|bearer|token|digest|negotiate|apikey)\s{1,3})?(?<secret>[^\s'"]+)/dgi,
  /\b(?:set-)?cookie:\s{0,3}(?<secret>[^\n'"]+)/dgi,
  /\bbearer\s{1,3}(?<secret>(?=[A-Za-z+/_~-]{0,64}(?:[\d=]|\.\w))[\w.~+/=-]{8,})/dgi,
  /(?:\s-u|--user)[ =]{1,2}['"]?[^\s:'"]{1,64}:(?<secret>[^\s'"]{1,256})/dg,
  /\blogin\s{1,4}\S{1,128}\s{1,4}password\s{1,4}(?<secret>\S{1,512})/dg,
  // tokens of GitHub, GitLab, npm, Slack, AWS, Google, Stripe, Docker, PyPI, Vault, Hugging Face, DigitalOcean, Grafana and others
  /\b(?<secret>gh[oprsu]_\w{16,255}|github_pat_\w{20,255}|gl(?:pat|dt|rt|soat|ptt|ft|imt|agent|cbt|ffct)-[\w.-]{16,255}|npm_\w{30,255}|xox[abeoprs]-[\w-]{10,255}|xapp-[\w-]{10,255}|(?:AKIA|ASIA|ABIA|ACCA)[A-Z\d]{16}|AIza[\w-]{30,40}|ya29\.[\w-]{20,2048}|[rs]k_(?:live|test)_\w{10,255}|whsec_[\w+/=]{16,255}|dckr_(?:pat|oat)_[\w-]{20,255}|pypi-[\w-]{30,1024}|hv[sbr]\.[\w-]{20,1024}|hf_\w{30,64}|do[opr]_v1_[a-f\d]{40,80}|glsa_\w{20,255}|glc_[\w=]{20,1024}|sk-(?:ant-|proj-|svcacct-)?[\w-]{20,255}|SG\.[\w-]{16,64}\.[\w-]{16,64}|shp(?:at|ca|pa|ss)_[a-f\d]{32}|figd_[\w-]{20,255}|lin_api_\w{20,255}|rubygems_[a-f\d]{40,64}|sbp_[a-f\d]{40}|tskey-[\w-]{16,128}|AGE-SECRET-KEY-1[A-Z\d]{20,80}|sq0[a-z]{3}-[\w-]{20,64}|xkeysib-[\w-]{20,128}|key-[a-f\d]{32}|PMAK-[\w-]{20,128}|NRAK-[A-Z\d]{20,64})/dg,
  // JSON web tokens
  /\b(?<secret>eyJ[\w-]{8,4096}\.[\w-]{4,}(?:\.[\w-]*)?)/dg,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/]{10,256})/dg,
  /discord(?:app)?\.com\/api\/webhooks\/(?<secret>[\w/-]{10,256})/dg,
  /\b(?<secret>\d{8,12}:AA[\w-]{30,40})(?![\w-])/dg,
]

/** The parts of a text that look like credentials. */
export function credentialsIn(text: string): readonly Span[] {
  if (text.length < 4) return []
  const byPattern = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((found): readonly Span[] => {
      const span = found.indices?.groups?.['secret']
      return span === undefined ? [] : [span]
    }),
  )
  return [...byPattern, ...namedIn(text), ...pemBlocksIn(text)]
}

/** A name, quoted or not, and the separator before its value. */
const assignment =
  /(?<![\w.-])(?<flag>-{0,2})(?<name>[A-Za-z_][\w.-]{0,63})(?:(?<close>\\?["'])?(?<sign>\s{0,2}(?:=>?|:)\s{0,2})|(?<gap> ))/g
/** No value is longer than a variable may be on Linux. That of `plain` is only the beginning if it is long. */
const values =
  /\\"(?<escaped>[^"\\\n]{1,131072})\\"|"(?<double>(?:[^"\\\n]|\\.){1,131072})"|'(?<single>[^'\n]{1,131072})'|(?<plain>[^\s"'`&;)}\]>|\\]{1,4096})/dy
const plainRest = /[^\s"'`&;)}\]>|\\]*/y

/** The value after the name of a credential. */
function namedIn(text: string): readonly Span[] {
  const found: Span[] = []
  const names = new RegExp(assignment)
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const span = assignedValue(text, match)
    if (span === undefined) continue
    found.push(span)
    names.lastIndex = span[1]
  }
  return found
}

function assignedValue(text: string, match: RegExpExecArray): Span | undefined {
  const { flag = '', name = '', close, sign, gap } = match.groups ?? {}
  // only the last part counts: `db.password` is the name of a credential, but `token.go` is not
  if (!isSecretName(name.slice(name.lastIndexOf('.') + 1))) return undefined
  // `--password value`, and the old form of a Dockerfile's ENV
  const isEnv = /\bENV $/.test(text.slice(Math.max(0, match.index - 5), match.index))
  if (gap !== undefined && flag !== '--' && !isEnv) return undefined
  if (sign?.includes('=') === false && close === undefined && ambiguous.test(name)) return undefined
  values.lastIndex = match.index + match[0].length
  const value = values.exec(text)
  if (value === null) return undefined
  const [kind = '', written = ''] =
    Object.entries(value.groups ?? {}).find(([, one]) => one !== undefined) ?? []
  const { [kind]: span } = value.indices?.groups ?? {}
  const before = text[match.index - 1] ?? ''
  const after = text.slice(values.lastIndex, values.lastIndex + 2)
  const isValue =
    kind === 'plain' ? isPlainValue(written, { name, sign, close, before, after }) : !isPlaceholder(written)
  if (!isValue || span === undefined) return undefined
  return kind === 'plain' ? [span[0], plainEnd(text, span[1])] : span
}

/** Only values are read to their ends: reading to the end after each name could take a time that is quadratic. */
function plainEnd(text: string, from: number): number {
  plainRest.lastIndex = from
  return plainRest.test(text) ? plainRest.lastIndex : from
}

interface Place {
  readonly name: string
  readonly sign: string | undefined
  /** The quote that ends the name. */
  readonly close: string | undefined
  readonly before: string
  readonly after: string
}

/** Names that are also words of sentences, such as `cache key: …`. */
const ambiguous = /^(?:key|pass|auth|cookies?)$/
const isPlaceholder = (written: string) => /^(?:[$%<{[(*…=]|\\\(|\*{3}|$)/.test(written)

/** Whether an unquoted word is a value, and not part of a sentence, a position in a file or the tag of an image. */
function isPlainValue(written: string, { name, sign, close, before, after }: Place): boolean {
  if (isPlaceholder(written)) return false
  // `password= dbname=x` has an empty password
  if (sign?.startsWith('= ') === true && /^[\w.]+=/.test(written)) return false
  if (sign === undefined || sign.includes('=')) return true
  // `"password": 12`
  if (close !== undefined) return !/^(?:null|true|false|-?\d[\d.eE+-]*),?$/.test(written)
  if (sign.trim() !== sign) return isWholeValue(written, after)
  // `Password:value`, as Go prints a struct
  return !/^\d+(?:$|[:,])/.test(written) && !/[-/@]/.test(name + before)
}

/** Whether it is the whole value, as in `DB_PASSWORD: value`, and not a word of a sentence. */
function isWholeValue(written: string, after: string): boolean {
  const isWord = /^(?:[A-Z]?[a-z]+|[\d.]+)[.,:]*$/.test(written)
  const isMixed = /\d/.test(written) && /[A-Za-z]/.test(written) && !/[./:]/.test(written)
  return written.length >= 6 && !isWord && (isMixed || !/^ [A-Za-z]/.test(after))
}

const begin = /-----BEGIN [A-Z\d ]{1,60}-----/
const end = /-----END [A-Z\d ]{1,60}-----/
/** Base64, perhaps after the prefix that a builder puts before each line. */
const longBody = /^\s*(?:#\d+ [\d.]+ )?[A-Za-z\d+/=]{16,}\s*$/
const anyBody = /^\s*(?:#\d+ [\d.]+ )?(?:[A-Za-z\d+/=]*|[\w-]+: .*)\s*$/

/** Keys and certificates in PEM, also if their beginning or end was cut off. */
function pemBlocksIn(text: string): readonly Span[] {
  if (!text.includes('-----')) return []
  const found: Span[] = []
  let at = 0
  let open: number | undefined
  let bodyFrom: number | undefined
  for (const line of text.split('\n')) {
    const first = begin.exec(line)
    const last = end.exec(line)
    if (first !== null) open = at + first.index
    else if (open !== undefined && last === null && !anyBody.test(line)) open = undefined
    if (last !== null) {
      found.push([open ?? bodyFrom ?? at + last.index, at + last.index + last[0].length])
      open = undefined
    } else if (open !== undefined) found.push([open, at + line.length])
    bodyFrom = longBody.test(line) ? (bodyFrom ?? at) : undefined
    at += line.length + 1
  }
  return found
}
