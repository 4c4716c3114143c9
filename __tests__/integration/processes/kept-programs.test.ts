/** Programs of earlier runs: Go reuses one only if it would link the same program. */
import { cp, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { goBuild } from '../../../src/images/go-build/go-build.ts'
import { buildFromEarlier, earlierProgram } from '../../../src/images/results/earlier-program.ts'
import { programsFolder } from '../../../src/images/results/kept-programs.ts'
import { expectValue } from '../../support/results.ts'
import { temporaryFolder } from '../../support/runs/linkgate.ts'
import { plannedAs, planWith } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { sha256 } from '../../support/world/world.ts'

const zoo = fileURLToPath(new URL('../../fixtures/programs/zoo', import.meta.url))

test('an unchanged program is not linked again, but one with another source, flag or platform is', async () => {
  await using folder = await temporaryFolder()
  const world = realWorld(folder.path)
  const checkout = join(folder.path, 'zoo')
  await cp(zoo, checkout, { recursive: true })
  const main = { module: '.', path: '.', name: 'zoo', importPath: 'example.com/zoo' }
  const programs = programsFolder(world, join(folder.path, 'kept'))
  let runs = 0
  const build = async (given: Partial<ReturnType<typeof plannedAs>> = {}) => {
    const directory = join(folder.path, `run-${runs++}`)
    const variant = { ...plannedAs('head', 'static'), ...given }
    const plan = { ...planWith(), target: { ...planWith().target, main } }
    const earlier = earlierProgram({ programs }, plan, variant)
    const output = join(directory, 'program', 'zoo')
    const temporary = join(directory, 'tmp')
    await world.files.makeDirectory(temporary)
    const { mode, platform } = variant
    let before: number | undefined
    expectValue(
      await buildFromEarlier(world, earlier, output, async () => {
        before = (await stat(output).catch(() => undefined))?.ino
        return goBuild(world, { mode, platform, main, checkout, root: checkout, output, temporary })
      }),
    )
    const isLinked = before !== (await stat(output)).ino
    return { isLinked, digest: sha256(await readFile(output)) }
  }
  const first = await build()
  expect(first.isLinked).toBe(true)
  expect(await build()).toEqual({ ...first, isLinked: false })
  const { mode } = plannedAs('head', 'static')
  // the flags are part of the name of the program
  expect((await build({ mode: { ...mode, ldflags: '-s -w -X main.version=2' } })).isLinked).toBe(true)
  expect((await build({ platform: 'linux/arm64' })).isLinked).toBe(true)
  expect((await build({ platform: 'linux/arm64' })).isLinked).toBe(false)
  const source = join(checkout, 'main.go')
  await writeFile(source, `${await readFile(source, 'utf8')}\nfunc init() { println("new") }\n`)
  const changed = await build()
  expect(changed.isLinked).toBe(true)
  expect(changed.digest).not.toBe(first.digest)
  expect(await build()).toEqual({ ...changed, isLinked: false })
})
