import { describe, expect, test } from 'vitest'
import { judge } from '../../../src/judge/judge.ts'
import { renderReport } from '../../../src/report/json.ts'
import { runLocal } from '../../support/commands/local.ts'
import { cycloneDxProblems } from '../../support/reports/cyclonedx-schema.ts'
import { sampleReport, unchangedReport } from '../../support/reports/report.ts'
import { sarifProblems } from '../../support/reports/sarif-schema.ts'
import { checked, vulnerabilities, vulnerability } from '../../support/vulnerabilities/report.ts'

const calm = judge(unchangedReport())
const files = { '/here/report.json': renderReport(calm) }

describe('linkgate judge', () => {
  test('prints a table, and exits by the verdict', async () => {
    const { exitCode, stdout, stderr } = await runLocal(['judge', 'report.json'], { files })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('linkgate · orders')
    expect(stderr).toBe('')
    const broken = { '/here/report.json': renderReport(sampleReport()) }
    expect((await runLocal(['judge', 'report.json'], { files: broken })).exitCode).toBe(1)
  })

  test('prints the same report as JSON, and writes the requested files', async () => {
    const args = [
      'judge',
      'report.json',
      '--json',
      '--report',
      'again.json',
      '--markdown',
      '/out/again.md',
      '--html',
      'again.html',
      '--sarif',
      'again.sarif',
      '--sbom',
      'sbom',
    ]
    const { stdout, world } = await runLocal(args, { files })
    expect(JSON.parse(stdout)).toEqual(calm)
    expect(await world?.files.readText('/here/again.json')).toBe(stdout)
    expect(await world?.files.readText('/out/again.md')).toMatch(/^### .*linkgate · orders/)
    expect(await world?.files.readText('/here/again.html')).toMatch(/<h1>.*linkgate · orders/)
    const bom = await world?.files.readText('/here/sbom/orders-static-linux-amd64.cdx.json')
    expect(cycloneDxProblems(bom ?? '')).toEqual([])
    expect(sarifProblems((await world?.files.readText('/here/again.sarif')) ?? '')).toEqual([])
  })

  test('judges by other budgets', async () => {
    const budgets = 'version: 1\nbudgets: { binary-size: { max: 1 MB } }\n'
    const stricter = await runLocal(['judge', 'report.json', '--config', 'budgets.yml'], {
      files: { ...files, '/here/budgets.yml': budgets },
    })
    expect(stricter.exitCode).toBe(1)
  })

  test('judges by another budget for vulnerabilities', async () => {
    const given = vulnerabilities({
      budget: { new: 'fail' },
      base: checked(),
      head: checked(vulnerability('GO-2026-0001')),
    })
    const report = {
      '/here/report.json': renderReport(judge({ ...unchangedReport(), vulnerabilities: given })),
    }
    const exitCodeBy = async (text: string) => {
      const { exitCode } = await runLocal(['judge', 'report.json', '--config', 'other.yml'], {
        files: { ...report, '/here/other.yml': `version: 1\n${text}` },
      })
      return exitCode
    }
    expect((await runLocal(['judge', 'report.json'], { files: report })).exitCode).toBe(1)
    expect(await exitCodeBy('')).toBe(0)
    expect(await exitCodeBy('vulnerabilities: { new: warn }')).toBe(0)
    expect(await exitCodeBy('vulnerabilities: { max: 0 }')).toBe(1)
  })

  test.each([
    ['new: fail', 3],
    ['new: fail, unmeasured: warn', 0],
  ])(
    'judges by a budget for vulnerabilities that the check did not look for: %s',
    async (budget, exitCode) => {
      const run = await runLocal(['judge', 'report.json', '--config', 'other.yml'], {
        files: {
          '/here/report.json': renderReport(unchangedReport()),
          '/here/other.yml': `version: 1\nvulnerabilities: { ${budget} }\n`,
        },
      })
      expect(run.exitCode).toBe(exitCode)
      expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain(
        'vulnerabilities of the program are unknown, because the check that made the report did not look for them',
      )
    },
  )

  test('judges by budgets between modes, with the reference mode of their configuration', async () => {
    const budgets =
      'version: 1\nreference: dynamic\nbudgets: { static: { binary-size: { over-reference: 10% } } }\n'
    const { stdout } = await runLocal(['judge', 'report.json', '--config', 'budgets.yml', '--json'], {
      files: { ...files, '/here/budgets.yml': budgets },
    })
    expect(JSON.parse(stdout)).toMatchObject({ reference: 'dynamic' })
  })

  test.each([
    [['judge', 'none.json'], 'report `none.json` does not exist'],
    [['judge', 'text.json'], 'report `text.json` is not JSON'],
    [
      ['judge', 'later.json'],
      'report `later.json`: the report has schema 2, but this version of linkgate reads schema 1',
    ],
    [['judge', 'report.json', '--config', 'no.yml'], 'configuration file `no.yml` does not exist'],
    [['judge', 'report.json', '--config', 'bad.yml'], 'bad.yml:2'],
  ])('%j: %s', async (args, says) => {
    const { exitCode, stdout, stderr } = await runLocal(args, {
      files: {
        ...files,
        '/here/text.json': 'hello',
        '/here/later.json': '{"schema":2}',
        '/here/bad.yml': 'version: 1\nbudgest: {}\n',
      },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`linkgate: ${says}`)
  })
})
