import { describe, expect, test } from 'vitest'
import { helpTexts } from '../../../src/commands/local/command-line.ts'
import { verbs } from '../../../src/commands/local/verbs.ts'
import { version } from '../../../src/common/version.ts'
import { runLocal } from '../../support/commands/local.ts'

describe('help', () => {
  const overview = expect.stringContaining('Usage: linkgate [options] [command]')
  const ofJudge = expect.stringContaining('Usage: linkgate judge [options] <REPORT>')
  test.each([
    [['--version'], `${version}\n`],
    [['-V'], `${version}\n`],
    [['--help'], overview],
    [['-h'], overview],
    [['help'], overview],
    [['judge', '--help'], ofJudge],
    [['judge', '-h'], ofJudge],
    [['judge', 'report.json', '--json', '-h'], ofJudge],
    [['help', 'judge'], ofJudge],
  ])('%j', async (args, stdout) => {
    expect(await runLocal(args)).toEqual({ exitCode: 0, stdout, stderr: '', world: undefined })
  })

  test('without a command, prints the help to standard error, and does nothing', async () => {
    expect(await runLocal([])).toEqual({ exitCode: 2, stdout: '', stderr: overview, world: undefined })
  })

  test.each(verbs)(
    'of $name has what its definition has, in lines that fit',
    ({ name, options, examples }) => {
      for (const width of [40, 80, 120]) {
        const text = helpTexts({ color: false, width }).get(name) ?? ''
        for (const { flags } of options) expect(text).toContain(`  ${flags}`)
        expect(text).not.toMatch(/[ \t]$/m)
        const longest = Math.max(...text.split('\n').map((line) => line.length))
        // what is typed is never broken
        if (width >= 80) expect(longest).toBeLessThanOrEqual(width)
      }
      expect(examples.every(({ command }) => command.startsWith(`linkgate ${name}`))).toBe(true)
    },
  )

  test.each(verbs)('the options in the examples of $name are its own', async ({ examples }) => {
    for (const { command } of examples) {
      const [, ...args] = command.split(' ')
      const { stderr } = await runLocal([...args, '--help'])
      expect(stderr).toBe('')
    }
  })
})

describe('names an invalid argument, and does nothing', () => {
  test.each([
    [['chekc'], 'unknown command `chekc`: did you mean `check`?'],
    [['frobnicate'], 'unknown command `frobnicate`: see `linkgate --help`'],
    [['frobnicate', '--help'], 'unknown command `frobnicate`: see `linkgate --help`'],
    [['help', 'chekc'], 'unknown command `chekc`: did you mean `check`?'],
    [['check', '--confg', 'x'], 'unknown option `--confg`: did you mean `--config`?'],
    [['check', '-x'], 'unknown option `-x`: see `linkgate check --help`'],
    [['check', '--base'], 'option `--base <REF>` needs a value: see `linkgate check --help`'],
    [['check', '--json=yes'], 'unknown option `--json=yes`: see `linkgate check --help`'],
    [['check', 'here'], 'too many arguments for `check` (expected 0, got 1): see `linkgate check --help`'],
    [['inspect'], 'missing required argument `PATH`: see `linkgate inspect --help`'],
    [['judge'], 'missing required argument `REPORT`: see `linkgate judge --help`'],
    // an option of another command
    [['inspect', 'app', '--rounds', '9'], 'unknown option `--rounds`: see `linkgate inspect --help`'],
    [['--repo', 'x', 'check'], 'unknown option `--repo`: see `linkgate --help`'],
  ])('%j: %s', async (args, says) => {
    const stderr = `linkgate: ${says}\n`
    expect(await runLocal(args)).toEqual({ exitCode: 2, stdout: '', stderr, world: undefined })
  })
})

describe('an internal error', () => {
  const inspecting = ['inspect', 'app']
  test('of linkgate or the machine has exit code 3', async () => {
    const { exitCode, stderr } = await runLocal(inspecting, {
      archives: {
        read: () => Promise.reject(new Error('the disk is broken')),
        write: () => Promise.reject(new Error('unused')),
        writeLayer: () => Promise.reject(new Error('unused')),
      },
      files: { '/here/app/': '' },
    })
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^linkgate: internal error in .*: the disk is broken\. .*\nError: /),
    })
  })
})
