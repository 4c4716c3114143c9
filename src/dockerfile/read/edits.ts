import { lineOf, type TextRange } from '../../shell/source.ts'

/** Text that replaces a range of the file; an empty range inserts. */
export interface Edit extends TextRange {
  readonly text: string
}

/** An edit with its reason, a text for the reader of the changed line. */
export interface Reasoned extends Edit {
  readonly why: string
}

/** A changed, new or removed line of a Dockerfile. */
export interface Change {
  /** Line in the original text, counted from 1; for a new line, the preceding line. */
  readonly line: number
  /** The original line, or lines if several are changed together; absent for a new line. */
  readonly before?: string
  readonly after?: string
  readonly why: string
}

/**
 * Applies all edits.
 *
 * @throws {Error} if two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const edit of ordered) {
    if (edit.start < at) throw new Error(`two edits of the same text at offset ${edit.start}`)
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** The changed lines, in the order of the file. */
export function changesOf(text: string, edits: readonly Reasoned[]): readonly Change[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  const groups: { start: number; end: number; edits: Reasoned[] }[] = []
  const inserted: Change[] = []
  for (const edit of ordered) {
    const wholeLines = edit.start === edit.end && edit.text.includes('\n')
    if (wholeLines) {
      const line = Math.max(1, lineOf(text, edit.start) - (text[edit.start - 1] === '\n' ? 1 : 0))
      inserted.push({ line, after: edit.text.replace(/^\r?\n|\r?\n$/g, ''), why: edit.why })
      continue
    }
    const start = text.lastIndexOf('\n', edit.start - 1) + 1
    const found = text.indexOf('\n', Math.max(edit.end - 1, edit.start))
    const end = found < 0 ? text.length : found
    const open = groups.at(-1)
    if (open !== undefined && start < open.end) {
      open.end = Math.max(open.end, end)
      open.edits.push(edit)
    } else groups.push({ start, end, edits: [edit] })
  }
  const changed = groups.map((group): Change => {
    const moved = group.edits.map((edit) => ({
      ...edit,
      start: edit.start - group.start,
      end: edit.end - group.start,
    }))
    const before = text.slice(group.start, group.end)
    return {
      line: lineOf(text, group.start),
      before: before.replace(/\r$/, ''),
      after: applyEdits(before, moved).replace(/\r$/, ''),
      why: [...new Set(group.edits.map(({ why }) => why))].join('; '),
    }
  })
  return [...changed, ...inserted].sort((a, b) => a.line - b.line)
}

/** Converts a line number of the changed text to one of the original text; undefined for a new line. */
export function lineBefore(changes: readonly Change[], line: number): number | undefined {
  let added = 0
  for (const change of changes) {
    const [was, is] = [change.before, change.after].map((text) => text?.split('\n').length ?? 0)
    // a new line has the number of the preceding line
    const first = change.line + added + (was === 0 ? 1 : 0)
    if (line < first) break
    if (line < first + (is ?? 0)) return was === 0 ? undefined : change.line
    added += (is ?? 0) - (was ?? 0)
  }
  return line - added
}
