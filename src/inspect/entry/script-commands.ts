/** Effects of single commands of a script on later ones. */

import type { ShellCommand } from '../../shell/commands.ts'
import { textOf } from '../../shell/words.ts'
import { carriageReturn } from './expand.ts'

/**
 * `none`: later commands are reached. `may-fail`: if the command fails, they may not be. `unknown`: nothing is known about later
 * commands.
 */
export type Effect = 'none' | 'may-fail' | 'unknown'

/** Builtins of dash, bash, zsh and BusyBox, and programs that do not affect programs that are started later. */
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

/** Whether the command writes a file, which may be a program that is started later. */
export function writesFiles({ redirections }: ShellCommand): boolean {
  return redirections.some(({ operator, target }) => {
    const to = target === undefined ? '' : textOf(target).replace(carriageReturn, '')
    return operator.includes('>') && !/^(\/dev\/|\/proc\/|\d+$|-$)/.test(to)
  })
}
