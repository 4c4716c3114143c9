/** The report in the form that may be shown, stored and sent. */
import { remembered } from '../common/remembered.ts'
import { isSecretName } from '../common/secrets/names.ts'
import type { Secrets } from '../common/secrets/secrets.ts'
import type { Report } from './report.ts'

declare const shown: unique symbol
/** A report without secrets. Only `shownReport` creates it, and everything that publishes requires it. */
export type ShownReport = Report & { readonly [shown]: true }

/**
 * Masks secrets in untrusted text. The report's own words (kinds, verdicts, names of metrics and modes), digests and numbers
 * stay as they are.
 */
export function shownReport(report: Report, secrets: Pick<Secrets, 'mask' | 'maskLines'>): ShownReport {
  // most texts occur once for each platform, mode and revision
  const mask = remembered((text: string) => secrets.mask(text))
  return maskedValue(report, { mask, maskLines: (lines) => secrets.maskLines(lines) }) as ShownReport
}

/** Texts from a fixed list, hashes, and names from the configuration. */
const own = new Set(
  'id kind verdict metric mode modes platform revision sha headSha diffId sha256 digest'.split(' '),
)

function maskedValue(value: unknown, secrets: Pick<Secrets, 'mask' | 'maskLines'>): unknown {
  if (typeof value === 'string') return secrets.mask(value)
  if (Array.isArray(value)) {
    const isText = value.every((one) => typeof one === 'string')
    return isText ? secrets.maskLines(value) : value.map((one) => maskedValue(one, secrets))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      // keys of a record can be untrusted text, too
      /^\w+$/.test(key) ? key : secrets.mask(key),
      maskedEntry(key, one, secrets),
    ]),
  )
}

function maskedEntry(key: string, value: unknown, secrets: Pick<Secrets, 'mask' | 'maskLines'>): unknown {
  if (own.has(key) && (typeof value === 'string' || Array.isArray(value))) return value
  // an environment variable with a name such as API_TOKEN has a secret value
  const isVariable = typeof value === 'string' && value !== '' && /^[A-Z][A-Z\d_]*$/.test(key)
  return isVariable && isSecretName(key) ? '***' : maskedValue(value, secrets)
}
