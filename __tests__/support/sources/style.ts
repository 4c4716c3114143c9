/** The rules of docs/style.md that a program can check. */

interface Banned {
  readonly pattern: RegExp
  readonly instead: string
}

const banned: readonly Banned[] = [
  { pattern: /\b(?:tell|tells|told)\b/i, instead: 'report, print, show or detect' },
  { pattern: /\b(?:said|says)\b/i, instead: 'report, print or show' },
  { pattern: /\b(?:asks? for|is asked|was asked)\b/i, instead: 'require' },
  { pattern: /\bhas(?: it)? not\b(?! been)/i, instead: 'lacks, or does not have' },
  { pattern: /(?<!\bthere )\b(?:is|are) no (?!longer\b|more than\b)/i, instead: 'is not a' },
  { pattern: /\b(?:leave|left|leaves) (?:it |them |that )?away\b/i, instead: 'omit or remove' },
  { pattern: /\bthe # away\b/, instead: 'uncomment' },
  { pattern: /\bstands? (?:in for|there|for it)\b|\bstand-in\b/i, instead: 'fallback, or is' },
  { pattern: /\bof old\b/i, instead: 'legacy' },
  { pattern: /\bfound out\b/i, instead: 'detected' },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: 'fix' },
  { pattern: /\bthe app wants\b|\bis spoken to\b|\bmay not\b/i, instead: 'requires, or is not allowed to' },
  { pattern: /\bnobody\b|\bwhoever\b|\bsomebody\b|\beverybody\b/i, instead: 'the subject itself' },
  { pattern: /\breach(?:es)? gin\b/i, instead: 'import Gin' },
  { pattern: /\bwhat is shipped\b|\bimage that ships\b/i, instead: 'production image' },
  { pattern: /\bprocessor time\b/i, instead: 'CPU time' },
  { pattern: /\bfolders?\b/i, instead: 'directory' },
  { pattern: /\banew\b|\bafresh\b/i, instead: 'again' },
  { pattern: /\bhold against\b/i, instead: 'compare with' },
  {
    pattern:
      /(?:behavi|col|flav)our|\bcatalogue|\blicence|(?:initial|recogn|normal|optim|summar)is(?:e|ing)/i,
    instead: 'American spelling',
  },
  { pattern: /\w\((?:s|es|ies)\)(?![\w(])/, instead: 'a plural by `plural()`' },
  { pattern: /[“”‘’„]/, instead: 'straight quotes' },
]

/** Code counts as one word, because the rules do not apply to it. */
function withoutCode(text: string): string {
  return text.replaceAll(/``.+?``|`[^`]*`/gs, 'CODE')
}

/** `"phrase" → replacement` for each rule that a text violates. */
export function bannedIn(text: string): readonly string[] {
  const own = withoutCode(text)
  return banned.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(own)
    return found === null ? [] : [`"${found[0]}" → ${instead}`]
  })
}

/** Whether a text, including its code, may violate a rule. This is cheaper than parsing it. */
export const isSuspicious = (text: string): boolean => banned.some(({ pattern }) => pattern.test(text))

/** Sentences end with a full stop, an exclamation or question mark, or the line, but not with an abbreviation. */
export function sentencesOf(text: string): readonly string[] {
  return withoutCode(text)
    .replaceAll(/\b(?:e\.g|i\.e|etc)\./g, 'abbr')
    .split(/(?<=[.!?])\s+(?=[A-Z]|linkgate|musl|bash)|\n+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

export const wordsIn = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

const longestSentence = 25

/** The clauses of a text with too many words. A semicolon ends one. */
export function tooLongIn(text: string): readonly string[] {
  return sentencesOf(text)
    .flatMap((sentence) => sentence.split(/;\s/))
    .filter((clause) => wordsIn(clause) > longestSentence)
}

/** The fault at the end of a message: it has a full stop only if it has several sentences, and then after each. */
export function fullStopFault(text: string): string | undefined {
  const several = sentencesOf(text).length > 1
  const ends = /[.!?]$/.test(withoutCode(text))
  if (several === ends) return undefined
  return several ? 'the last of several sentences has no full stop' : 'one sentence has a full stop'
}

/** Numbers without a space before their unit. */
export function unitFaults(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/(?<![\w.=-])\d+(?:\.\d+)?(?:B|kB|MB|GB|ms|s|min)\b/g)].map(
    ([found]) => found,
  )
}

/** Prose of a Markdown document by paragraph, list item or cell, without code blocks and HTML. */
export function proseOf(markdown: string): readonly string[] {
  return markdown
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.)\s?)|\|/)
    .map((one) =>
      one
        .replaceAll(/\s+/g, ' ')
        .replace(/^\s*(?:[-*#|:]+|\d+\.)\s*/, '')
        .trim(),
    )
    .filter((one) => one !== '')
}
