/** In characters. No tool that linkgate reads whole prints more. */
const largestStart = 32 * 1024 * 1024
const largestEnd = 1024 * 1024

export interface KeptOutput {
  add(chunk: string): void
  text(): string
}

/**
 * What a command prints: of absurdly much the beginning and the end, in which builders say what went wrong.
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
