/** The patterns of `${name#pattern}` and similar expansions, with `*` and `?` but not brackets. */

/** A pattern as a list of matchers, one for each character; undefined for an escape that BuildKit does not support. */
type Pattern = readonly PatternPart[]
type PatternPart =
  | { readonly kind: 'text'; readonly character: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'any' }

function readPattern(text: string): Pattern | undefined {
  const parts: PatternPart[] = []
  const characters = [...text]
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? ''
    if (character === '*') parts.push({ kind: 'any' })
    else if (character === '?') parts.push({ kind: 'one' })
    else if (character !== '\\') parts.push({ kind: 'text', character })
    else {
      at += 1
      const escaped = characters[at]
      if (escaped === undefined || !'*?\\}/'.includes(escaped)) return undefined
      parts.push({ kind: 'text', character: escaped })
    }
  }
  return parts
}

function expressionOf(pattern: Pattern, greedy: boolean): string {
  const any = greedy ? '[^\\n]*' : '[^\\n]*?'
  return pattern
    .map((part) =>
      part.kind === 'any'
        ? any
        : part.kind === 'one'
          ? '[^\\n]'
          : part.character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    )
    .join('')
}

/** The value without the match at its start; undefined for an invalid pattern. */
export function withoutPrefix(value: string, text: string, longest: boolean): string | undefined {
  const pattern = readPattern(text)
  return pattern && cut(value, pattern, longest)
}

/** The value without the match at its end; undefined for an invalid pattern. */
export function withoutSuffix(value: string, text: string, longest: boolean): string | undefined {
  const pattern = readPattern(text)
  // a match at the end is a match at the start of the reversed text
  return pattern && reversed(cut(reversed(value), pattern.toReversed(), longest))
}

function cut(value: string, pattern: Pattern, longest: boolean): string {
  return value.replace(new RegExp(`^${expressionOf(pattern, longest)}`, 'u'), '')
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}

/** The value with the first longest match, or all of them, replaced; undefined for an invalid pattern. */
export function withReplacement(
  value: string,
  text: string,
  { by, all }: { readonly by: string; readonly all: boolean },
): string | undefined {
  const pattern = readPattern(text)
  if (pattern === undefined) return undefined
  const expression = expressionOf(pattern, true)
  if (!all) return value.replace(new RegExp(expression, 'u'), () => by)
  let end: number | undefined
  return value.replaceAll(new RegExp(expression, 'gu'), (match, at: number) => {
    // BuildKit's regular expressions do not match the empty text directly after a match
    const isAfterMatch = match === '' && at === end
    end = at + match.length
    return isAfterMatch ? '' : byTemplate(by, match)
  })
}

/** BuildKit uses the replacement of all matches as a template of Go's regular expressions. */
function byTemplate(template: string, match: string): string {
  return template.replaceAll(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_whole, dollar, bare, braced) =>
    dollar === undefined ? ((bare ?? braced) === '0' ? match : '') : '$',
  )
}
