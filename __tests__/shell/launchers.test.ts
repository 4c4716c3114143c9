import { describe, expect, test } from 'vitest'
import { isShell, launchedBy, prefixedBy, scriptArgument } from '../../src/shell/launchers.ts'

const split = (line: string) => line.split(' ')

describe('the program that a launcher starts', () => {
  test.each([
    ['env -u A B=1 C=2 go build', 'go build', ['B=1', 'C=2']],
    ['/usr/bin/env -i go', 'go', []],
    ['exec -a name app', 'app', []],
    ['nice -n 10 app -x', 'app -x', []],
    ['sudo -u root A=1 app', 'app', ['A=1']],
    ['command app', 'app', []],
    ['nohup', '', []],
  ])('%s', (line, program, assignments) => {
    const words = split(line)
    const found = prefixedBy(words)
    expect(words.slice(found?.program).join(' ')).toBe(program)
    expect(found?.assignments.map((at) => words[at])).toEqual(assignments)
    expect(launchedBy(words)).toEqual(found)
  })

  test.each([
    ['/sbin/tini -g -- app -- x', 'app -- x'],
    ['tini -p SIGTERM app', 'app'],
    ['gosu user app', 'app'],
    ['su-exec user:group app', 'app'],
    ['dumb-init app', 'app'],
  ])('%s', (line, program) => {
    const words = split(line)
    expect(words.slice(launchedBy(words)?.program).join(' ')).toBe(program)
    expect(prefixedBy(words)).toBeUndefined()
  })

  test.each(['app', 'command -v app', ''])('%j starts nothing else', (line) => {
    expect(launchedBy(split(line))).toBeUndefined()
  })
})

describe('the script arguments of a shell', () => {
  test.each([
    ['-c a', { kind: 'text', at: 1, arguments: 3 }],
    ['-eu -c a name b', { kind: 'text', at: 2, arguments: 4 }],
    ['-o pipefail -c a', { kind: 'text', at: 3, arguments: 5 }],
    ['-euo pipefail -c a', { kind: 'text', at: 3, arguments: 5 }],
    ['-c -e a', { kind: 'text', at: 2, arguments: 4 }],
    ['-ec a', { kind: 'text', at: 1, arguments: 3 }],
    ['run.sh b', { kind: 'file', at: 0, arguments: 1 }],
    ['-x -- run.sh', { kind: 'file', at: 2, arguments: 3 }],
    ['-i', undefined],
    ['-c', undefined],
  ])('%s', (line, expected) => {
    expect(scriptArgument(split(line))).toEqual(expected)
  })

  test('recognizes shells by their names', () => {
    expect(['/bin/sh', 'bash', '/usr/bin/zsh', 'shell', 'busybox'].map(isShell)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
