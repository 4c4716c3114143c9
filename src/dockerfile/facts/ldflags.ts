/** Characters of a text: `from` inclusive, `to` exclusive. */
export interface FlagSpan {
  readonly from: number
  readonly to: number
}

interface Field extends FlagSpan {
  /** The value of `-extldflags`, without the quotes around it. */
  readonly content: FlagSpan
  /** The quote around the content; empty if there is none. */
  readonly quote: string
  /** Position of an `=` before the content, after which Go does not accept quotes with blanks. */
  readonly equals: number | undefined
}

const forms = [
  /(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)'([^']*)'/d,
  /(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)"([^"]*)"/d,
  /(?<=\s)'--?extldflags=([^']*)'/d,
  /(?<=\s)"--?extldflags=([^"]*)"/d,
  /(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)([^\s'"]+)/d,
]
const quotes = ["'", '"', "'", '"', '']

/** `-extldflags` in the value of `-ldflags`, in any quoting. */
export function extldflags(text: string): Field | undefined {
  for (const [index, form] of forms.entries()) {
    const found = form.exec(text)?.indices
    const [whole, content] = [found?.[0], found?.[1]]
    if (whole === undefined || content === undefined) continue
    const before = content[0] - (quotes[index] === '' ? 1 : 2)
    return {
      from: whole[0],
      to: whole[1],
      content: { from: content[0], to: content[1] },
      quote: quotes[index] ?? '',
      equals: text[before] === '=' ? before : undefined,
    }
  }
  return undefined
}

const staticFlag = /^(--?static(-pie)?|-Wl,-static|-Wl,-Bstatic)$/

/** Text to remove so that the C linker does not link statically. */
export function staticSpans(text: string): readonly FlagSpan[] {
  const field = extldflags(text)
  if (field === undefined) return []
  const inside = text.slice(field.content.from, field.content.to)
  const words = [...inside.matchAll(/\S+/g)]
  const gone = words.filter(([word]) => staticFlag.test(word))
  if (gone.length === 0) return []
  if (gone.length === words.length) return [withBlanks(text, field)]
  return gone.map((found) =>
    withBlanks(inside, { from: found.index, to: found.index + found[0].length }, field.content.from),
  )
}

/** `-static` among flags of the C linker, as in CGO_LDFLAGS. */
export function staticWordSpans(text: string): readonly FlagSpan[] {
  return [...text.matchAll(/\S+/g)]
    .filter(([word]) => staticFlag.test(word))
    .map((found) => withBlanks(text, { from: found.index, to: found.index + found[0].length }))
}

/** `-linkmode external`, which requires cgo. */
export function linkmodeSpans(text: string): readonly FlagSpan[] {
  return [...text.matchAll(/(?<=^|\s)(['"]?)--?linkmode(?:=|\s+)(['"]?)external\2\1(?=\s|$)/g)].map((found) =>
    withBlanks(text, { from: found.index, to: found.index + found[0].length }),
  )
}

export function isStaticRecipe(text: string): boolean {
  return linkmodeSpans(text).length > 0 && staticSpans(text).length > 0
}

/** Tags that replace code of libc with Go's own, which makes a program static if it does not use libc otherwise. */
export function pureTagSpans(text: string): readonly FlagSpan[] {
  const gone = [...text.matchAll(/[^\s,]+/g)].filter(([tag]) => tag === 'netgo' || tag === 'osusergo')
  return gone.map((found) => {
    const end = found.index + found[0].length
    const before = /[\s,]*$/.exec(text.slice(0, found.index))?.[0].length ?? 0
    const after = /^[\s,]*/.exec(text.slice(end))?.[0].length ?? 0
    // includes the separator before the tag, or after it if no other tag remains before it
    const first = pureOnly(text.slice(0, found.index))
    return first ? { from: found.index, to: end + after } : { from: found.index - before, to: end }
  })
}

function pureOnly(text: string): boolean {
  return text.split(/[\s,]+/).every((tag) => tag === '' || tag === 'netgo' || tag === 'osusergo')
}

function withBlanks(text: string, { from, to }: FlagSpan, offset = 0): FlagSpan {
  const before = /\s*$/.exec(text.slice(0, from))?.[0].length ?? 0
  const after = before === from ? (/^\s*/.exec(text.slice(to))?.[0].length ?? 0) : 0
  return { from: offset + from - before, to: offset + to + after }
}
