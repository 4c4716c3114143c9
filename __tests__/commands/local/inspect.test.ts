import { describe, expect, test } from 'vitest'
import { runLocal } from '../../support/commands/local.ts'
import { elfFile } from '../../support/programs/elf.ts'

const files = { '/here/app': elfFile({ type: 2 }), '/here/text': 'hello' }

describe('linkgate inspect', () => {
  test('shows a program, as text and as JSON', async () => {
    const text = await runLocal(['inspect', 'app'], { files })
    expect(text).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('app'), stderr: '' })
    const json = await runLocal(['inspect', 'app', '--json'], { files })
    expect(JSON.parse(json.stdout)).toMatchObject({ program: expect.anything() })
  })

  test('does not check a program for vulnerabilities if it is not from Go', async () => {
    const text = await runLocal(['inspect', 'app', '--vulnerabilities'], { files })
    expect(text).toMatchObject({ exitCode: 0, stderr: '' })
    expect(text.stdout).toMatch(
      /\nKnown vulnerabilities: not checked\n {2}because +it has no build information of Go\n$/,
    )
    const json = await runLocal(['inspect', 'app', '--json', '--vulnerability-database', 'db'], { files })
    expect(JSON.parse(json.stdout).vulnerabilities).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      kind: 'unchecked',
      problem: 'it has no build information of Go',
    })
  })

  test.each([
    [['inspect', 'app', '--vulnerability-database', 'ftp://db'], '--vulnerability-database: a database is'],
    [['inspect', 'nothing'], '`/here/nothing` does not exist'],
    [['inspect', 'app', '--base', 'text'], '`/here/app` is a program: --base needs an image'],
  ])('%j: %s; removes its directory', async (args, says) => {
    const { exitCode, stdout, stderr, world } = await runLocal(args, { files })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`linkgate: ${says}`)
    expect(world?.files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
  })
})
