import { describe, expect, test } from 'vitest'
import { CommandError } from '../../../src/common/errors.ts'
import type { Exec, Output } from '../../../src/effects/exec.ts'
import { submodulesOfCheckout } from '../../../src/repository/git/checkout-submodules.ts'
import { filteredPaths, filterNames } from '../../../src/repository/git/filters.ts'
import { openGit } from '../../../src/repository/git/git.ts'
import { modifiedPaths } from '../../../src/repository/git/index-entries.ts'
import { missingSubmodules } from '../../../src/repository/git/missing-submodules.ts'
import { overlay } from '../../../src/repository/git/overlay.ts'
import { findRevisions } from '../../../src/repository/git/revisions.ts'
import { type Runner, runnerIn } from '../../../src/repository/git/runner.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { fakeWorld } from '../../support/world/world.ts'

const failed: Output = { exitCode: 128, stdout: '', stderr: 'fatal: unable to read tree\n' }
const printing = (stdout: string): Output => ({ exitCode: 0, stdout, stderr: '' })
const none: Output = { exitCode: 1, stdout: '', stderr: '' }

/** Commands of git with these results, by the beginning of their arguments; others fail. */
function execWith(results: Readonly<Record<string, Output>>): Exec {
  const query: Exec['query'] = async ([, ...args]) => {
    const key = Object.keys(results).find((one) => args.join(' ').startsWith(one)) ?? ''
    return results[key] ?? failed
  }
  return { ...fakeWorld({}).exec, query, commit: query, run: query }
}

const gitWith = (results: Readonly<Record<string, Output>> = {}): Runner =>
  runnerIn(execWith(results), { directory: '/work' })

describe('a failure of git is no empty answer', () => {
  const links = printing('H 160000 aa 0\tlib\0')
  const files = { '/work/.gitmodules': 'x', '/work/lib/.git': '' }
  const tools = (results: Readonly<Record<string, Output>>) => ({
    ...fakeWorld({ files }),
    exec: execWith(results),
  })
  const git = async (results: Readonly<Record<string, Output>>) =>
    expectValue(
      await openGit(execWith({ 'rev-parse --show-toplevel': printing('/work\n'), ...results }), '/work'),
    )

  test.each<[string, () => Promise<unknown>]>([
    ['parts', () => gitWith().parts('ls-files', '-z')],
    ['settings', () => gitWith().settings('--list')],
    ['the first line', () => gitWith().first('merge-base', 'a', 'b')],
    ['modified files', () => modifiedPaths(gitWith())],
    ['names of filters', () => filterNames(gitWith())],
    ['files with a filter', () => filteredPaths(gitWith(), ['lfs'])],
    [
      'files of a working tree',
      () =>
        overlay(
          fakeWorld({}).files,
          { directory: '/work', git: gitWith({ 'ls-files -z --stage': printing('') }) },
          '/tree',
        ),
    ],
    [
      'submodules of a checkout',
      () => {
        const results = { 'ls-files -z --stage': links }
        return submodulesOfCheckout(tools(results), { directory: '/work', git: gitWith(results) }, false)
      },
    ],
    ['submodules of a commit', async () => missingSubmodules(tools({}), await git({}), 'abc')],
    [
      'the .gitmodules of a commit',
      async () => {
        const tree = printing('100644 blob bb\t.gitmodules\x00160000 commit aa\tlib\0')
        return missingSubmodules(tools({}), await git({ 'ls-tree': tree }), 'abc')
      },
    ],
    ['worktrees', async () => (await git({})).worktrees()],
    ['whether a clone is shallow', async () => (await git({})).isShallow()],
    ['the current branch', async () => (await git({})).branch()],
  ])('%s', async (_, read) => {
    const rejected = await read().catch((error: unknown) => error)
    expect(rejected).toBeInstanceOf(CommandError)
    expect(String(rejected)).toMatch(/`git .+` ended with exit code 128: fatal: unable to read tree$/)
  })

  test('what git does not have is an empty answer', async () => {
    expect(await gitWith({ config: none }).settings('--get-regexp', 'x')).toEqual([])
    expect(await gitWith({ 'merge-base': none }).first('merge-base', 'a', 'b')).toBeUndefined()
    expect(await filterNames(gitWith({ config: none }))).toEqual([])
    expect(await gitWith().firstOrNone('rev-parse', '--git-common-dir')).toBeUndefined()
  })

  test('a tree or a commit without .gitmodules has no submodules', async () => {
    const results = { 'ls-files -z --stage': links, 'rev-parse': printing('/work/.git\n') }
    const world = { ...fakeWorld({}), exec: execWith(results) }
    const checkout = { directory: '/work', git: gitWith(results) }
    expect((await submodulesOfCheckout(world, checkout, false)).absent).toEqual(new Set())
    const tree = printing('160000 commit aa\tlib\0')
    expect(await missingSubmodules(tools({}), await git({ 'ls-tree': tree }), 'abc')).toEqual([])
  })
})

test.each([
  [
    "fatal: unable to access 'https://git.example.com/': Could not resolve host\n",
    ', and `origin` does not answer (fatal: unable to access',
  ],
  ["fatal: 'origin' does not appear to be a git repository\n", ': use an existing branch'],
])('a base that is not there: %s', async (stderr, expected) => {
  const git = expectValue(
    await openGit(
      execWith({
        'rev-parse --show-toplevel': printing('/work\n'),
        'rev-parse --verify --quiet --end-of-options HEAD^': printing('abc\n'),
        'ls-remote': { exitCode: 128, stdout: '', stderr },
        'symbolic-ref': none,
        '--no-optional-locks status': printing(''),
      }),
      '/work',
    ),
  )
  const problem = problemOf(await findRevisions(git, 'feature', undefined))
  expect(problem).toContain(`base \`feature\` is not a commit in this repository${expected}`)
})
