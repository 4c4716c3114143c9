/** The report as it may be shown, kept and sent. */
import { remembered } from '../common/remembered.ts'
import { isSecretName } from '../common/secrets/names.ts'
import type { Secrets } from '../common/secrets/secrets.ts'
import type { Report } from './report.ts'

declare const shown: unique symbol
/** A report without secrets: only `shownReport` makes it, and nothing publishes another. */
export type ShownReport = Report & { readonly [shown]: true }

/**
 * Masks secrets in texts that come from outside. The report's own words (kinds, verdicts, names of metrics and modes), digests and
 * numbers do not change.
 */
export function shownReport(report: Report, secrets: Pick<Secrets, 'mask' | 'maskLines'>): ShownReport {
  // platforms, modes and revisions mostly have the same names
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
      // keys of a record are texts from outside, too
      /^\w+$/.test(key) ? key : secrets.mask(key),
      maskedEntry(key, one, secrets),
    ]),
  )
}

function maskedEntry(key: string, value: unknown, secrets: Pick<Secrets, 'mask' | 'maskLines'>): unknown {
  if (own.has(key) && (typeof value === 'string' || Array.isArray(value))) return value
  // a variable, whose name says what its value is
  const isVariable = typeof value === 'string' && value !== '' && /^[A-Z][A-Z\d_]*$/.test(key)
  return isVariable && isSecretName(key) ? '***' : maskedValue(value, secrets)
}
