import { worst } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import { fingerprintText, hasChanges } from '../../report/fingerprint.ts'
import { combinedText } from '../../report/markdown/combined.ts'
import { type Fuller, fuller } from '../../report/markdown/markdown.ts'
import type { CommentText } from '../publish.ts'

/** Key of the comment that several apps share; no app can be called so. */
const allApps = '(all)'

/**
 * The comments that reports make: one for each app, or one for all.
 *
 * @param digest a short hexadecimal digest of a text
 * @param rest where readers find what a comment has no room for
 */
export function commentsOf(
  reports: readonly Report[],
  combine: boolean,
  digest: (text: string) => string,
  rest: Fuller = fuller.comment,
): readonly CommentText[] {
  const groups = combine && reports.length > 1 ? [reports] : reports.map((report) => [report])
  return groups.map((group) => {
    const [only, ...others] = group
    return {
      app: only !== undefined && others.length === 0 ? only.app : allApps,
      text: combinedText(group, rest),
      fingerprint: digest(group.map(fingerprintText).join('\n')),
      verdict: worst(group.map(({ verdict }) => verdict)),
      changed: group.some(hasChanges),
    }
  })
}
