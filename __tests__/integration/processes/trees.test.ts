/** The trees that are built: submodules, filtered files, sparse and marked checkouts. */
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorkspace, type Workspace } from '../../../src/effects/workspace.ts'
import { openGit } from '../../../src/repository/git/git.ts'
import { missingContent } from '../../../src/repository/git/missing-content.ts'
import { missingSubmodules } from '../../../src/repository/git/missing-submodules.ts'
import { ownTree, readCheckout } from '../../../src/repository/git/smudged.ts'
import { type Checkouts, checkOut } from '../../../src/repository/git/worktrees.ts'
import {
  clone,
  copyOf,
  gitEnv,
  newRepository,
  type Repository,
  repositoryAt,
} from '../../support/repositories/git.ts'
import { expectValue, messagesOf } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, gitEnv)
/** For what a test itself does with repositories of this machine, as a user does with those of a server. */
const local = ['-c', 'protocol.file.allow=always'] as const

let made = 0
const fresh = (name: string) => join(directory, `${name}-${++made}`)

interface Given {
  readonly base?: string | null
  readonly dirty?: boolean
}

async function open(repository: Repository, { base = 'HEAD~1', dirty = false }: Given) {
  const git = expectValue(await openGit(world.exec, repository.path))
  const workspace = await openWorkspace(world)
  const sha = (revision: string) => repository.sha(revision)
  const revisions = {
    base: base === null ? null : { sha: await sha(base) },
    head: { sha: await sha('HEAD'), ...(dirty ? { dirty } : {}) },
    because: '',
  }
  return { workspace, checkouts: await checkOut(world, workspace, git, revisions) }
}

async function trees<T>(
  repository: Repository,
  given: Given,
  look: (checkouts: Checkouts, workspace: Workspace) => Promise<T>,
): Promise<T> {
  const { workspace, checkouts } = await open(repository, given)
  try {
    return await look(expectValue(checkouts), workspace)
  } finally {
    await workspace.close()
  }
}

async function problems(repository: Repository, given: Given = {}): Promise<readonly string[]> {
  const { workspace, checkouts } = await open(repository, given)
  await workspace.close()
  return checkouts.ok ? [] : messagesOf(checkouts)
}

/** A file of both trees; undefined where it is not there. */
async function both(repository: Repository, path: string, given: Given = {}) {
  return trees(repository, given, async ({ base = '', head }) => ({
    base: await textOf(join(base, path)),
    head: await textOf(join(head, path)),
  }))
}

const textOf = (path: string) => readFile(path, 'utf8').catch(() => undefined)

async function userState(repository: Repository): Promise<unknown> {
  return {
    status: await repository.git('status', '--porcelain', '--ignored'),
    config: await readFile(join(repository.path, '.git/config'), 'utf8'),
    refs: await repository.git('for-each-ref'),
    index: (await readFile(join(repository.path, '.git/index'))).toString('base64'),
    git: (await readdir(join(repository.path, '.git'), { recursive: true })).filter(
      (name) => !/^objects\/|^worktrees/.test(name),
    ),
  }
}

describe('submodules', () => {
  let deep: Repository
  let theme: Repository
  let template: Repository

  /** theme 1 → deep 1, theme 2 → deep 2; the service has theme 1 at base and theme 2 at head. */
  beforeAll(async () => {
    deep = await newRepository(join(directory, 'origin/deep'))
    await deep.commit('1', { 'deep.txt': 'deep 1' })
    theme = await newRepository(join(directory, 'origin/theme'))
    await theme.git(...local, 'submodule', '--quiet', 'add', '../deep', 'inner')
    await theme.commit('1', { 'page.html': 'page 1' })
    template = await newRepository(join(directory, 'origin/service'))
    await template.git(...local, 'submodule', '--quiet', 'add', `file://${theme.path}`, 'web/theme')
    await template.git(...local, 'submodule', '--quiet', 'update', '--init', '--recursive')
    await template.commit('base', { 'go.mod': 'module example.com/a\n' })
    await deep.commit('2', { 'deep.txt': 'deep 2' })
    await output(['git', ...local, 'pull', '--quiet'], { cwd: join(theme.path, 'inner'), env: gitEnv })
    await theme.commit('2', { 'page.html': 'page 2' })
    const inService = repositoryAt(join(template.path, 'web/theme'))
    await inService.git(...local, 'pull', '--quiet', '--recurse-submodules')
    await template.commit('head')
    await template.git(...local, 'submodule', '--quiet', 'update', '--init', '--recursive')
  })

  let service: Repository
  beforeEach(async () => {
    service = await copyOf(template, directory, `service-${++made}`)
  })

  /** As actions/checkout leaves it: head alone, and its submodules. */
  async function cloned(depth: readonly string[] = [], submodules = true): Promise<Repository> {
    const to = fresh('clone')
    await output(['git', ...local, 'clone', '--quiet', `file://${service.path}`, to], { env: gitEnv })
    const clone = repositoryAt(to)
    if (submodules) {
      await clone.git(...local, 'submodule', '--quiet', 'update', '--init', '--recursive', ...depth)
    }
    return clone
  }

  test("each revision's own commits, nested ones too, without asking any server", async () => {
    await service.git('config', 'submodule.web/theme.url', 'file:///nowhere')
    expect(await both(service, 'web/theme/page.html')).toEqual({ base: 'page 1', head: 'page 2' })
    expect(await both(service, 'web/theme/inner/deep.txt')).toEqual({ base: 'deep 1', head: 'deep 2' })
  })

  test("the user's checkout is as before", async () => {
    const before = await userState(service)
    await trees(service, {}, async () => {})
    expect(await userState(service)).toEqual(before)
  })

  test('hooks of the submodule are not run', async () => {
    const mark = fresh('hook')
    const hook = join(service.path, '.git/modules/web/theme/hooks/post-checkout')
    await writeTree(service.path, {
      '.git/modules/web/theme/hooks/post-checkout': `#!/bin/sh\necho > ${mark}\n`,
    })
    await chmod(hook, 0o755)
    await trees(service, {}, async () => {})
    await expect(stat(mark)).rejects.toThrow('ENOENT')
  })

  test('a command of build.prepare that updates them finds nothing to do', async () => {
    await trees(service, {}, async ({ base = '' }) => {
      const run = ['git', 'submodule', 'update', '--init', '--recursive']
      await output(run, { cwd: base, env: gitEnv })
      expect(await textOf(join(base, 'web/theme/page.html'))).toBe('page 1')
    })
  })

  test('a submodule that is not checked out is in neither tree', async () => {
    const clone = await cloned([], false)
    await trees(clone, {}, async ({ base = '', head, submodules }) => {
      expect(await readdir(join(head, 'web/theme'))).toEqual([])
      expect(await readdir(join(base, 'web/theme'))).toEqual([])
      expect(submodules?.head).toMatchObject({ brought: [], absent: [{ path: 'web/theme' }] })
    })
  })

  test('nested submodules that are not checked out are in neither tree', async () => {
    const clone = await cloned([], false)
    await clone.git(...local, 'submodule', '--quiet', 'update', '--init')
    expect(await both(clone, 'web/theme/page.html')).toEqual({ base: 'page 1', head: 'page 2' })
    expect(await both(clone, 'web/theme/inner/deep.txt')).toEqual({ base: undefined, head: undefined })
  })

  test('moved: found by its name', async () => {
    await service.git('mv', 'web/theme', 'look')
    await service.commit('move')
    await trees(service, {}, async ({ base = '', head }) => {
      expect(await textOf(join(base, 'web/theme/page.html'))).toBe('page 2')
      expect(await textOf(join(head, 'look/page.html'))).toBe('page 2')
      expect(await textOf(join(head, 'look/inner/deep.txt'))).toBe('deep 2')
    })
  })

  test('removed at head: base gets it from the git directory of the checkout', async () => {
    await service.git('rm', '--quiet', 'web/theme')
    await service.commit('remove', { 'web/theme/page.html': 'page of the repository itself' })
    await trees(service, {}, async ({ base = '', head }) => {
      expect(await textOf(join(base, 'web/theme/page.html'))).toBe('page 2')
      expect(await textOf(join(base, 'web/theme/inner/deep.txt'))).toBe('deep 2')
      expect(await textOf(join(head, 'web/theme/page.html'))).toBe('page of the repository itself')
    })
  })

  test('added at head: base does not have it', async () => {
    await service.git(...local, 'submodule', '--quiet', 'add', deep.path, 'more')
    await service.commit('add')
    expect(await both(service, 'more/deep.txt')).toEqual({ base: undefined, head: 'deep 2' })
  })

  test('a change of its content counts where changes do', async () => {
    await writeTree(service.path, { 'web/theme/page.html': 'changed', 'web/theme/new.html': 'new' })
    const given = { base: 'HEAD', dirty: true }
    expect(await both(service, 'web/theme/page.html', given)).toEqual({ base: 'page 2', head: 'changed' })
    expect(await both(service, 'web/theme/new.html', given)).toEqual({ base: undefined, head: 'new' })
    expect(await both(service, 'web/theme/inner/deep.txt', given)).toEqual({ base: 'deep 2', head: 'deep 2' })
    expect(await both(service, 'web/theme/page.html', { base: 'HEAD' })).toEqual({
      base: 'page 2',
      head: 'page 2',
    })
  })

  test('a change elsewhere does not make them differ', async () => {
    await writeTree(service.path, { 'README.md': 'changed' })
    const given = { base: 'HEAD', dirty: true }
    expect(await both(service, 'web/theme/inner/deep.txt', given)).toEqual({ base: 'deep 2', head: 'deep 2' })
  })

  test('a commit that is not recorded anywhere yet counts if changes count', async () => {
    const inner = repositoryAt(join(service.path, 'web/theme'))
    await inner.commit('3', { 'page.html': 'page 3' })
    const given = { base: 'HEAD', dirty: true }
    expect(await both(service, 'web/theme/page.html', given)).toEqual({ base: 'page 2', head: 'page 3' })
  })

  describe('of which the checkout has only one commit', () => {
    const allowed = realWorld(directory, {
      ...gitEnv,
      GIT_CONFIG_COUNT: '3',
      GIT_CONFIG_KEY_2: 'protocol.file.allow',
      GIT_CONFIG_VALUE_2: 'always',
    })

    async function checkedOut(clone: Repository) {
      const git = expectValue(await openGit(allowed.exec, clone.path))
      const workspace = await openWorkspace(allowed)
      const revisions = {
        base: { sha: await clone.sha('HEAD~1') },
        head: { sha: await clone.sha('HEAD') },
        because: '',
      }
      const checkouts = await checkOut(allowed, workspace, git, revisions)
      const { base = '' } = checkouts.ok ? checkouts.value : {}
      const found = await textOf(join(base, 'web/theme/page.html'))
      await workspace.close()
      return { found, checkouts }
    }

    test('the other is fetched, and not into the checkout', async () => {
      const clone = await cloned(['--depth=1'])
      const before = await userState(clone)
      const { found } = await checkedOut(clone)
      expect(found).toBe('page 1')
      expect(await userState(clone)).toEqual(before)
      const kept = repositoryAt(join(clone.path, 'web/theme'))
      expect(await kept.count()).toBe(1)
    })

    test('a changed URL: uses that of base, or that of head if the other no longer exists', async () => {
      await service.git('config', '--file', '.gitmodules', 'submodule.web/theme.url', '../elsewhere')
      await service.commit('address that leads nowhere')
      await service.git('config', '--file', '.gitmodules', 'submodule.web/theme.url', `file://${theme.path}`)
      await service.git('-C', 'web/theme', 'checkout', '--quiet', '--detach', 'HEAD~1')
      await service.commit('address that leads somewhere')
      const clone = await cloned(['--depth=1'])
      expect((await checkedOut(clone)).found).toBe('page 2')
    })

    test('removed at head, without any objects here', async () => {
      await service.git('rm', '--quiet', 'web/theme')
      await service.commit('remove')
      expect((await checkedOut(await cloned())).found).toBe('page 2')
    })

    test('if it cannot be fetched: no build, one problem', async () => {
      const clone = await cloned(['--depth=1'])
      const found = await problems(clone)
      expect(found).toHaveLength(1)
      const sha = await service.git('rev-parse', 'HEAD~1:web/theme')
      const [missing] = await missingSubmodules(
        world,
        expectValue(await openGit(world.exec, clone.path)),
        await clone.sha('HEAD~1'),
      )
      // what a doctor says without fetching
      expect(missing).toEqual({ path: 'web/theme', sha, failure: expect.stringContaining('not allowed') })
      expect(found[0]).toMatch(
        /^base: submodule `web\/theme` at \w{9} is not in this checkout and could not be fetched \(.*not allowed.*\): /,
      )
      expect(found[0]).toContain(`run \`git -C web/theme fetch origin ${sha}\` in a step before this one`)
      await repositoryAt(join(clone.path, 'web/theme')).git(...local, 'fetch', '--quiet', 'origin', sha)
      const git = expectValue(await openGit(world.exec, clone.path))
      const base = await clone.sha('HEAD~1')
      expect(await missingSubmodules(world, git, base)).toEqual([])
      const [nested] = await problems(clone)
      const [, fetch = ''] = /run `git -C web\/theme\/inner (fetch origin \w+)`/.exec(nested ?? '') ?? []
      await repositoryAt(join(clone.path, 'web/theme/inner')).git(...local, ...fetch.split(' '))
      expect(await problems(clone)).toEqual([])
    })
  })
})

describe('files behind a filter', () => {
  const log = fresh('smudged')
  const upper = `sh -c 'echo x >> ${log}; tr a-z A-Z'`

  /** It stores lower case and gives upper case; `data.bin` differs between the commits, `same.bin` does not. */
  async function filtered({ smudge = upper, more = {} as Record<string, string> } = {}): Promise<Repository> {
    const repository = await newRepository(fresh('filtered'))
    await repository.git('config', 'filter.case.clean', 'tr A-Z a-z')
    await repository.git('config', 'filter.case.smudge', smudge)
    await repository.git('config', 'filter.case.required', 'true')
    await repository.commit('1', {
      '.gitattributes': '*.bin filter=case\n',
      'data.bin': 'ONE',
      'same.bin': 'SAME',
      ...more,
    })
    await repository.commit('2', { 'data.bin': 'TWO' })
    return repository
  }

  /** The checkout of somebody without the filter's content. */
  async function asStored(repository: Repository, ...paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const stored = await repository.git('cat-file', 'blob', `HEAD:${path}`)
      await writeFile(join(repository.path, path), stored)
    }
    await repository.git('add', '--all')
    expect(await repository.git('status', '--porcelain')).toBe('')
  }

  test('content in the checkout: content in both trees; the filter runs only for what the checkout lacks', async () => {
    const repository = await filtered()
    await rm(log, { force: true })
    expect(await both(repository, 'data.bin')).toEqual({ base: 'ONE', head: 'TWO' })
    expect(await textOf(log)).toBe('x\n')
    expect(await both(repository, 'same.bin')).toEqual({ base: 'SAME', head: 'SAME' })
  })

  test('as stored in the checkout: as stored in both trees', async () => {
    const repository = await filtered()
    await asStored(repository, 'data.bin', 'same.bin')
    await rm(log, { force: true })
    expect(await both(repository, 'data.bin')).toEqual({ base: 'one', head: 'two' })
    expect(await both(repository, 'same.bin')).toEqual({ base: 'same', head: 'same' })
    await writeTree(repository.path, { 'README.md': 'changed' })
    const given = { base: 'HEAD', dirty: true }
    expect(await both(repository, 'data.bin', given)).toEqual({ base: 'two', head: 'two' })
    expect(await textOf(log)).toBeUndefined()
  })

  test('a sparse partial clone whose origin does not answer: only files of the checkout count', async () => {
    const origin = await filtered({ more: { 'outside/more.bin': 'MORE', ':odd.bin': 'ODD' } })
    await origin.git('config', 'uploadpack.allowFilter', 'true')
    const partial = await clone(origin, fresh('partial'), '--filter=blob:none', '--no-checkout')
    await partial.git('config', 'filter.case.clean', 'tr A-Z a-z')
    await partial.git('config', 'filter.case.smudge', upper)
    await partial.git('sparse-checkout', 'set', 'inside')
    await partial.git('checkout', '--quiet', 'main')
    await partial.git('remote', 'set-url', 'origin', fresh('nowhere'))
    await partial.git('mv', 'same.bin', 'moved.bin')
    await writeTree(partial.path, { 'moved.bin': 'same' })
    await partial.git('add', 'moved.bin')
    const checkout = ownTree(expectValue(await openGit(world.exec, partial.path)))
    const { applied, stored } = await readCheckout(world.files, checkout)
    expect([...applied]).toEqual(['case'])
    expect([...stored]).toEqual(['moved.bin'])
  })

  test('only some content, as after `git lfs pull --include`: the same files in both trees', async () => {
    const repository = await filtered()
    await asStored(repository, 'data.bin')
    expect(await both(repository, 'data.bin')).toEqual({ base: 'one', head: 'two' })
    expect(await both(repository, 'same.bin')).toEqual({ base: 'SAME', head: 'SAME' })
  })

  test('a file that was committed without the filter does not affect the others', async () => {
    const repository = await filtered()
    await repository.git('config', '--unset', 'filter.case.clean')
    await repository.git('config', 'filter.case.required', 'false')
    await repository.commit('3', { 'raw.bin': 'RAW' })
    await repository.git('config', 'filter.case.clean', 'tr A-Z a-z')
    const given = { base: 'HEAD~2' }
    expect(await both(repository, 'data.bin', given)).toEqual({ base: 'ONE', head: 'TWO' })
    expect((await both(repository, 'raw.bin', given)).head).toBe('RAW')
  })

  test('a filter that finds its key in the directory of git', async () => {
    const repository = await filtered({
      smudge: 'sh -c \'test -e "$(git rev-parse --git-dir)/key" && tr a-z A-Z\'',
    })
    await writeFile(join(repository.path, '.git/key'), '')
    expect(await both(repository, 'data.bin')).toEqual({ base: 'ONE', head: 'TWO' })
  })

  test('content that cannot be had: no build, one problem', async () => {
    const repository = await filtered({ smudge: "sh -c 'echo no object >&2; exit 1'" })
    await writeTree(repository.path, { 'data.bin': 'TWO', 'same.bin': 'SAME' })
    await repository.git('add', '--all')
    expect(await repository.git('status', '--porcelain')).toBe('')
    const found = await problems(repository)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(
      /^base: git filter `case` failed for `data.bin`, although the checkout has the content \(.*no object.*\): /,
    )
    // what a doctor says without building anything
    const git = expectValue(await openGit(world.exec, repository.path))
    const base = await repository.sha('HEAD~1')
    const [missing] = await missingContent(world, git, base)
    expect(missing).toMatchObject({
      filter: 'case',
      path: 'data.bin',
      failure: expect.stringContaining('no object'),
    })
    expect(await missingContent(world, git, await repository.sha('HEAD'))).toEqual([])
    // what the checkout has needs no filter
    expect(await problems(repository, { base: 'HEAD' })).toEqual([])
  })

  test('in a submodule', async () => {
    const inner = await filtered()
    const repository = await newRepository(fresh('outer'))
    await repository.git(...local, 'submodule', '--quiet', 'add', inner.path, 'inner')
    const there = repositoryAt(join(repository.path, 'inner'))
    await there.git('config', 'filter.case.clean', 'tr A-Z a-z')
    await there.git('config', 'filter.case.smudge', 'tr a-z A-Z')
    await there.git('checkout', '--quiet', 'HEAD~1')
    await repository.commit('1')
    await there.git('checkout', '--quiet', '-')
    await repository.commit('2')
    // the clone was made without the filter, so that this file is as it was
    expect(await textOf(join(there.path, 'same.bin'))).toBe('same')
    expect(await both(repository, 'inner/same.bin')).toEqual({ base: 'same', head: 'same' })
    expect(await both(repository, 'inner/data.bin')).toEqual({ base: 'ONE', head: 'TWO' })
  })
})

describe('what a checkout is like', () => {
  let repository: Repository
  beforeEach(async () => {
    repository = await newRepository(fresh('plain'))
    await repository.commit('1', { 'a/one.txt': 'one\n', 'b/two.txt': 'two\n', 'go.mod': 'module a\n' })
    await repository.commit('2', { 'README.md': 'words\n' })
  })

  test('line ends are those that it was checked out with', async () => {
    await writeTree(repository.path, { 'a/one.txt': 'one\r\n' })
    await repository.git('config', 'core.autocrlf', 'true')
    await repository.git('add', '--all')
    expect(await repository.git('status', '--porcelain')).toBe('')
    expect(await both(repository, 'a/one.txt')).toEqual({ base: 'one\r\n', head: 'one\r\n' })
    // this one was checked out before
    expect(await both(repository, 'b/two.txt')).toEqual({ base: 'two\n', head: 'two\n' })
  })

  test('line ends of a file whose size git does not know yet', async () => {
    await repository.git('config', 'core.autocrlf', 'true')
    await writeTree(repository.path, { 'a/one.txt': 'one\r\n' })
    // an index as `git read-tree` writes it
    await repository.git('read-tree', 'HEAD')
    expect(await both(repository, 'a/one.txt')).toEqual({ base: 'one\r\n', head: 'one\r\n' })
    expect(await both(repository, 'b/two.txt')).toEqual({ base: 'two\n', head: 'two\n' })
  })

  test('a name that looks like a line of git', async () => {
    const path = 'a/x\n  size: 1\nH 100644 abc 0\ty.txt'
    await repository.commit('3', { [path]: 'one\n' })
    await repository.commit('4', { 'README.md': 'more words\n' })
    await repository.git('update-index', '--skip-worktree', path)
    await writeTree(repository.path, { [path]: 'mine\n' })
    expect(await both(repository, path)).toEqual({ base: 'mine\n', head: 'mine\n' })
  })

  test('a file marked skip-worktree or assume-unchanged', async () => {
    for (const [mark, path] of [
      ['skip-worktree', 'a/one.txt'],
      ['assume-unchanged', 'b/two.txt'],
    ] as const) {
      await repository.git('update-index', `--${mark}`, path)
      await writeTree(repository.path, { [path]: 'mine\n' })
      expect(await both(repository, path)).toEqual({ base: 'mine\n', head: 'mine\n' })
    }
  })

  test('a sparse checkout', async () => {
    await repository.git('sparse-checkout', 'set', 'a')
    expect(await both(repository, 'a/one.txt')).toEqual({ base: 'one\n', head: 'one\n' })
    expect(await both(repository, 'b/two.txt')).toEqual({ base: undefined, head: undefined })
    await writeTree(repository.path, { 'README.md': 'changed' })
    expect(await both(repository, 'b/two.txt', { dirty: true })).toEqual({ base: undefined, head: undefined })
  })

  test('a change of an earlier step stays out of a commit', async () => {
    await writeTree(repository.path, { 'a/one.txt': 'changed, and longer\n' })
    expect(await both(repository, 'a/one.txt')).toEqual({ base: 'one\n', head: 'one\n' })
  })

  test('a linked worktree', async () => {
    const path = fresh('linked')
    await repository.git('worktree', 'add', '--quiet', '--detach', path)
    expect(await both(repositoryAt(path), 'a/one.txt')).toEqual({ base: 'one\n', head: 'one\n' })
  })
})
