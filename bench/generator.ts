/**
 * xorshift128: integers from 0 up to a limit, exclusive. The same seed gives the same numbers, so that inputs can be reproduced.
 */
export function generator(start: number): (below: number) => number {
  const state = Uint32Array.from([start | 1, 0x9e3779b9, 0x243f6a88, 0xb7e15162])
  const next = () => {
    let [a = 0, b = 0, c = 0, d = 0] = state
    const t = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = d ^ (d >>> 19) ^ t ^ (t >>> 8)
    state.set([a, b, c, d])
    return (d >>> 0) / 2 ** 32
  }
  for (let index = 0; index < 32; index++) next()
  return (below) => Math.floor(next() * below)
}
