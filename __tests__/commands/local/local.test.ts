import { describe, expect, test } from 'vitest'
import { version } from '../../../src/common/version.ts'
import { runLocal } from '../../support/commands/local.ts'

describe('without a command', () => {
  test.each([
    [['--version'], 0, `${version}\n`],
    [['check', '--version'], 0, `${version}\n`],
    [['--help'], 0, expect.stringContaining('linkgate judge REPORT')],
    [['judge', '-h'], 0, expect.stringContaining('linkgate judge REPORT')],
    [[], 2, expect.stringContaining('linkgate judge REPORT')],
  ])('%j', async (args, exitCode, stdout) => {
    expect(await runLocal(args)).toEqual({ exitCode, stdout, stderr: '', world: undefined })
  })
})

describe('what is not understood is named, and nothing is done', () => {
  test.each([
    [['chekc'], 'there is no command `chekc`: did you mean `check`?'],
    [
      ['frobnicate'],
      'there is no command `frobnicate`: allowed here: `init`, `check`, `inspect`, `judge`, `doctor`',
    ],
    [['check', '--confg', 'x'], 'there is no option `--confg`: did you mean `--config`?'],
    [['check', '-x'], 'there is no option `-x`: allowed here: '],
    [['check', '--base'], "Option '--base <value>' argument missing"],
    [['check', '--json=yes'], "Option '--json' does not take an argument"],
  ])('%j: %s', async (args, says) => {
    const { exitCode, stdout, stderr, world } = await runLocal(args)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^linkgate: [^\n]+\n$/)
    expect(stderr).toContain(says)
    expect(world).toBeUndefined()
  })
})

describe('a fault', () => {
  const inspecting = ['inspect', 'app']
  test('of linkgate or the machine is exit code 3', async () => {
    const { exitCode, stderr } = await runLocal(inspecting, {
      archives: {
        read: () => Promise.reject(new Error('the disk is broken')),
        write: () => Promise.reject(new Error('unused')),
        writeLayer: () => Promise.reject(new Error('unused')),
      },
      files: { '/here/app/': '' },
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: 'linkgate: the disk is broken\n' })
  })
})
