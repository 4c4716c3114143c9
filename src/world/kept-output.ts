/** In characters. Tools whose output linkgate parses print less. */
const largestStart = 32 * 1024 * 1024
const largestEnd = 1024 * 1024

export interface KeptOutput {
  add(chunk: string): void
  text(): string
}

/**
 * Keeps the output of a command. If it is too long, only its beginning and end are kept, because builders print errors at the end.
 *
 * @param onOmitted called when a part is left out
 */
export function keptOutput(
  start = largestStart,
  end = largestEnd,
  onOmitted: () => void = () => {},
): KeptOutput {
  let first = ''
  let last = ''
  let omitted = 0
  return {
    add(chunk) {
      const room = start - first.length
      first += chunk.slice(0, Math.max(0, room))
      last += chunk.slice(Math.max(0, room))
      if (last.length <= 2 * end) return
      omitted += last.length - end
      last = last.slice(last.length - end)
      onOmitted()
    },
    text() {
      if (omitted === 0) return first + last
      // whole lines only: a part of a secret would not be masked
      const shownFirst = first.slice(0, first.lastIndexOf('\n') + 1)
      const shownLast = last.slice(last.indexOf('\n') + 1 || last.length)
      const parts = first.length - shownFirst.length + last.length - shownLast.length
      return `${shownFirst}… ${omitted + parts} characters omitted …\n${shownLast}`
    },
  }
}
