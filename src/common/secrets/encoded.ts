/** The forms in which a secret value is searched for. */

export interface Needle {
  readonly text: string
  readonly isBase64: boolean
}

/** Minimum length in base64, in characters: shorter parts would be found by chance. */
const shortestBase64 = 8

/** As it is, in base64 at each alignment, in hexadecimal, and as decimal bytes. */
export function encodedForms(text: string): readonly Needle[] {
  const bytes = new TextEncoder().encode(text)
  const hex = Buffer.from(bytes).toString('hex')
  const encoded = [0, 1, 2].flatMap((before) => {
    const inner = base64Of(bytes, before)
    return inner.length < shortestBase64 ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    ...[text, hex, hex.toUpperCase(), bytes.join(' ')].map((one) => ({ text: one, isBase64: false })),
    ...encoded.map((one) => ({ text: one, isBase64: true })),
  ]
}

/** The base64 characters that depend only on these bytes if `before` other bytes precede them. */
function base64Of(bytes: Uint8Array, before: number): string {
  const shifted = new Uint8Array(before + bytes.length)
  shifted.set(bytes, before)
  const all = Buffer.from(shifted).toString('base64')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor((shifted.length * 8) / 6)
  return all.slice(first, last)
}

/** The same for content of files, read as Latin-1, which is not decoded: also URL-encoded and in JSON. */
export function formsInBytes(text: string): readonly Needle[] {
  const encoded = new Set([text, encodeURIComponent(text.toWellFormed())])
  const written = new Set([...urlForms(text), ...jsonForms(text)]).difference(encoded)
  const plain = [...written].map((one) => ({ text: one, isBase64: false }))
  return [...[...encoded].flatMap(encodedForms), ...plain].map((one) => ({
    ...one,
    text: Buffer.from(one.text).toString('latin1'),
  }))
}

/**
 * Encoders differ in the characters that they keep: JavaScript's `encodeURIComponent`, and Go's `url.PathEscape`,
 * `URL.EscapedPath` and `url.Userinfo`. `url.QueryEscape` also writes a space as `+`.
 */
const keptInUrls = ['', "!'()*", '$&+=:@', '$&+,/:;=@', '$&+,;='] as const

function urlForms(text: string): readonly string[] {
  const strict = encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, percentOf)
  const forms = keptInUrls.map((kept) =>
    strict.replaceAll(/%[\dA-F]{2}/g, (percent) => {
      const character = String.fromCharCode(Number.parseInt(percent.slice(1), 16))
      return kept.includes(character) ? character : percent
    }),
  )
  const all = [...forms, strict.replaceAll('%20', '+')]
  return [...all, ...all.map((one) => one.replaceAll(/%[\dA-F]{2}/g, (percent) => percent.toLowerCase()))]
}

const percentOf = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** As JavaScript writes JSON, and as Go does, which also escapes what HTML would read. */
function jsonForms(text: string): readonly string[] {
  const plain = JSON.stringify(text).slice(1, -1)
  const ofGo = plain.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [plain, ofGo]
}
