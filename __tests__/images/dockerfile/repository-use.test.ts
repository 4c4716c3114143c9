import { describe, expect, test } from 'vitest'
import type { Obstacle } from '../../../src/findings/obstacles.ts'
import { needsRepositoryFinding } from '../../../src/images/dockerfile/findings.ts'
import { BuildContexts } from '../../../src/images/dockerfile/repository-use.ts'
import type { Git } from '../../../src/repository/git/git.ts'
import { runnerIn } from '../../../src/repository/git/runner.ts'
import { imageBuild as build } from '../../support/images/image-build.ts'
import { worded } from '../../support/reports/worded.ts'
import { handlesFor, planWith } from '../../support/world/plan.ts'
import { type Answers, fakeWorld } from '../../support/world/world.ts'

const stepFailed: Obstacle = {
  kind: 'step-failed',
  dockerfile: 'Dockerfile',
  line: 3,
  step: 'RUN make',
  exitCode: 2,
}

const plain = 'FROM golang\nCOPY . .\nRUN go build .\n'

async function scene({
  dockerfile = plain,
  files = {},
  commands = {},
}: {
  readonly dockerfile?: string
  readonly files?: Readonly<Record<string, string>>
  readonly commands?: Answers
} = {}) {
  const world = fakeWorld({
    files: {
      '/checkouts/head/Dockerfile': dockerfile,
      '/checkouts/base/Dockerfile': plain,
      '/checkouts/head/.git': 'gitdir: /repository/.git/worktrees/head',
      '/checkouts/base/.git': 'gitdir: /repository/.git/worktrees/base',
      ...files,
    },
    commands: {
      'git -c core.hooksPath=/dev/null clone': async ({ command }) => {
        await world.files.write(`${command.at(-1)}/HEAD`, `of ${command.at(-2)}`)
        return ''
      },
      'git config': { exitCode: 1 },
      git: '',
      ...commands,
    },
  })
  const at = (directory: string) => runnerIn(world.exec, { directory })
  const git = { root: '/repository', trusted: false, at, branch: async () => undefined } as unknown as Git
  const handles = { ...(await handlesFor(world)), git }
  const contexts = new BuildContexts(handles, planWith({ images: { shipped: { build } } }))
  const repository = async (revision: string) =>
    (await world.files.readText(`/checkouts/${revision}/.git/HEAD`))?.replace(/.*-/, '')
  /** The result of a build that fails without a repository. */
  const built = async (revision: 'base' | 'head', why: readonly Obstacle[] = [stepFailed]) => {
    await contexts.prepare(revision)
    const attempt = async () =>
      (await repository(revision)) === undefined
        ? ({ kind: 'not-built' } as const)
        : ({ kind: 'built' } as const)
    const first = await attempt()
    return first.kind === 'built' ? first : ((await contexts.retry(revision, build, why, attempt)) ?? first)
  }
  return { world, contexts, repository, built }
}

describe('a build that needs a repository', () => {
  test('a build has no access to git until it needs it', async () => {
    const { contexts, world } = await scene()
    await contexts.prepare('head')
    expect(await world.files.stat('/checkouts/head/.git')).toBeUndefined()
    expect(await contexts.lacksRepository(build)).toBe(true)
    expect(await contexts.lacksRepository({ ...build, context: 'app' })).toBe(false)
    expect(world.exec.lines('git -c core.hooksPath=/dev/null clone')).toEqual([])
  })

  test('repeats a failed build with a repository, and provides one for the first build of base', async () => {
    const { contexts, built, repository } = await scene()
    expect(await built('head')).toEqual({ kind: 'built' })
    expect(contexts.needing).toBe('Dockerfile')
    await contexts.prepare('base')
    expect([await repository('head'), await repository('base')]).toEqual(['head', 'base'])
    expect(needsRepositoryFinding(contexts.needing).map(worded)).toMatchObject([
      {
        id: 'dockerfile/needs-repository',
        verdict: 'pass',
        message: expect.stringMatching(
          /^Dockerfile does not build without `.git`, so base and head were each built with/,
        ),
      },
    ])
  })

  test('if files of one revision use git, both get a repository without a failed build', async () => {
    const { contexts, repository } = await scene({ dockerfile: `${plain}RUN git describe\n` })
    await contexts.prepare('base')
    await contexts.prepare('head')
    expect([await repository('head'), await repository('base')]).toEqual(['head', 'base'])
    expect(await contexts.lacksRepository(build)).toBe(false)
    expect(contexts.needing).toBeUndefined()
    expect(needsRepositoryFinding(contexts.needing)).toEqual([])
  })

  test.each<[string, Parameters<typeof scene>[0], Obstacle]>([
    ['a compiler refused the program', {}, { kind: 'not-compiled', first: 'main.go:7:2: undefined: x' }],
    [
      'its base image is not there',
      {},
      { kind: 'base-image', image: 'a:1', because: 'not-found', detail: 'manifest unknown' },
    ],
    ['the context does not include it', { files: { '/checkouts/head/.dockerignore': '.git\n' } }, stepFailed],
    [
      'it cannot be created',
      { commands: { 'git -c core.hooksPath=/dev/null clone': { exitCode: 128, stderr: 'fatal: no space' } } },
      stepFailed,
    ],
  ])('is not repeated if %s', async (_, given, obstacle) => {
    const { contexts, built, world } = await scene(given)
    expect(await built('head', [obstacle])).toEqual({ kind: 'not-built' })
    expect(contexts.needing).toBeUndefined()
    expect(await world.files.stat('/checkouts/head/.git')).toBeUndefined()
  })

  test('if it also fails with a repository, both revisions are built without one', async () => {
    const { contexts, repository } = await scene()
    await contexts.prepare('head')
    const again = async () => ({ kind: 'not-built', output: ['still'] }) as const
    expect(await contexts.retry('head', build, [stepFailed], again)).toEqual({
      kind: 'not-built',
      output: ['still'],
    })
    await contexts.prepare('base')
    expect([await repository('head'), await repository('base')]).toEqual([undefined, undefined])
    expect(contexts.needing).toBeUndefined()
  })

  test('the address in the repository has no credentials', async () => {
    const url = 'https://x-access-token:secret@github.com/example/service\n'
    const { world, built } = await scene({ commands: { 'git config remote.origin.url': url } })
    await built('head')
    const lines = world.exec.lines().filter((line) => line.includes('remote.origin.url'))
    expect(lines.at(-1)).toMatch(/config remote.origin.url https:\/\/github.com\/example\/service$/)
  })
})
