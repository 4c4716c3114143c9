/** The functions of make that only transform text. */

import { cleanPath, lastOf } from '../../common/paths.ts'

/**
 * Placeholder for text that is only known when make runs, such as the output of a command. For the shell reader, it is a command
 * substitution, so words that contain it count as unknown.
 */
export const unknownText = '$(unknown)'

/** Whether a text contains a part that is only known at run time. */
export function isUnknown(text: string): boolean {
  return text.includes('$')
}

export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

const joined = (words: readonly string[]) => words.join(' ')

/** The part of a word that `%` matches; undefined if the pattern does not match. */
export function stemOf(pattern: string, word: string): string | undefined {
  const at = pattern.indexOf('%')
  if (at < 0) return pattern === word ? '' : undefined
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)]
  const fits = word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after)
  return fits ? word.slice(before.length, word.length - after.length) : undefined
}

/** Replaces all occurrences. The result is unknown if it could exceed the maximum length of a string. */
function substituted(text: string, from: string, to: string): string {
  return text.length * to.length > 100_000_000 ? unknownText : text.replaceAll(from, () => to)
}

export function patternReplaced(pattern: string, replacement: string, text: string): string {
  return mapWords(text, (word) => {
    const stem = stemOf(pattern, word)
    if (stem === undefined) return word
    return pattern.includes('%') ? replacement.replace('%', () => stem) : replacement
  })
}

/** Applies a change to each word; unknown words stay unknown. */
function mapWords(text: string, change: (word: string) => string): string {
  return joined(wordsOf(text).map((word) => (isUnknown(word) ? unknownText : change(word))))
}

function filtered(patterns: string, text: string, keeps: boolean): string {
  if (isUnknown(patterns)) return unknownText
  const { open = [], whole = [] } = Object.groupBy(wordsOf(patterns), (pattern) =>
    pattern.includes('%') ? 'open' : 'whole',
  )
  const words = new Set(whole)
  const fits = (word: string) =>
    words.has(word) || open.some((pattern) => stemOf(pattern, word) !== undefined)
  return joined(
    wordsOf(text).flatMap((word) => (isUnknown(word) ? unknownText : fits(word) === keeps ? word : [])),
  )
}

type TextFunction = (given: readonly string[]) => string

/** A function of one list of words. */
const ofWords =
  (change: (words: readonly string[]) => readonly string[]): TextFunction =>
  ([text = '']) =>
    joined(change(wordsOf(text)))

const ofEach =
  (change: (word: string) => string): TextFunction =>
  ([text = '']) =>
    mapWords(text, change)

const directoryOf = (word: string) => word.slice(0, word.lastIndexOf('/') + 1) || './'
const suffixOf = (word: string) => /\.[^./]*$/.exec(word)?.[0] ?? ''

function whole(use: TextFunction): TextFunction {
  return (given) => (given.some(isUnknown) ? unknownText : use(given))
}

/** By name. The arguments are already expanded. */
export const textFunctions: ReadonlyMap<string, { readonly most: number; readonly use: TextFunction }> =
  new Map(
    Object.entries({
      subst: {
        most: 3,
        use: whole(([from = '', to = '', text = '']) =>
          from === '' ? text + to : substituted(text, from, to),
        ),
      },
      patsubst: {
        most: 3,
        use: ([from = '', to = '', text = '']: readonly string[]) =>
          patternReplaced(from.trim(), to.trim(), text),
      },
      strip: { most: 1, use: ofWords((words) => words) },
      findstring: { most: 2, use: whole(([part = '', text = '']) => (text.includes(part) ? part : '')) },
      filter: {
        most: 2,
        use: ([patterns = '', text = '']: readonly string[]) => filtered(patterns, text, true),
      },
      'filter-out': {
        most: 2,
        use: ([patterns = '', text = '']: readonly string[]) => filtered(patterns, text, false),
      },
      sort: { most: 1, use: whole(ofWords((words) => [...new Set([...words].sort())])) },
      word: {
        most: 2,
        use: ([at = '', text = '']: readonly string[]) => wordsOf(text)[Number(at) - 1] ?? '',
      },
      words: { most: 1, use: whole(([text = '']) => `${wordsOf(text).length}`) },
      wordlist: {
        most: 3,
        use: ([from = '', to = '', text = '']: readonly string[]) =>
          joined(wordsOf(text).slice(Number(from) - 1, Number(to))),
      },
      firstword: { most: 1, use: ofWords((words) => words.slice(0, 1)) },
      lastword: { most: 1, use: ofWords((words) => words.slice(-1)) },
      dir: { most: 1, use: ofEach(directoryOf) },
      notdir: { most: 1, use: ofEach(lastOf) },
      suffix: { most: 1, use: whole(ofWords((words) => words.map(suffixOf).filter((one) => one !== ''))) },
      basename: { most: 1, use: ofEach((word) => word.slice(0, word.length - suffixOf(word).length)) },
      // an unknown word keeps the affixes: it may be a build argument with a known name
      addsuffix: {
        most: 2,
        use: ([end = '', text = '']: readonly string[]) => joined(wordsOf(text).map((word) => word + end)),
      },
      addprefix: {
        most: 2,
        use: ([start = '', text = '']: readonly string[]) =>
          joined(wordsOf(text).map((word) => start + word)),
      },
      join: {
        most: 2,
        use: ([first = '', second = '']: readonly string[]) => {
          const [left, right] = [wordsOf(first), wordsOf(second)]
          const length = Math.max(left.length, right.length)
          return joined(Array.from({ length }, (_, at) => `${left[at] ?? ''}${right[at] ?? ''}`))
        },
      },
      info: { most: 1, use: () => '' },
      warning: { most: 1, use: () => '' },
      error: { most: 1, use: () => '' },
    }),
  )

/** An absolute path without `.` and `..`; unchanged if it is unknown. @param directory absolute */
export function absolutePath(directory: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${directory}/${path}`
  return isUnknown(whole) ? path : `/${cleanPath(whole.replace(/^\/+/, '')) ?? ''}`.replace(/\/\.$/, '/')
}

/** A path relative to the root of the repository, converted to one relative to a directory. */
export function relativeFrom(directory: string, path: string): string {
  if (directory === '.') return path
  const inside = path.startsWith(`${directory}/`)
  return inside ? path.slice(directory.length + 1) : `${'../'.repeat(directory.split('/').length)}${path}`
}
