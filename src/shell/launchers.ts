/** Finds the program that a launcher such as `env` starts, and the script that a shell runs. */

import { lastOf } from '../common/paths.ts'

/** Where the started program is among the arguments of a launcher. */
interface Launcher {
  /** Options whose value is a separate word. */
  readonly withValue: readonly string[]
  /** Number of its own arguments before the program. */
  readonly own: number
  /** It accepts `NAME=value` before the program. */
  readonly assigns?: true
}

const plain: Launcher = { withValue: [], own: 0 }

/** Launchers that a shell or every distribution has. */
const prefixes: ReadonlyMap<string, Launcher> = new Map([
  ['command', plain],
  ['doas', { withValue: ['-u'], own: 0 }],
  ['env', { withValue: ['-u', '--unset', '-C', '--chdir'], own: 0, assigns: true }],
  ['exec', { withValue: ['-a'], own: 0 }],
  ['nice', { withValue: ['-n', '--adjustment'], own: 0 }],
  ['nohup', plain],
  ['sudo', { withValue: ['-u', '-g'], own: 0, assigns: true }],
  ['time', plain],
])

/** Launchers that images contain to start their program. */
const inits: ReadonlyMap<string, Launcher> = new Map([
  ['catatonit', plain],
  ['docker-init', plain],
  ['dumb-init', { withValue: ['-r', '--rewrite'], own: 0 }],
  ['gosu', { withValue: [], own: 1 }],
  ['setpriv', { withValue: ['--reuid', '--regid', '--groups'], own: 0 }],
  ['stdbuf', { withValue: ['-i', '-o', '-e'], own: 0 }],
  ['su-exec', { withValue: [], own: 1 }],
  ['tini', { withValue: ['-e', '-p'], own: 0 }],
  ['tini-static', { withValue: ['-e', '-p'], own: 0 }],
])

/** Limit for nested launchers; beyond it, the next word counts as the program. */
export const mostLaunchers = 20

export interface Launched {
  /** Indexes of `NAME=value` arguments of the launcher. */
  readonly assignments: readonly number[]
  /** Index of the program that it starts; the number of words if there is none. */
  readonly program: number
}

/** The program that `env`, `sudo`, `exec` and similar launchers start; undefined if the first word is not such a launcher. */
export function prefixedBy(words: readonly string[]): Launched | undefined {
  // with these options, `command` only prints the path of the program
  if (/(^|\/)command$/.test(words[0] ?? '') && /^-[vV]$/.test(words[1] ?? '')) return undefined
  return launchedWith(prefixes.get(lastOf(words[0] ?? '')), words)
}

/** The program that an init or a launcher of `prefixedBy` starts; undefined if the first word is neither. */
export function launchedBy(words: readonly string[]): Launched | undefined {
  return launchedWith(inits.get(lastOf(words[0] ?? '')), words) ?? prefixedBy(words)
}

function launchedWith(launcher: Launcher | undefined, words: readonly string[]): Launched | undefined {
  if (launcher === undefined) return undefined
  const assignments: number[] = []
  let at = 1
  for (; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--') {
      at += 1
      break
    }
    if (launcher.withValue.includes(word)) at += 1
    else if (launcher.assigns === true && /^[A-Za-z_]\w*=/.test(word)) assignments.push(at)
    else if (!word.startsWith('-')) break
  }
  return { assignments, program: Math.min(at + launcher.own, words.length) }
}

const shells = new Set(['ash', 'bash', 'dash', 'sh', 'zsh'])

/** Whether a program, by its name or path, is a shell. */
export function isShell(program: string): boolean {
  return shells.has(lastOf(program))
}

/** The script of a shell: the text after `-c`, or a file. */
export interface ScriptArgument {
  readonly kind: 'text' | 'file'
  /** Its index among the words. */
  readonly at: number
  /** Index of the first of its arguments. */
  readonly arguments: number
}

const optionsWithValue = new Set(['-o', '+o', '-O', '+O', '--rcfile', '--init-file'])

/** The script in the arguments of a shell; undefined for an interactive shell. */
export function scriptArgument(words: readonly string[]): ScriptArgument | undefined {
  let isText = false
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(word)) isText = true
    if (optionsWithValue.has(word) || /^-[a-zA-Z]*o$/.test(word)) at += 1
    else if (word === '-' || word === '--') return scriptAt(isText, at + 1, words)
    else if (!/^[-+]./.test(word)) return scriptAt(isText, at, words)
  }
  return undefined
}

function scriptAt(isText: boolean, at: number, words: readonly string[]): ScriptArgument | undefined {
  if (at >= words.length) return undefined
  // the word after the text is `$0`
  return isText ? { kind: 'text', at, arguments: at + 2 } : { kind: 'file', at, arguments: at + 1 }
}

/** `$@` or an equivalent: all arguments of the script. */
export function isAllArguments(word: string): boolean {
  return /^\$(\{?[@*]\}?)$/.test(word)
}
