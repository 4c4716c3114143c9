/** The first line of a script as the kernel reads it: `load_script` of Linux's fs/binfmt_script.c, since 5.1. */

export type InterpreterLine =
  | {
      readonly kind: 'line'
      readonly interpreter: string
      /** Everything after it as one word. */
      readonly argument?: string
    }
  | { readonly kind: 'none' }
  /** The kernel refuses to execute the file. `too-long`: the name of the interpreter exceeds what it reads. */
  | { readonly kind: 'unusable'; readonly because: 'too-long' | 'blank' }

/** BINPRM_BUF_SIZE. */
const readByKernel = 256

export function readInterpreterLine(bytes: Uint8Array): InterpreterLine {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, readByKernel)).padEnd(readByKernel, '\0')
  if (!start.startsWith('#!')) return { kind: 'none' }
  const end = start.indexOf('\n')
  const rest = start.slice(2, end < 0 ? readByKernel - 1 : end)
  const named = rest.replace(/^[ \t]+/, '')
  if (end < 0 && named !== '' && !/[ \t\0]/.test(named)) return { kind: 'unusable', because: 'too-long' }
  const [, interpreter = '', separator = '', after = ''] =
    /^([^ \t\0]*)([ \t\0]?)(.*)$/s.exec(named.replace(/[ \t]+$/, '')) ?? []
  if (interpreter === '') return { kind: 'unusable', because: 'blank' }
  // a zero byte ends the line
  const argument = separator === '\0' ? '' : (after.replace(/^[ \t]+/, '').split('\0')[0] ?? '')
  return {
    kind: 'line',
    interpreter: utf8(interpreter),
    ...(argument === '' ? {} : { argument: utf8(argument) }),
  }
}

function utf8(latin1: string): string {
  return new TextDecoder().decode(Uint8Array.from(latin1, (character) => character.charCodeAt(0)))
}
