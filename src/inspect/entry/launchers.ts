/** Launchers in an image (inits, `env`, programs that switch the user and others) and the programs that they start. */

import { lastOf } from '../../common/paths.ts'
import type { Env } from '../../effects/exec.ts'
import { launchedBy } from '../../shell/launchers.ts'

export type Launch =
  | {
      readonly kind: 'starts'
      readonly words: readonly string[]
      readonly env: Env
      /** `USER[:GROUP]` that it changes to. */
      readonly user?: string
    }
  /** It has unknown options, so the program that it starts is unknown. */
  | { readonly kind: 'unknown' }
  /** `env -S` with a BusyBox that does not support it. */
  | { readonly kind: 'no-split' }

/** Options without a separate value, by launcher. */
const flags: ReadonlyMap<string, RegExp> = new Map([
  ['catatonit', /^-[gPLV]$/],
  ['docker-init', /^-[svwg]+$/],
  ['dumb-init', /^(?:-[cv]+|--single-child|--verbose)$/],
  ['env', /^(?:--)$/],
  ['gosu', /^$/],
  ['nice', /^-\d+$/],
  ['nohup', /^$/],
  ['stdbuf', /^-[ioe].+$/],
  ['su-exec', /^$/],
  ['tini', /^-[svwg]+$/],
  ['tini-static', /^-[svwg]+$/],
])
const switching = new Set(['gosu', 'su-exec'])

/** undefined if the first word is not a known launcher. */
export function launchOf(words: readonly string[], env: Env, isBusybox: boolean): Launch | undefined {
  const [first = ''] = words
  const name = lastOf(first)
  const known = flags.get(name)
  if (known === undefined) return launchedBy(words) === undefined ? undefined : { kind: 'unknown' }
  if (name === 'env') {
    const split = splitWords(words)
    if (split === 'unknown') return { kind: 'unknown' }
    if (split !== undefined) return isBusybox ? { kind: 'no-split' } : launchOf(split, env, isBusybox)
  }
  const launched = launchedBy(words)
  if (launched === undefined) return { kind: 'unknown' }
  const { program, assignments } = launched
  const isUnderstood = words
    .slice(1, switching.has(name) ? Math.max(1, program - 1) : program)
    .every((word, index) => word === '--' || known.test(word) || assignments.includes(index + 1))
  const rest = words.slice(program)
  if (!isUnderstood || rest.length === 0) return { kind: 'unknown' }
  const user = switching.has(name) ? words[program - 1] : undefined
  return {
    kind: 'starts',
    words: rest,
    env: { ...env, ...Object.fromEntries(assignments.map((at) => assignmentOf(words[at] ?? ''))) },
    ...(user === undefined ? {} : { user }),
  }
}

function assignmentOf(word: string): readonly [string, string] {
  const equals = word.indexOf('=')
  return [word.slice(0, equals), word.slice(equals + 1)]
}

/** `env -S 'A B' C` as `env A B C`; undefined without the option. */
function splitWords([env = '', option = '', ...rest]: readonly string[]):
  | readonly string[]
  | 'unknown'
  | undefined {
  const split = /^(?:-S|--split-string=)(?<text>.*)$/s.exec(option)?.groups?.['text']
  if (split === undefined) return undefined
  const [text = '', ...more] = split === '' ? rest : [split, ...rest]
  if (/['"\\$#]/.test(text)) return 'unknown'
  return [env, ...text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== ''), ...more]
}

/** Larger than any BusyBox. */
export const largestBusybox = 1 << 22

export function isOfBusybox(bytes: Uint8Array): boolean {
  return bytes.length < largestBusybox && new TextDecoder('latin1').decode(bytes).includes('BusyBox v')
}
