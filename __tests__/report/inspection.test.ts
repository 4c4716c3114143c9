import { expect, test } from 'vitest'
import { readProgram } from '../../src/inspect/program/program.ts'
import { inspectionText } from '../../src/report/inspection.ts'
import { elfFile } from '../support/programs/elf.ts'
import { expectValue } from '../support/results.ts'

test('a long sentence about what a program does at run time is whole', () => {
  const program = expectValue(readProgram(elfFile()))
  const sources = ['mdns4_minimal', 'myhostname']
  const behavior = { resolver: { uses: 'go-or-libc', libc: 'glibc', sources } } as const
  const found = { kind: 'program', size: 1, program, behavior } as const
  const text = inspectionText('app', found, { color: false, width: 1000 })
  expect(text).toContain(
    "Go's resolver; glibc for some names (`mdns4_minimal` and `myhostname` in /etc/nsswitch.conf); that of glibc if `GODEBUG=netdns=cgo`,",
  )
})
