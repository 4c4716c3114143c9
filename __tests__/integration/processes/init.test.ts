import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../../src/config/load.ts'
import { platformProblems } from '../../../src/dockerfile/facts/platform-check.ts'
import type { World } from '../../../src/effects/world.ts'
import { runInit } from '../../../src/init/init.ts'
import { chooseDockerfile } from '../../../src/plan/choose-dockerfile.ts'
import { surveyDockerfiles } from '../../../src/repository/dockerfiles/survey.ts'
import { inRepository } from '../../../src/repository/go/main-package.ts'
import { layOut, repositoryNames } from '../../support/repositories/repositories.ts'
import { messagesOf } from '../../support/results.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()

const init = (path: string, world: World) =>
  runInit(world, {
    version: '0.1.0',
    probeSource: join(import.meta.dirname, '../../../probe'),
    directory: path,
    force: false,
    dryRun: false,
  })

const refused = (path: string) =>
  init(path, realWorld(directory, { GOFLAGS: '' })).then(
    () => [],
    (error: { readonly problems: readonly string[] }) => error.problems,
  )

/** Why a check would not get as far as building what `expected.json` says; empty when nothing has to be edited. */
async function edits(name: string): Promise<readonly string[]> {
  const checkout = join(directory, name)
  const expected = await layOut(name, checkout)
  const world = realWorld(directory, expected.env)
  if (expected.main === undefined && expected.configuration === undefined && name !== 'newer-go') {
    expect((await refused(checkout))[0]).toContain(expected.problem)
    return [expected.problem ?? '']
  }
  await init(checkout, world)
  const loaded = await loadConfig(world, checkout, undefined)
  if (!loaded.ok) return messagesOf(loaded)
  const { main = '', dockerfile, startup } = loaded.value.config
  if (expected.main !== undefined) expect(main).toBe(inRepository(expected.main.module, expected.main.path))
  else if (main === '') return [expected.problem ?? '']
  else expect(expected.problem).toContain(main)
  const survey = await surveyDockerfiles(world.files, checkout, dockerfile)
  const choice = chooseDockerfile(survey, { module: '.', path: main, name, importPath: 'example.com/x' })
  if (choice.kind === 'problem') return [choice.message]
  expect(choice.kind === 'build' ? choice.build : undefined).toMatchObject(expected.dockerfile ?? {})
  const { args } = expected.start ?? {}
  // a Dockerfile that is not built tells the check itself how its program is started
  if (args !== undefined && expected.prebuilt !== true) expect(startup.args).toEqual(args)
  if (choice.kind === 'none') return []
  const text = (await world.files.readText(join(checkout, choice.build.dockerfile))) ?? ''
  const { target, buildArgs } = choice.build
  return [
    ...platformProblems(text, {
      buildArgs,
      platform: 'linux/amd64',
      ...(target === undefined ? {} : { target }),
    }).map(({ message }) => message),
    // a service that has to be there is a matter of the workflow
    ...(expected.start?.fails !== undefined && args === undefined ? [expected.start.fails] : []),
  ]
}

test('of the fixture repositories, few need an edit after init', { timeout: 120_000 }, async () => {
  const names = await repositoryNames()
  const needing = new Map<string, readonly string[]>()
  const left = [...names]
  const some = async () => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const why = await edits(name)
      if (why.length > 0) needing.set(name, why)
    }
  }
  await Promise.all([some(), some(), some()])
  console.log(`${names.length - needing.size} of ${names.length} fixture repositories need no edit`)
  expect(names.length - needing.size).toBeGreaterThanOrEqual(20)
  expect([...needing.keys()].sort()).toEqual([
    // no Go modules, an image that cannot start, a database, no Go that is new enough, a database again
    'before-modules',
    'debian-default-to-alpine',
    'needs-a-database',
    'newer-go',
    'waits-for-a-database',
  ])
})
