/** Names that a Go file declares at its top level, found without a parser: the file is assumed to be formatted by gofmt. */
export function topLevelNames(source: string): readonly string[] {
  const names: string[] = []
  let isGroup = false
  for (const line of withoutText(source).split('\n')) {
    if (isGroup && line.startsWith(')')) isGroup = false
    else if (/^(?:const|var|type) \($/.test(line.trimEnd())) isGroup = true
    else names.push(...(isGroup ? groupNames(line) : declared(line)))
  }
  return names
}

/** `func F(`, `func (r *T[K]) M(`, `type T`, `var a, b`. */
function declared(line: string): readonly string[] {
  const [, receiver, method] = /^func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)/.exec(line) ?? []
  if (method !== undefined) return [`${receiver}.${method}`]
  const [, one] = /^(?:func|type) (\w+)/.exec(line) ?? []
  if (one !== undefined) return one === 'init' || one === '_' ? [] : [one]
  const [, several] = /^(?:const|var) (\w+(?:, \w+)*)/.exec(line) ?? []
  return listed(several)
}

function groupNames(line: string): readonly string[] {
  return listed(/^\t(\w+(?:, \w+)*)(?=\s|=|$)/.exec(line)?.[1])
}

function listed(names: string | undefined): readonly string[] {
  return (names ?? '').split(', ').filter((name) => name !== '' && name !== '_')
}

/** Comments, strings and runes. */
const tokens = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|`[^`]*(?:`|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g

/** The contents of string literals, as written. */
export function stringsIn(source: string): readonly string[] {
  return [...source.matchAll(tokens)].flatMap(([token]) => (/^[`"]/.test(token) ? token.slice(1, -1) : []))
}

/** The source without comments (including C code in them) and string literals. */
function withoutText(source: string): string {
  return source.replaceAll(tokens, (token) => (token.startsWith('/') ? '' : '""'))
}

/** Whether a name is exported by Go's rules. For a method: both the type and the method. */
export function isExported(name: string): boolean {
  return name.split('.').every((part) => /^\p{Lu}/u.test(part))
}
