import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examine } from '../../../src/doctor/doctor.ts'
import { gather } from '../../../src/doctor/facts/gather.ts'
import type { World } from '../../../src/effects/world.ts'
import { isModeExclusion } from '../../../src/findings/build-failures.ts'
import { needMissingFix, needMissingText } from '../../../src/findings/mode-needs.ts'
import { obstacleText } from '../../../src/findings/obstacles.ts'
import { compiledFor } from '../../../src/plan/compiled-for.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { withCgo } from '../../../src/plan/static-cgo.ts'
import { repositoryAt } from '../../support/repositories/git.ts'
import { layOut, repositoryNames } from '../../support/repositories/repositories.ts'
import { type Planned, planOf } from '../../support/runs/planning.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const names = await repositoryNames()

/** What a check says against the build before it begins. */
function objections(planned: Planned): readonly string[] {
  if (planned.kind === 'refused') return planned.problems
  const { images, target } = planned.plan
  const { shipped } = images
  if (shipped === undefined) return target.obstacles.map(obstacleText)
  return shipped.obstacle === undefined ? [] : [obstacleText(shipped.obstacle)]
}

describe('the doctor reports exactly what a check would reject', () => {
  test.each(names)('%s', async (name) => {
    const path = join(directory, name)
    const { env } = await layOut(name, path)
    const repository = repositoryAt(path)
    await repository.commit('All there is')
    await repository.commit('A change', { 'NOTES.md': 'words\n' })
    const world = realWorld(directory, { ...env, GOFLAGS: '' })
    const planned = await planOf(world, path)
    const facts = await gather(world, { version: '0.1.0', probeSource: '/probe', directory: path })
    const problems = examine(facts)
      .filter(({ id, state }) => state === 'problem' && id !== 'engine')
      .map(({ message }) => message)
    const wrong = objections(planned)
    expect(problems).toEqual(expect.arrayContaining([...wrong]))
    expect(problems.length > 0).toBe(wrong.length > 0)
    expect(await repository.git('worktree', 'list')).not.toContain('\n')
  })
})

/** Modes that a check leaves out, as it finds them before it compiles. */
async function exclusions(world: World, { variants, go, target }: Plan): Promise<readonly string[]> {
  const heads = [...variants].filter(({ revision }) => revision === 'head')
  const compiled = await Promise.all(
    heads.map(({ mode, platform }) =>
      compiledFor(world, go, withCgo(mode, target.cgo.head?.needing), platform),
    ),
  )
  return compiled.flatMap((one) =>
    !one.ok && isModeExclusion(one.problem)
      ? [`${needMissingText(one.problem)}: ${needMissingFix(one.problem)}`]
      : [],
  )
}

test('the doctor reports what a check leaves out on other platforms', async () => {
  const path = join(directory, 'platforms')
  const { env } = await layOut('two-listeners', path)
  const repository = repositoryAt(path)
  await repository.commit('All there is', {
    '.github/linkgate.yml':
      'version: 1\nbuild: { dockerfile: false }\nmodes: { static: {}, dynamic: { env: { CC: no-such-gcc } } }\nplatforms: [linux/ppc64le, linux/s390x, windows/amd64]\n',
  })
  await repository.commit('A change', { 'NOTES.md': 'words\n' })
  const world = realWorld(directory, { ...env, GOFLAGS: '' })
  const planned = await planOf(world, path)
  if (planned.kind === 'refused') throw new Error(planned.problems.join())
  const facts = await gather(world, { version: '0.1.0', probeSource: '/probe', directory: path })
  const hints = examine(facts)
    .filter(({ id, state }) => id === 'compiler' && state === 'hint')
    .map(({ message }) => message)
  const left = await exclusions(world, planned.plan)
  expect(left).toHaveLength(2)
  expect(hints).toEqual(left)
})
