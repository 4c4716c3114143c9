const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '"': 34,
}
const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"]))/y

/** The text of a Go string literal (`strconv.Unquote`); any other text is returned unchanged. */
export function unquote(text: string): string {
  if (text.length < 2) return text
  const inner = text.slice(1, -1)
  if (text.startsWith('`') && text.endsWith('`') && !inner.includes('`')) return inner.replaceAll('\r', '')
  if (!(text.startsWith('"') && text.endsWith('"'))) return text
  if (!inner.includes('\\')) return inner.includes('"') ? text : inner
  // \x and octal escapes are bytes; several of them may form one character
  const encoder = new TextEncoder()
  const bytes: number[] = []
  for (let at = 0; at < inner.length; ) {
    const next = inner.indexOf('\\', at)
    const plain = inner.slice(at, next < 0 ? undefined : next)
    if (plain.includes('"')) return text
    for (const byte of encoder.encode(plain)) bytes.push(byte)
    if (next < 0) break
    escaped.lastIndex = next
    const found = escaped.exec(inner)
    if (found === null) return text
    const [whole, byte, short, long, octal, letter] = found
    const codePoint = short ?? long
    if (codePoint !== undefined) {
      const value = Number.parseInt(codePoint, 16)
      if (value > 0x10ffff) return text
      bytes.push(...encoder.encode(String.fromCodePoint(value)))
    } else if (byte !== undefined) bytes.push(Number.parseInt(byte, 16))
    else if (octal !== undefined) {
      const value = Number.parseInt(octal, 8)
      if (value > 255) return text
      bytes.push(value)
    } else bytes.push(simple[letter ?? ''] ?? 0)
    at = next + whole.length
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}
