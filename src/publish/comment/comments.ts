import { worst } from '../../document/outcome.ts'
import type { Report } from '../../document/report.ts'
import { fingerprintText, hasChanges } from '../../report/fingerprint.ts'
import { combinedText } from '../../report/markdown/combined.ts'
import { type DetailsPlace, detailsPlaces } from '../../report/markdown/markdown.ts'
import type { CommentText } from '../publish.ts'

/** Key of a comment about several apps; it is not a valid app name. */
const allApps = '(all)'

/**
 * The comments for reports: one for each app, or one for all.
 *
 * @param digest returns a short hexadecimal digest of a text
 * @param rest where readers find details that a comment omits
 */
export function commentsOf(
  reports: readonly Report[],
  combine: boolean,
  digest: (text: string) => string,
  rest: DetailsPlace = detailsPlaces.comment,
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
