/** What single commands of a script mean for those after them. */

import type { ShellCommand } from '../../shell/commands.ts'
import { textOf } from '../../shell/words.ts'
import { carriageReturn } from './expand.ts'

/** What a command means for those after it: they are reached; they may not be, as it may fail; nothing more is known. */
export type Effect = 'none' | 'may-fail' | 'unknown'

/** Builtins of dash, bash, zsh and BusyBox, and programs that change nothing of what is started later. */
export const knownEffects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ...[':', 'echo', 'printf', 'pwd', 'true', 'trap', 'ulimit', 'umask'].map((name) => [name, 'none'] as const),
  ...[
    '[',
    'cat',
    'date',
    'false',
    'hostname',
    'id',
    'ls',
    'mkdir',
    'sleep',
    'test',
    'touch',
    'uname',
    'wait',
    'whoami',
  ].map((name) => [name, 'may-fail'] as const),
  ...[
    '.',
    'alias',
    'autoload',
    'bg',
    'bind',
    'break',
    'builtin',
    'caller',
    'command',
    'compgen',
    'complete',
    'compopt',
    'continue',
    'dirs',
    'disown',
    'emulate',
    'enable',
    'eval',
    'fc',
    'fg',
    'getopts',
    'hash',
    'help',
    'history',
    'jobs',
    'kill',
    'let',
    'logout',
    'mapfile',
    'popd',
    'print',
    'pushd',
    'read',
    'readarray',
    'setopt',
    'shopt',
    'source',
    'suspend',
    'time',
    'times',
    'type',
    'unalias',
    'unsetopt',
    'zmodload',
  ].map((name) => [name, 'unknown'] as const),
])
export const declares = new Set(['declare', 'export', 'local', 'readonly', 'typeset'])

export function isPipe(operator: ShellCommand['after']): boolean {
  return operator === '|' || operator === '|&'
}

/** Into a file that may be what is started later. */
export function writesFiles({ redirections }: ShellCommand): boolean {
  return redirections.some(({ operator, target }) => {
    const to = target === undefined ? '' : textOf(target).replace(carriageReturn, '')
    return operator.includes('>') && !/^(\/dev\/|\/proc\/|\d+$|-$)/.test(to)
  })
}
