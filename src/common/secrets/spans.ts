/** Parts of a text that are masked, from one index to another. */
export type Span = readonly [from: number, to: number]

const mask = '***'

/** The text without the parts, which may overlap. Line breaks stay, so lines can still be counted and split. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text
  let done = ''
  let at = 0
  for (const [from, to] of joined(spans)) {
    done += text.slice(at, from) + masked(text.slice(from, to))
    at = to
  }
  return done + text.slice(at)
}

/** The beginning of a text, masked, and the rest, unchanged. */
export interface MaskedStart {
  readonly masked: string
  readonly rest: string
}

/** The same up to `end`, or up to the end of the part that begins before it. */
export function startWithoutSpans(text: string, spans: readonly Span[], end: number): MaskedStart {
  const all = joined(spans)
  const cut = all.find(([from, to]) => from < end && to > end)?.[1] ?? end
  const before = all.filter(([, to]) => to <= cut)
  return { masked: withoutSpans(text.slice(0, cut), before), rest: text.slice(cut) }
}

function masked(part: string): string {
  return part
    .split(/(\r?\n|\r)/)
    .map((piece, index) => (index % 2 === 1 || (piece === '' && index > 0) ? piece : mask))
    .join('')
}

function joined(spans: readonly Span[]): readonly Span[] {
  const done: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = done.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) done.push([from, to])
  }
  return done
}
