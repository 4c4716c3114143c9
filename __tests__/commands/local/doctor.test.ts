import { describe, expect, test } from 'vitest'
import { renderReport } from '../../../src/report/json.ts'
import { runLocal } from '../../support/commands/local.ts'
import { sampleReport } from '../../support/reports/report.ts'

/** A machine on which nothing is installed. */
const bare = Object.fromEntries(
  ['git', 'go', 'docker', 'podman', 'gcc', 'df'].map((tool) => [tool, { exitCode: 127 }]),
)

describe('linkgate doctor', () => {
  test('has exit code 2 if linkgate cannot run, as text and as JSON', async () => {
    const options = { commands: bare, files: { '/here/': '' } }
    const text = await runLocal(['doctor'], options)
    expect(text).toMatchObject({ exitCode: 2, stderr: '' })
    expect(text.stdout).toMatch(/^✗ linkgate doctor: \d+ problems/)
    const json = await runLocal(['doctor', '--json'], options)
    expect(json.exitCode).toBe(2)
    expect(JSON.parse(json.stdout).checks).toContainEqual(
      expect.objectContaining({ id: 'git', state: 'problem' }),
    )
  })

  test.each(['doctor', 'init'])('%s: --repo must be a directory', async (verb) => {
    expect(await runLocal([verb, '--repo', 'nowhere'])).toMatchObject({
      exitCode: 2,
      stderr: 'linkgate: --repo: `/here/nowhere` is not a directory\n',
    })
  })

  test('the report must exist', async () => {
    const files = { '/here/r.json': renderReport(sampleReport()) }
    const missing = await runLocal(['doctor', '--report', 's.json'], { commands: bare, files })
    expect(missing).toMatchObject({ exitCode: 2, stderr: 'linkgate: report `s.json` does not exist\n' })
    const there = await runLocal(['doctor', '--report', 'r.json'], { commands: bare, files })
    expect(there.stdout).toContain('linkgate doctor')
  })
})
