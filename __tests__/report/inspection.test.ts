import { describe, expect, test } from 'vitest'
import { fail, succeed } from '../../src/common/result.ts'
import { readProgram } from '../../src/inspect/program/program.ts'
import { inspectionText } from '../../src/report/inspection.ts'
import { inspectionJson } from '../../src/report/inspection-json.ts'
import { elfFile } from '../support/programs/elf.ts'
import { expectValue } from '../support/results.ts'
import { vulnerabilities, vulnerability } from '../support/vulnerabilities/report.ts'

test('does not shorten a long sentence about run-time behavior', () => {
  const program = expectValue(readProgram(elfFile()))
  const sources = ['mdns4_minimal', 'myhostname']
  const behavior = { resolver: { uses: 'go-or-libc', libc: 'glibc', sources } } as const
  const found = { kind: 'program', size: 1, program, behavior } as const
  const text = inspectionText('app', found, { color: false, width: 1000 })
  expect(text).toContain(
    "Go's resolver; glibc for some names (`mdns4_minimal` and `myhostname` in /etc/nsswitch.conf); that of glibc if `GODEBUG=netdns=cgo`,",
  )
})

describe('known vulnerabilities', () => {
  const inspected = { kind: 'program', size: 1, program: expectValue(readProgram(elfFile())) } as const
  const { date, database } = vulnerabilities({})
  const about = { date, ...(database === undefined ? {} : { database }) }
  const { fixed: _, ...unfixed } = vulnerability('GO-2026-0002', {
    module: 'stdlib',
    version: 'go1.26.0',
    part: 'package',
    symbols: [],
  })
  const found = [vulnerability('GO-2026-0001', { symbols: ['Parse', 'ParseAll', 'ParseOne'] }), unfixed]
  const checked = { ...about, result: succeed({ kind: 'checked', found, unversioned: ['a'] } as const) }
  const text = (given: Parameters<typeof inspectionText>[3]) =>
    inspectionText('app', inspected, { color: false, width: 400 }, given).split('\nKnown ')[1]

  test('are listed with the database', () => {
    expect(text(checked)).toBe(`vulnerabilities: 2
  GO-2026-0001  Panic on malformed input (CVE-2026-1000); example.com/lib v1.1.0, fixed in v1.2.0; example.com/lib/parse.Parse, example.com/lib/parse.ParseAll and 1 other
  GO-2026-0002  Panic on malformed input (CVE-2026-1000); Go go1.26.0, no version without it is known; any code of the package
  not checked   \`a\`, because they have no version
  database      \`https://vuln.go.dev\` of 2026-11-05, read on 2026-11-30, sha256 \`dddddddddddd\`
`)
    const json = JSON.parse(inspectionJson('app', inspected, checked))
    expect(json.vulnerabilities).toMatchObject({ ...about, kind: 'checked', found: [{}, {}] })
  })

  test('distinguishes no vulnerabilities from unchecked ones', () => {
    const none = { ...about, result: succeed({ kind: 'checked', found: [], unversioned: [] } as const) }
    expect(text(none)).toMatch(/^vulnerabilities: 0\n {2}database /)
    const problem = 'the vulnerability database db cannot be read: no answer within 10 s'
    const unchecked = { date, result: fail(problem) }
    expect(text(unchecked)).toBe(`vulnerabilities: not checked\n  because  ${problem}\n`)
    expect(JSON.parse(inspectionJson('app', inspected, unchecked)).vulnerabilities).toEqual({
      date,
      kind: 'unchecked',
      problem,
    })
  })

  test('are omitted unless requested', () => {
    expect(text(undefined)).toBeUndefined()
    expect(JSON.parse(inspectionJson('app', inspected))).not.toHaveProperty('vulnerabilities')
  })
})
