/** In characters. No tool whose output linkgate parses prints more. */
const largestStart = 32 * 1024 * 1024
const largestEnd = 1024 * 1024

export interface KeptOutput {
  add(chunk: string): void
  text(): string
}

/**
 * Output of a command. If there is too much, only the beginning and the end are kept: builders print errors at the end.
 *
 * @param tooMuch called as soon as something is left out
 */
export function keptOutput(
  start = largestStart,
  end = largestEnd,
  tooMuch: () => void = () => {},
): KeptOutput {
  let first = ''
  let last = ''
  let left = 0
  return {
    add(chunk) {
      const room = start - first.length
      first += chunk.slice(0, Math.max(0, room))
      last += chunk.slice(Math.max(0, room))
      if (last.length <= 2 * end) return
      left += last.length - end
      last = last.slice(last.length - end)
      tooMuch()
    },
    text: () => (left === 0 ? first + last : `${first}\n… ${left} characters omitted …\n${last}`),
  }
}
