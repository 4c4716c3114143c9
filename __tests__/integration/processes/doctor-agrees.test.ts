import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examine } from '../../../src/doctor/doctor.ts'
import { gather } from '../../../src/doctor/facts/gather.ts'
import { obstacleText } from '../../../src/findings/obstacles.ts'
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

describe('the doctor says what a check would refuse, and nothing else', () => {
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
