/** The bytes of functions, from `go tool nm`. */
import { spawnSync } from 'node:child_process'
import type { Executable } from '../../../src/inspect/executable/executable.ts'
import { memoryOf } from '../../../src/inspect/go/memory.ts'
import { sum } from '../attribution.ts'

/** The byte that pads functions: `int3`. On arm64, padding counts as part of the function. */
const paddings: Readonly<Record<string, number>> = { amd64: 0xcc, '386': 0xcc }
/** Symbol at the end of the code. */
const endOfCode = 'runtime.etext'

interface NmFunction {
  readonly name: string
  readonly address: number
  readonly size: number
}

/**
 * Bytes of code of an unstripped program. Mach-O and PE have no sizes: there a function extends to the next one, without padding.
 */
export function codeByNm(path: string, executable: Executable, hasSizes: boolean): number {
  const args = ['tool', 'nm', '-size', path]
  const { status, stdout, stderr } = spawnSync('go', args, { maxBuffer: 1 << 28, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr.trim())
  const functions = [...stdout.matchAll(/^ *([0-9a-f]+) +(\d+) [tT] (.*)$/gm)].map(
    ([, address = '', size, name = '']): NmFunction => ({
      name,
      address: Number.parseInt(address, 16),
      size: Number(size),
    }),
  )
  if (hasSizes) return sum(functions.map(({ size }) => size))
  return sum(functions.filter(({ name }) => name !== endOfCode).map(withoutPadding(executable)))
}

function withoutPadding(executable: Executable): (one: NmFunction) => number {
  const memory = memoryOf(executable)
  const padding = paddings[executable.machine]
  return ({ address, size }) => {
    const from = memory.offsetOf(address)
    if (from === undefined) return 0
    let to = from + size
    while (to > from && executable.bytes[to - 1] === padding) to -= 1
    return to - from
  }
}
