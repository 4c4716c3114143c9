/** The initial environment of this process, which other processes of the same user can read in `/proc/PID/environ`. */
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { isWithheld } from '../common/secrets/names.ts'

const fieldsBeforeCommand = 2
/** Number of the field in `/proc/PID/stat`, as in proc(5). */
const environmentStart = 50

/**
 * Overwrites secret values in the initial environment, so that a background process of an earlier step or of a build cannot read
 * the token there. `process.env` keeps them. So they are still in the memory of this process, which root and processes that may
 * debug this one can read.
 *
 * @returns whether they were overwritten; false on systems without `/proc`
 */
export function hideSecrets(env: NodeJS.ProcessEnv): boolean {
  const secrets = Object.entries(env).filter(([name]) => isWithheld(name))
  try {
    const { start, end } = environmentBlock()
    const memory = openSync('/proc/self/mem', 'r+')
    try {
      const block = Buffer.alloc(end - start)
      readSync(memory, block, 0, block.length, start)
      for (const { at, length } of valuesIn(block))
        writeSync(memory, Buffer.alloc(length, '*'), 0, length, start + at)
    } finally {
      closeSync(memory)
      // `process.env` reads from the overwritten memory; setting a value allocates new memory
      for (const [name, value] of secrets) env[name] = value
    }
    return true
  } catch {
    return false
  }
}

/** Addresses of the initial environment in the memory of this process. */
function environmentBlock(): { readonly start: number; readonly end: number } {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  // the name of the program may contain spaces and parentheses
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - fieldsBeforeCommand - 1])
  const [start, end] = [field(environmentStart), field(environmentStart + 1)]
  if (!(start > 0 && end > start))
    throw new Error('the kernel does not report the address of the environment')
  return { start, end }
}

/** Positions of the secret values in a block of `NAME=value` strings that end with a zero byte. */
function valuesIn(block: Buffer): readonly { readonly at: number; readonly length: number }[] {
  const found: { at: number; length: number }[] = []
  for (let at = 0; at < block.length; ) {
    const zero = block.indexOf(0, at)
    const end = zero < 0 ? block.length : zero
    const equals = block.indexOf('=', at)
    if (equals >= 0 && equals < end && isWithheld(block.toString('latin1', at, equals)))
      found.push({ at: equals + 1, length: end - equals - 1 })
    at = end + 1
  }
  return found
}
