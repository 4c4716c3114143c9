/** Which results of scanners a run is given, as text: one in each line, or separated by commas. */
import type { Result } from '../common/result.ts'
import { type Revision, revisions } from '../model/revision.ts'

export interface GivenScan {
  readonly revision: Revision
  readonly mode: string
  readonly path: string
}

/** @returns the problem is the second half of a sentence, after the name of the input */
export function readScans(text: string): Result<readonly GivenScan[], string> {
  const scans: GivenScan[] = []
  for (const line of text.split(/[\n,]/)) {
    if (line.trim() === '') continue
    const [, word, mode = '', path = ''] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(line.trim()) ?? []
    const revision = revisions.find((one) => one === word)
    if (revision === undefined) {
      const shown = line.trim().slice(0, 100)
      return {
        ok: false,
        problem: `has \`${shown}\`: write \`base\` or \`head\`, a mode and a path, such as \`head static trivy.json\``,
      }
    }
    if (scans.some((one) => one.revision === revision && one.mode === mode))
      return { ok: false, problem: `has two files for ${revision} and mode \`${mode}\`: keep one of them` }
    scans.push({ revision, mode, path })
  }
  const alone = scans.find(
    ({ revision, mode }) =>
      revision === 'base' && !scans.some((one) => one.revision === 'head' && one.mode === mode),
  )
  return alone === undefined
    ? { ok: true, value: scans }
    : { ok: false, problem: `has a file for base and mode \`${alone.mode}\` but none for head: add one` }
}
