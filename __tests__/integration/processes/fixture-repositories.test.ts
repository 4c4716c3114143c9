import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { externalBases } from '../../../src/dockerfile/facts/bases.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import { obstacleFix, obstacleMessage, obstacleText } from '../../../src/findings/obstacles.ts'
import { prepareAll } from '../../../src/images/prepare.ts'
import { chooseDockerfile, compiledPackages } from '../../../src/plan/choose-dockerfile.ts'
import { surveyDockerfiles } from '../../../src/repository/dockerfiles/survey.ts'
import { predictBuild } from '../../../src/repository/go/build-preflight.ts'
import { builderObstacle } from '../../../src/repository/go/builder-version.ts'
import { discoverMain, namedMain } from '../../../src/repository/go/discover.ts'
import type { GoSearch } from '../../../src/repository/go/main-package.ts'
import { findModules } from '../../../src/repository/go/modules.ts'
import { findRunHints } from '../../../src/repository/start/hints.ts'
import { expectedOf, layOut, repositoryNames } from '../../support/repositories/repositories.ts'
import { expectValue, messagesOf } from '../../support/results.ts'
import { planWith } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const names = await repositoryNames()

test('there are enough of them', () => {
  expect(names.length).toBeGreaterThanOrEqual(24)
})

describe('found in repositories without any configuration', () => {
  test.each(names)('%s', async (name) => {
    const checkout = join(directory, name)
    const expected = await layOut(name, checkout)
    const world = realWorld(directory, expected.env)
    const survey = await surveyDockerfiles(world.files, checkout, { buildArgs: {}, secrets: [], ssh: [] })
    const modules = await findModules(world.files, checkout)
    const search: GoSearch = { checkout, root: checkout, modules, tags: [] }
    const found = await discoverMain(world, search, { compiled: compiledPackages(survey) })
    if (expected.builder !== undefined) {
      const text = (await world.files.readText(join(checkout, 'Dockerfile'))) ?? ''
      const goMod = (await world.files.readText(join(checkout, 'go.mod'))) ?? ''
      const obstacle = builderObstacle(imagesOf(text), goMod)
      expect(obstacle && obstacleMessage(obstacle)).toBe(expected.builder)
    }
    if (expected.main === undefined) {
      expect(messagesOf(found).join()).toContain(expected.problem ?? 'a problem')
      if (expected.configuration?.['main'] === undefined) return
    } else expect(found).toMatchObject({ value: { main: expected.main } })
    const named = expected.configuration?.['main']
    const chosen = expectValue(named === undefined ? found : await namedMain(world, search, named))

    const { obstacles, cgo } = await predictBuild(world, search, chosen.main)
    // `net` of the standard library is in every service
    expect(cgo?.packages).toContain('net')
    expect(cgo?.needing).toEqual(expected.cgo ?? [])
    expect(obstacles).toHaveLength(expected.obstacles === undefined ? 0 : 1)
    for (const part of expected.obstacles ?? []) {
      expect(obstacles.map(obstacleText).join()).toContain(part)
    }
    const choice = chooseDockerfile(survey, chosen.main)
    if (expected.dockerfile !== undefined) {
      const { indirect = false, prebuilt = false } = expected
      expect(choice).toMatchObject({
        build: { ...expected.dockerfile, compiles: expected.compiles, facts: { indirect, prebuilt } },
      })
    }
    if (expected.hints !== undefined) {
      const shipped = choice.kind === 'build' ? choice.build.dockerfile : undefined
      expect(
        await findRunHints(world.files, checkout, survey, { dockerfile: shipped, names: [] }),
      ).toContainEqual(expect.objectContaining(expected.hints))
    }
  })
})

test.each(['docs-not-generated', 'embed-missing'])('%s: with the advice, it builds', async (name) => {
  const checkout = join(directory, `fixed-${name}`)
  await layOut(name, checkout)
  const world = realWorld(directory)
  const search: GoSearch = { checkout, root: checkout, modules: ['.'], tags: [] }
  const main = { module: '.', path: '.', name, importPath: 'example.com/x' }
  const [obstacle] = (await predictBuild(world, search, main)).obstacles
  const fix = obstacle === undefined ? '' : (obstacleFix(obstacle) ?? '')
  const yaml = /`(build: \{ prepare: .* \})`/.exec(fix)?.[1] ?? ''
  const { prepare = '' } = planWith({ yaml }).settings.config
  expect(prepare).not.toBe('')
  expect(await prepareAll(world, prepare, { checkouts: { head: checkout }, root: '/repository' })).toEqual({})
  expect((await predictBuild(world, search, main)).obstacles).toEqual([])
})

function imagesOf(text: string): readonly string[] {
  const bases = externalBases(expectValue(parseDockerfile(text)))
  return expectValue(bases).map(({ reference }) => reference)
}

test.each(names)('%s states its purpose', async (name) => {
  const { about, main, problem } = await expectedOf(name)
  expect(about).toMatch(/^\S.*\.$/)
  expect(main !== undefined || problem !== undefined).toBe(true)
})
