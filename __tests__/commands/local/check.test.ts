import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { runLocal } from '../../support/commands/local.ts'

describe('linkgate check', () => {
  test('names the option instead of the input of the action', async () => {
    expect(await runLocal(['check', '--rounds', 'many'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'linkgate: --rounds is `many`: write a whole number from 7 to 1000\n',
    })
  })

  test('reads scan results before anything else', async () => {
    const files = { '/here/head.json': '{"SchemaVersion":' }
    const args = ['check', '--scans', 'base static missing.json, head static head.json']
    expect(await runLocal(args, { files })).toMatchObject({
      exitCode: 2,
      stderr:
        'linkgate: `scans`: `missing.json` does not exist\nlinkgate: `scans`: `head.json`: it is not JSON\n',
    })
    const { stderr } = await runLocal(['check', '--scans', 'head.json'])
    expect(stderr).toContain('--scans has `head.json`: write `base` or `head`, a mode and a path')
  })

  test.each([
    ['this directory', [], '/here'],
    ['the one of --repo', ['--repo', 'service'], '/here/service'],
  ])('checks %s, and leaves nothing behind', async (_, args, directory) => {
    const { exitCode, stderr, world } = await runLocal(['check', ...args], {
      files: { [`${directory}/`]: '' },
      commands: {
        git: { exitCode: 128, stderr: 'not a git repository' },
        docker: { exitCode: 127 },
        podman: { exitCode: 127 },
        buildah: { exitCode: 127 },
        go: { exitCode: 127 },
      },
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`linkgate: ${directory} is not in a git repository`)
    expect(world?.files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
  })

  test('cancellation has its own exit code', async () => {
    const { exitCode, stderr } = await runLocal(['check'], {
      files: { '/here/': '' },
      commands: {
        git: () => Promise.reject(new CancelledError()),
        docker: () => Promise.reject(new CancelledError()),
        go: () => Promise.reject(new CancelledError()),
      },
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: 'linkgate: cancelled\n' })
  })
})
