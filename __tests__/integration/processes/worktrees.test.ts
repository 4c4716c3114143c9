import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Exec, Output } from '../../../src/effects/exec.ts'
import { openWorkspace, type Workspace } from '../../../src/effects/workspace.ts'
import type { Commit } from '../../../src/model/origin.ts'
import { openGit } from '../../../src/repository/git/git.ts'
import { type Checkouts, checkOut } from '../../../src/repository/git/worktrees.ts'
import { copyOf, gitEnv, newRepository, type Repository } from '../../support/repositories/git.ts'
import { expectValue } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, gitEnv)

let made = 0
let template: Repository
let repository: Repository
let first: string
let second: string

beforeAll(async () => {
  template = await newRepository(join(directory, 'template'))
  first = await template.commit('first', {
    '.gitignore': '*.log\n/vendor-cache/\n',
    'go.mod': 'module example.com/a\n',
    'cmd/api/main.go': 'package main\n',
    'old/name.go': 'package old\n',
    'gone.go': 'package a\n',
    'run.sh': '#!/bin/sh\n',
  })
  second = await template.commit('second', { 'go.mod': 'module example.com/b\n' })
})

beforeEach(async () => {
  repository = await copyOf(template, directory, `repository-${++made}`)
})

/** Everything below a directory, without git's own: what a build would see. */
async function tree(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const visit = async (relative: string): Promise<void> => {
    for (const name of await readdir(join(root, relative))) {
      const path = join(relative, name)
      if (path === '.git') continue
      const at = join(root, path)
      const entry = await lstat(at)
      if (entry.isDirectory()) await visit(path)
      else if (entry.isSymbolicLink()) found[path] = `→ ${await readlink(at)}`
      else found[path] = `${(entry.mode & 0o111) === 0 ? '' : '* '}${await readFile(at, 'utf8')}`
    }
  }
  await visit('')
  return found
}

async function checkedOut<T>(
  head: Partial<Commit>,
  base: string | null,
  look: (checkouts: Checkouts, workspace: Workspace) => Promise<T>,
): Promise<T> {
  const git = expectValue(await openGit(world.exec, repository.path))
  const workspace = await openWorkspace(world)
  try {
    const revisions = {
      base: base === null ? null : { sha: base },
      head: { sha: second, ...head },
      because: '',
    }
    return await look(expectValue(await checkOut(world, workspace, git, revisions)), workspace)
  } finally {
    await workspace.close()
  }
}

describe('worktrees that others are making', () => {
  const isAdd = (command: readonly string[]) => command.includes('add') && command.includes('worktree')

  /** Has something done around each command that adds a worktree. */
  function aroundAdding(around: (add: () => Promise<Output>) => Promise<Output>): Exec {
    const commit: Exec['commit'] = (command, options) => {
      const run = () => world.exec.commit(command, options)
      return isAdd(command) ? around(run) : run()
    }
    return { ...world.exec, commit }
  }

  async function madeBy(exec: Exec): Promise<void> {
    const git = expectValue(await openGit(exec, repository.path))
    const workspace = await openWorkspace(world)
    try {
      const revisions = { base: { sha: first }, head: { sha: second }, because: '' }
      const { head, base = '' } = expectValue(await checkOut(world, workspace, git, revisions))
      expect((await tree(head))['go.mod']).toBe('module example.com/b\n')
      expect((await tree(base))['go.mod']).toBe('module example.com/a\n')
    } finally {
      await workspace.close()
    }
  }

  test('are added one after the other', async () => {
    let adding = 0
    const seen: number[] = []
    await madeBy(
      aroundAdding(async (add) => {
        seen.push(++adding)
        return add().finally(() => adding--)
      }),
    )
    expect(seen).toEqual([1, 1])
  })

  test('do not fail a run that meets one half made, as of a second run of the same moment', async () => {
    const half = join(repository.path, '.git/worktrees/half')
    const codes: number[] = []
    await madeBy(
      aroundAdding(async (add) => {
        if (codes.length === 0) await writeTree(half, { commondir: '', gitdir: '/other/.git', HEAD: first })
        const done = await add()
        codes.push(done.exitCode)
        await rm(half, { recursive: true, force: true })
        return done
      }),
    )
    expect(codes).toEqual([128, 0, 0])
  })
})

describe('committed revisions', () => {
  test('both are outside the checkout, as committed', async () => {
    await checkedOut({}, first, async ({ head, base }, workspace) => {
      expect(head.startsWith(workspace.directory)).toBe(true)
      expect(await tree(head)).toEqual(await tree(repository.path))
      expect((await tree(base ?? ''))['go.mod']).toBe('module example.com/a\n')
    })
  })

  test('without a baseline there is only head', async () => {
    await checkedOut({}, null, async (checkouts) => {
      expect(checkouts.base).toBeUndefined()
      expect(Object.keys(checkouts.submodules ?? {})).toEqual(['head'])
    })
  })

  test('an uncommitted change stays out when head is a commit', async () => {
    await writeTree(repository.path, { 'new.go': 'package a\n' })
    await checkedOut({}, null, async ({ head }) => {
      expect(await tree(head)).not.toHaveProperty('new.go')
    })
  })

  test('the hooks of the repository are not run', async () => {
    const mark = join(directory, `hook-${made}`)
    await writeTree(repository.path, { '.git/hooks/post-checkout': `#!/bin/sh\necho ran > ${mark}\n` })
    await chmod(join(repository.path, '.git/hooks/post-checkout'), 0o755)
    await checkedOut({}, first, async () => {})
    await expect(stat(mark)).rejects.toThrow('ENOENT')
  })
})

describe('a working tree with uncommitted changes', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a changed file', () => writeTree(repository.path, { 'go.mod': 'module example.com/c\n' })],
    ['a deleted file', () => rm(join(repository.path, 'gone.go'))],
    ['a deletion that is staged', () => repository.git('rm', '--quiet', 'gone.go')],
    ['a deleted directory', () => rm(join(repository.path, 'cmd'), { recursive: true })],
    [
      'an untracked file in a new directory',
      () => writeTree(repository.path, { 'in/new/x.go': 'package x' }),
    ],
    [
      'a file added to the index',
      async () => {
        await writeTree(repository.path, { 'added.go': 'package a\n' })
        await repository.git('add', 'added.go')
      },
    ],
    ['a renamed file', () => repository.git('mv', 'old/name.go', 'cmd/renamed.go')],
    ['the executable bit', () => chmod(join(repository.path, 'run.sh'), 0o755)],
    ['a symbolic link to a file', () => symlink('go.mod', join(repository.path, 'link.mod'))],
    ['a symbolic link to nothing', () => symlink('nowhere', join(repository.path, 'dangling'))],
    ['a symbolic link to a directory', () => symlink('cmd', join(repository.path, 'linked'))],
    [
      'a file that became a symbolic link',
      async () => {
        await rm(join(repository.path, 'gone.go'))
        await symlink('go.mod', join(repository.path, 'gone.go'))
      },
    ],
    [
      'a directory that became a symbolic link',
      async () => {
        await writeTree(repository.path, { 'elsewhere/name.go': 'package other\n' })
        await rm(join(repository.path, 'old'), { recursive: true })
        await symlink(join(repository.path, 'elsewhere'), join(repository.path, 'old'))
      },
    ],
    [
      'a directory that became a file',
      async () => {
        await rm(join(repository.path, 'old'), { recursive: true })
        await writeTree(repository.path, { old: 'a file now' })
      },
    ],
    [
      'a file that became a directory',
      async () => {
        await rm(join(repository.path, 'gone.go'))
        await writeTree(repository.path, { 'gone.go/inside.txt': 'x' })
      },
    ],
    [
      'names with spaces, quotes and line breaks',
      () => writeTree(repository.path, { 'a b.go': '1', 'ü"q".go': '2', 'line\nbreak': '3' }),
    ],
  ])('%s', async (_what, change) => {
    await change()
    const wanted = await tree(repository.path)
    await checkedOut({ dirty: true }, first, async ({ head }) => {
      expect(await tree(head)).toEqual(wanted)
    })
    expect(await tree(repository.path)).toEqual(wanted)
  })

  test('what git ignores does not come along', async () => {
    await writeTree(repository.path, {
      'debug.log': 'x',
      'vendor-cache/x.go': 'package x',
      'gone.go': 'package changed\n',
    })
    await checkedOut({ dirty: true }, null, async ({ head }) => {
      const found = await tree(head)
      expect(found['gone.go']).toBe('package changed\n')
      expect(Object.keys(found).filter((path) => /log|cache/.test(path))).toEqual([])
    })
  })

  test('base is not touched by it', async () => {
    await writeTree(repository.path, { 'gone.go': 'package changed\n' })
    await checkedOut({ dirty: true }, first, async ({ base }) => {
      expect((await tree(base ?? ''))['gone.go']).toBe('package a\n')
    })
  })
})

describe('afterwards', () => {
  async function state(): Promise<unknown> {
    return {
      worktrees: await repository.git('worktree', 'list', '--porcelain'),
      status: await repository.git('status', '--porcelain', '--ignored'),
      head: await repository.git('symbolic-ref', 'HEAD'),
      refs: await repository.git('for-each-ref'),
      index: (await readFile(join(repository.path, '.git/index'))).toString('base64'),
      administration: (await readdir(join(repository.path, '.git'))).sort(),
      tree: await tree(repository.path),
    }
  }

  test('the checkout, its index, its refs and its list of worktrees are as before', async () => {
    await repository.git('rm', '--quiet', '--cached', 'gone.go')
    await writeTree(repository.path, { 'new.go': 'x', 'debug.log': 'x' })
    await writeFile(join(repository.path, 'go.mod'), 'module example.com/changed\n')
    // one worktree of the user's is there, so that its folder exists before and after
    await repository.git('worktree', 'add', '--quiet', '--detach', join(directory, `mine-${made}`))
    const before = await state()
    await checkedOut({ dirty: true }, first, async ({ head }) => {
      expect(await repository.git('worktree', 'list')).toContain(head)
    })
    expect(await state()).toEqual(before)
  })

  test('a worktree of the user on a disk that is not mounted stays registered', async () => {
    const mine = join(directory, `unplugged-${made}`)
    await repository.git('worktree', 'add', '--quiet', '--detach', mine)
    await rm(mine, { recursive: true })
    await checkedOut({}, first, async () => {})
    expect(await repository.git('worktree', 'list')).toContain(mine)
  })

  test('nothing stays when something else removed the directory first', async () => {
    const before = await repository.git('worktree', 'list')
    await checkedOut({}, first, async (_checkouts, workspace) => {
      await rm(workspace.directory, { recursive: true })
    })
    expect(await repository.git('worktree', 'list')).toBe(before)
  })

  test('build contexts without their file .git are removed, and do not get it back in another run', async () => {
    const before = await repository.git('worktree', 'list')
    await checkedOut({}, first, async (other) => {
      await rm(join(other.head, '.git'))
      await checkedOut({}, first, async ({ head, base = '' }) => {
        for (const one of [head, base]) await rm(join(one, '.git'))
        // a repository of its own
        await mkdir(join(base, '.git'))
      })
      expect(await readdir(other.head)).not.toContain('.git')
    })
    expect(await repository.git('worktree', 'list')).toBe(before)
  })

  test('a commit that cannot be checked out is an error, and leaves nothing', async () => {
    const before = await repository.git('worktree', 'list')
    await expect(checkedOut({ sha: 'f'.repeat(40) }, first, async () => {})).rejects.toThrow('worktree add')
    expect(await repository.git('worktree', 'list')).toBe(before)
  })

  test('files that a build made read-only are removed as well', async () => {
    let left = ''
    await checkedOut({}, null, async ({ head }) => {
      left = head
      await mkdir(join(head, 'locked'))
      await writeFile(join(head, 'locked/file'), 'x')
      await chmod(join(head, 'locked'), 0o555)
    })
    await expect(stat(left)).rejects.toThrow('ENOENT')
  })
})
