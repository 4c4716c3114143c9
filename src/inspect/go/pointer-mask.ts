/** Which words of Go's variables are pointers, as the linker records it for the garbage collector. */
import type { Memory } from './memory.ts'
import type { ModuleData } from './moduledata.ts'

export interface PointerMask {
  /** File offset of the first word. */
  readonly from: number
  readonly to: number
  /** 1 for each word that is a pointer. */
  readonly words: Uint8Array
}

/** Smaller instructions are followed by so many bits; this and larger ones repeat earlier bits. */
const repeats = 0x80

/** undefined if the program has none, or a damaged one. */
export function readPointerMask(memory: Memory, { variables }: ModuleData): PointerMask | undefined {
  const { pointerSize, size } = memory
  const [from, start] = [memory.offsetOf(variables.from), memory.offsetOf(variables.pointers)]
  if (from === undefined || start === undefined || variables.to <= variables.from) return undefined
  const to = Math.min(from + variables.to - variables.from, size)
  const words = new Uint8Array(Math.floor((to - from) / pointerSize))
  let [at, length] = [start, 0]
  const number = () => {
    let [result, scale] = [0, 1]
    for (let byte = 0x80; byte >= 0x80 && at < size; scale *= 0x80) {
      byte = memory.u8(at++)
      result += (byte & 0x7f) * scale
    }
    return result
  }
  while (length < words.length && at < size) {
    const instruction = memory.u8(at++)
    const count = instruction & 0x7f
    if (instruction === 0) break
    if (instruction < repeats) {
      for (let bit = 0; bit < count; bit++) words[length++] = (memory.u8(at + (bit >> 3)) >> (bit & 7)) & 1
      at += Math.ceil(count / 8)
      continue
    }
    const bits = count === 0 ? number() : count
    const times = number()
    if (bits > length) return undefined
    for (let left = bits * times; left > 0 && length < words.length; left--) {
      words[length] = words[length - bits] ?? 0
      length += 1
    }
  }
  return { from, to, words }
}
